"""Webhooks by themselves: what happened is gathered each minute and sent by a job of each organization."""

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock, jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.ground.kernel.tenancy import active_organization_id
from tandem.support.webhooks.deliveries.models import WebhookDelivery
from tandem.support.webhooks.telling import gather, send_due

SEND = "send-webhooks"


@jobs.task("webhooks", schedule="* * * * *")
def gather_all(progress: jobs.Progress | None = None) -> None:
    """Gather what happened; a slow receiver of one organization keeps no other waiting."""
    for_each_organization(_gather)


def _gather(actor: Actor) -> None:
    gather(actor)
    now = clock.now()
    if WebhookDelivery.objects.filter(state="waiting", next_at__lte=now).exists():
        key = f"{SEND}@{actor.organization_id}@{now:%Y-%m-%dT%H:%M}"
        jobs.ask(SEND, organization_id=actor.organization_id, unique_key=key)


@jobs.task(SEND)
def send(progress: jobs.Progress) -> None:
    """Send what is due in one organization."""
    send_due(tandem(Organization.objects.get(pk=active_organization_id())))
