"""Indicators that are counted by themselves on the day they are due."""

from tandem.evaluation.measurements.operations import count_due
from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization


@jobs.task("measurements", schedule="40 3 * * *")
def count(progress: jobs.Progress | None = None) -> None:
    """Count what is due in every organization."""
    for_each_organization(count_due)
