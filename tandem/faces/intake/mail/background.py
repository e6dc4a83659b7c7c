"""Mail is fetched every minute, each mailbox by a job of its own; what was left unfinished is taken up."""

from dataclasses import asdict
from typing import Any

from tandem.faces.intake.mail import fetching, taking
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock, jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.mail.mailboxes.models import Mailbox

ONE = "mail-of-mailbox"


@jobs.task("mail", schedule="* * * * *")
def fetch_all(progress: jobs.Progress | None = None) -> None:
    """Ask for a look into every mailbox that is looked into, and take up what was left."""
    for_each_organization(_ask)


def _ask(actor: Actor) -> None:
    taking.take_up(actor)
    for mailbox in Mailbox.objects.looked_into().order_by("pk"):
        key = f"{ONE}-{mailbox.pk}@{clock.now():%Y-%m-%dT%H:%M}"
        arguments = {"mailbox": mailbox.pk}
        jobs.ask(ONE, organization_id=actor.organization_id, arguments=arguments, unique_key=key)


@jobs.task(ONE)
def fetch_one(progress: jobs.Progress) -> dict[str, Any]:
    """Look into one mailbox."""
    mailbox = Mailbox.objects.looked_into().filter(pk=progress.arguments["mailbox"]).first()
    if mailbox is None:
        return {}
    organization = Organization.objects.get(pk=mailbox.organization_id)
    return asdict(fetching.fetch(tandem(organization), mailbox))
