"""Reports that are due are begun by themselves."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.service_reports.issues.operations import draft_due


@jobs.task("service-reports", schedule="20 4 * * *")
def begin_due(progress: jobs.Progress | None = None) -> None:
    """Write a draft of every report whose period is over."""
    for_each_organization(draft_due)
