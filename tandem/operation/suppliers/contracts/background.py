"""What happens to contracts by itself, once a day."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.suppliers.contracts.operations import look_after


@jobs.task("supplier-contracts", schedule="45 3 * * *")
def look_after_contracts(progress: jobs.Progress | None = None) -> None:
    """Expire what is past its last day, and say which services outlast their contracts."""
    for_each_organization(look_after)
