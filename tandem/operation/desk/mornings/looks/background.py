"""Every morning has its list."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.desk.mornings.looks import operations


@jobs.task("morning-checks", schedule="5 * * * *")
def begin_day(progress: jobs.Progress | None = None) -> None:
    """Soon after midnight where each organization is: the list of the day."""
    for_each_organization(operations.begin_day)
