"""Availability is counted by itself, once a month."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.availability.results.operations import measure_last_month


@jobs.task("service-availability", schedule="20 3 2 * *")
def measure_month(progress: jobs.Progress | None = None) -> None:
    """Count the availability of last month."""
    for_each_organization(measure_last_month)
