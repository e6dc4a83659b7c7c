"""Clocks by themselves: looked at each minute, counted up each month."""

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.agreements.clocks import operations as incidents
from tandem.operation.agreements.clocks.measuring import measure_last_month
from tandem.operation.agreements.clocks.rebasing import JOB, rebase_some
from tandem.operation.agreements.request_clocks import operations as requests
from tandem.operation.agreements.versions.models import AgreementVersion


@jobs.task("service-clocks", schedule="* * * * *")
def look_at_due(progress: jobs.Progress | None = None) -> None:
    """Look at the clocks whose moment has come."""
    for_each_organization(incidents.tick)
    for_each_organization(requests.tick)


@jobs.task(JOB)
def rebase(progress: jobs.Progress) -> None:
    """Let the clocks of an agreement count by a version, from where it was begun on."""
    version = AgreementVersion.objects.select_related("agreement").get(pk=progress.arguments["version"])
    hand = tandem(Organization.objects.get(pk=version.organization_id))
    last: int | None = progress.arguments["after"]
    while last is not None:
        last = rebase_some(hand, version, last, progress.arguments.get("ticket", "incident"))


@jobs.task("service-results", schedule="50 3 2 * *")
def measure_month(progress: jobs.Progress | None = None) -> None:
    """Enter the results of last month."""
    for_each_organization(measure_last_month)
