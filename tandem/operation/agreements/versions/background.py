"""What is looked at by itself, once a day."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.agreements.versions.operations import look_at_remarks


@jobs.task("agreements", schedule="40 3 * * *")
def look_again(progress: jobs.Progress | None = None) -> None:
    """Say anew what to know about every version in force."""
    for_each_organization(look_at_remarks)
