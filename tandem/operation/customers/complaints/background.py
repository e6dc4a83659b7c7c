"""What happens to complaints by itself, once a day."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.customers.complaints.operations import escalate_overdue


@jobs.task("complaints", schedule="35 3 * * *")
def escalate_late(progress: jobs.Progress | None = None) -> None:
    """Escalate what is past its day."""
    for_each_organization(escalate_overdue)
