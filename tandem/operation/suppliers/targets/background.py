"""Targets of suppliers held against promises by itself, once a day."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.suppliers.targets.operations import hold_all


@jobs.task("supplier-targets", schedule="50 3 * * *")
def hold_targets(progress: jobs.Progress | None = None) -> None:
    """Say of every target whether it holds up what customers are promised."""
    for_each_organization(hold_all)
