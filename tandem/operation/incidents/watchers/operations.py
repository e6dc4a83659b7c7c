"""Telling those who watch an incident, or are mentioned on it, that there is something new."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import mentions
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.presence import is_any
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.watchers.models import IncidentWatcher
from tandem.operation.incidents.watchers.rules import sees

TOLD_OF = ("resolved", "closed", "cancelled")
MOST_MENTIONED = 20
WITHIN = 300


def follow_incident(actor: Actor, incident: Any, before: Any) -> None:
    """Tell those who watch how an incident went on."""
    is_news = incident.state != before.state or incident.is_major != before.is_major
    if is_news and is_any(IncidentWatcher, "incident", [incident.pk]) and (news := _news(incident, before)):
        tell(actor, incident, news)


def _news(incident: Any, before: Any) -> str:
    if incident.is_major and not before.is_major:
        return _("It is a major incident now.")
    if incident.state != before.state and (incident.state in TOLD_OF or before.state in TOLD_OF):
        return _("It is now: %(state)s.") % {"state": incident.get_state_display()}
    return ""


def tell(actor: Actor, incident: Any, news: str) -> None:
    """Those who watch, except whoever did it, have something new to read; what they have not read yet stays."""
    if not is_any(IncidentWatcher, "incident", [incident.pk]):
        return
    watching = incident.watchers.filter(state="watching").exclude(owner_id=actor.user_id)
    for watcher in watching.order_by("pk"):
        _bring(actor, watcher, news)


def _bring(actor: Actor, watcher: Any, news: str) -> None:
    values = {"state": "news", "news": news[:WITHIN], "news_at": clock.now()}
    writing.follow(as_tandem(actor), declared_for(IncidentWatcher), watcher, values, "news")


def watch(actor: Actor, incident: Any, user_id: int) -> Any:
    """That somebody watches an incident from now on, if they do not yet."""
    watcher = incident.watchers.exclude(state="stopped").filter(owner_id=user_id).first()
    if watcher is not None:
        return watcher
    values = {"incident": incident, "owner": user_id}
    return writing.create(as_tandem(actor), declared_for(IncidentWatcher), values)


def watch_if_seen(actor: Actor, incident: Any, user_id: int) -> None:
    """Whoever may see an incident watches it from now on."""
    members = Membership.objects.filter(organization_id=actor.organization_id, user_id=user_id)
    member = members.valid_on(actor.today).select_related("user").first()
    if member is not None and sees(actor, member, incident):
        watch(actor, incident, user_id)


def mention(actor: Actor, incident: Any, text: str) -> None:
    """Whoever is named with an @ and may see the incident watches it, and has something new."""
    for user_id in mentioned(actor, incident, text):
        _bring(actor, watch(actor, incident, user_id), _("%(who)s named you.") % {"who": actor.label})


def mentioned(actor: Actor, incident: Any, text: str) -> list[int]:
    """Those whom a text names and who may see the incident, except whoever wrote it."""
    others = [member for member in mentions.mentioned(actor, text) if member.user_id != actor.user_id]
    return [member.user_id for member in others if sees(actor, member, incident)][:MOST_MENTIONED]
