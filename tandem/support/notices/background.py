"""Notices by themselves: what is new is gathered every two minutes, written and sent."""

from tandem.ground.accounts import notices
from tandem.ground.accounts.mailing import has_server
from tandem.ground.accounts.models import Membership, Organization
from tandem.ground.kernel import clock, jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.ground.kernel.tenancy import active_organization_id
from tandem.support.notices.chats.models import Chat
from tandem.support.notices.gathering import gather
from tandem.support.notices.models import Notice
from tandem.support.notices.sending import send_due, write

SEND = "send-notices"


@jobs.task("notices", schedule="*/2 * * * *")
def gather_all(progress: jobs.Progress | None = None) -> None:
    """Gather and write what is new; a slow server of one organization keeps no other waiting."""
    for_each_organization(_gather)


def _gather(actor: Actor) -> None:
    if not (has_server() or Chat.objects.filter(state="in-use").exists() or _has_own_chat(actor)):
        return  # there is no way to tell anybody
    gather(actor)
    write(actor)
    now = clock.now()
    if Notice.objects.filter(state="waiting", next_at__lte=now).exists():
        key = f"{SEND}@{actor.organization_id}@{now:%Y-%m-%dT%H:%M}"
        jobs.ask(SEND, organization_id=actor.organization_id, unique_key=key)


def _has_own_chat(actor: Actor) -> bool:
    members = Membership.objects.filter(organization_id=actor.organization_id, notices__has_key="chats")
    return any(notices.of(member).chats for member in members)


@jobs.task(SEND)
def send(progress: jobs.Progress) -> None:
    """Send what is due in one organization."""
    send_due(tandem(Organization.objects.get(pk=active_organization_id())))
