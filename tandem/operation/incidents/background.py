"""Incidents by themselves."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.incidents.pending import come_back


@jobs.task("incidents-come-back", schedule="* * * * *")
def take_up_again(progress: jobs.Progress | None = None) -> None:
    """Take up again what has waited long enough."""
    for_each_organization(come_back)
