"""Clocks by themselves: looked at each minute, counted up each month."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.agreements.clocks.measuring import measure_last_month
from tandem.operation.agreements.clocks.operations import tick


@jobs.task("service-clocks", schedule="* * * * *")
def look_at_due(progress: jobs.Progress | None = None) -> None:
    """Look at the clocks whose moment has come."""
    for_each_organization(tick)


@jobs.task("service-results", schedule="50 3 2 * *")
def measure_month(progress: jobs.Progress | None = None) -> None:
    """Enter the results of last month."""
    for_each_organization(measure_last_month)
