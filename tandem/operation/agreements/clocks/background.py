"""Clocks by themselves: looked at each minute, counted up each month."""

from typing import Any

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.agreements.clocks.kinds import FOLLOWED
from tandem.operation.agreements.clocks.measuring import measure_last_month
from tandem.operation.agreements.clocks.rebasing import JOB, rebase_some
from tandem.operation.agreements.process_targets.models import ProcessTarget
from tandem.operation.agreements.versions.models import AgreementVersion


@jobs.task("service-clocks", schedule="* * * * *")
def look_at_due(progress: jobs.Progress | None = None) -> None:
    """Look at the clocks whose moment has come."""
    for followed in FOLLOWED.values():
        for_each_organization(followed.tick)


@jobs.task(JOB)
def rebase(progress: jobs.Progress) -> None:
    """Let clocks count by a version or a target, from where it was begun on."""
    said = progress.arguments
    promise = _promise(said)
    hand = tandem(Organization.objects.get(pk=promise.organization_id))
    followed, last = FOLLOWED[said["followed"]], said["after"]
    while last is not None:
        last = rebase_some(hand, promise, followed, last)


def _promise(said: dict[str, Any]) -> Any:
    if "version" in said:
        return AgreementVersion.objects.select_related("agreement").get(pk=said["version"])
    return ProcessTarget.objects.get(pk=said["process_target"])


@jobs.task("service-results", schedule="50 3 2 * *")
def measure_month(progress: jobs.Progress | None = None) -> None:
    """Enter the results of last month."""
    for_each_organization(measure_last_month)
