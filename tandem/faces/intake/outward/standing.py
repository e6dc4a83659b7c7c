"""Status updates by mail and by a feed of one's own: to those who confirmed it, and no more than they may see."""

import hashlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.faces.intake.outward import links, posting
from tandem.ground.accounts import access, speaking
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock, locales
from tandem.ground.kernel.actor import Actor
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.sent import operations
from tandem.operation.mail.sent.models import Sent
from tandem.operation.status import standing
from tandem.operation.status.models import StatusUpdate
from tandem.operation.status.standing import Picture, Said
from tandem.operation.status.subscriptions.models import StatusSubscription

LATEST = timedelta(days=1)  # what was released earlier is no news
VALID = timedelta(days=7)  # of a link that confirms
MOST_ASKED = 200  # messages that ask for confirmation, in an organization and an hour
CONFIRM, LEAVE, FEED = "status-confirm", "status-leave", "status-feed"


def reader_of(organization: Organization, subscription: Any) -> Actor | None:
    """Whoever reads by a subscription, as they may today; None once they may no longer."""
    if subscription.state != "active" or subscription.user is None:
        return None
    actor = access.actor_for(subscription.user, organization.slug, "feed", may_write=False)
    return actor if actor is not None and actor.customer_id == subscription.customer_id else None


def picture_for(organization: Organization, subscription: Any) -> Picture | None:
    """What somebody sees by a subscription; None for nothing."""
    if subscription.user_id is not None:
        reader = reader_of(organization, subscription)
        if reader is None:
            return None
        return standing.inside() if reader.customer_id is None else standing.of_customer(reader.customer_id)
    if subscription.customer_id is not None:
        return standing.of_customer(subscription.customer_id)
    return standing.public()


def write_news(tandem: Actor) -> int:
    """Write what was released of late to everybody who is told of it, once; how many messages were written."""
    if operations.since_when() is None:
        return 0
    since = clock.now() - LATEST
    news = dict(StatusUpdate.objects.released().filter(released_at__gte=since).values_list("reference", "released_at"))
    if not news:
        return 0
    organization = Organization.objects.get(pk=tandem.organization_id)
    pictures: dict[tuple[Any, ...], Picture | None] = {}
    pending: dict[str, tuple[Any, Said]] = {}
    for subscription in StatusSubscription.objects.by_mail().select_related("user").order_by("pk"):
        whose = (subscription.user_id, subscription.customer_id)
        if whose not in pictures:
            pictures[whose] = picture_for(organization, subscription)
        for said in _new_to(subscription, pictures[whose], news):
            pending[f"status {said.reference} {subscription.reference}"] = (subscription, said)
    return sum(_write(tandem, organization, *pending[name], name) for name in posting.unwritten(pending))


def _new_to(subscription: Any, picture: Picture | None, news: dict[str, Any]) -> list[Said]:
    """What was released since somebody subscribed, of what they see."""
    seen = picture.all if picture else []
    return [said for said in seen if news.get(said.reference) and news[said.reference] >= subscription.created_at]


def _write(tandem: Actor, organization: Organization, subscription: Any, said: Said, name: str) -> bool:
    leave = leave_address(organization, subscription)
    with speaking.as_documents(organization):
        text, word = _text(tandem, said, leave), str(said.word)
    values = {
        "customer": subscription.customer_id,
        "mailbox": Mailbox.objects.order_by("pk")[0].reference,
        "recipient": subscription.title,
        "title": f"{organization.name}: {word}: {said.title}"[:250],
        "text": text,
        "leave": leave,
        "asks": name,
    }
    return posting.write(tandem, values)


def _text(tandem: Actor, said: Said, leave: str) -> str:
    moments = [said.starts_at, *([said.ends_at] if said.ends_at else [])]
    when = " – ".join(locales.moment(moment, tandem.zone) for moment in moments)
    parts = (f"{', '.join(said.services)}: {said.word}, {when}", said.text)
    return "\n\n".join((*parts, _("No longer told of this: %(address)s") % {"address": leave}))


def ask_to_confirm(tandem: Actor, organization: Organization, address: str) -> bool:
    """Send a link that confirms an address; False where none is sent, as to one that was asked today already."""
    if operations.since_when() is None or _asked_lately() >= MOST_ASKED:
        return False
    until = tandem.today + VALID
    secret = links.sealed(CONFIRM, organization.pk, address, until.isoformat())
    link = links.address("status-confirm", organization.slug, secret)
    with speaking.as_documents(organization):
        title = _("Confirm that you want to be told: %(name)s")
        words = _(
            "Somebody asked that this address be told how the services of %(name)s stand. If that was you, confirm it "
            "here: %(link)s\n\nIf it was not, do nothing: nothing is kept and nothing is sent."
        )
    values = {
        "mailbox": Mailbox.objects.order_by("pk")[0].reference,
        "recipient": address,
        "title": title % {"name": organization.name},
        "text": words % {"name": organization.name, "link": link},
        "asks": f"confirm {tandem.today} {hashlib.sha256(address.encode()).hexdigest()[:40]}",
    }
    return bool(posting.unwritten([values["asks"]])) and posting.write(tandem, values)


def _asked_lately() -> int:
    hour = clock.now() - timedelta(hours=1)
    return int(Sent.objects.filter(asks__startswith="confirm ", created_at__gte=hour).count())


def leave_address(organization: Organization, subscription: Any) -> str:
    """The address that ends a subscription."""
    return links.address("status-leave", organization.slug, links.sealed(LEAVE, organization.pk, subscription.pk))


def feed_address(organization: Organization, subscription: Any) -> str:
    """The address of a feed of one's own."""
    secret = links.sealed(FEED, organization.pk, subscription.pk)
    return links.address("status-own-feed", organization.slug, secret)


def subscription_of(organization: Organization, purpose: str, secret: str) -> Any:
    """The subscription that a link of ours names; None for every other one."""
    said = links.opened(purpose, secret, 2)
    if said is None or said[0] != organization.pk:
        return None
    return StatusSubscription.objects.select_related("user").filter(pk=said[1]).first()


def confirmed_address(organization: Organization, secret: str) -> str | None:
    """The address that a link confirms, until its day; None for every other one."""
    said = links.opened(CONFIRM, secret, 3)
    if said is None or said[0] != organization.pk or clock.today(organization.zone).isoformat() > said[2]:
        return None
    return str(said[1])


def page_address(organization: Organization) -> str:
    """The public page, where somebody ends up who is done."""
    return f"{settings.BASE_URL}/status/{organization.slug}/"
