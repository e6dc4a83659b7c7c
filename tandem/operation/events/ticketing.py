"""From events to incidents: which belong together, and what becomes of an incident when its events are over."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import comments, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import Register, declared_for
from tandem.ground.ledger.models import Entry
from tandem.operation.events.models import Event
from tandem.operation.events.sources.models import EventSource
from tandem.operation.events.vocabulary import RANKS, is_at_least

STORM_LASTS = timedelta(minutes=10)
BATCH = 100
MOST_NAMED = 30
OPEN = ("new", "assigned", "in-progress", "pending")
WEIGHT = {"critical": (1, 2), "major": (2, 2), "unknown": (2, 2), "warning": (3, 2), "info": (3, 3)}
STORM_WEIGHT = (1, 1)


def incidents() -> Register:
    """The register that incidents are kept in."""
    return declared_for(Event._meta.get_field("incident").related_model)


def counts(source: Any, severity: str) -> bool:
    """True when an event of this severity makes an incident."""
    return is_at_least(severity, source.opens_from)


def storm_of(source: Any, now: datetime) -> Any:
    """The open incident of a storm that goes on: something new came of it a short while ago; None without one."""
    if source.storm_id is None or source.storm.state not in OPEN:
        return None
    goes_on = Event.objects.filter(incident=source.storm, first_seen__gte=now - STORM_LASTS).exists()
    return source.storm if goes_on else None


def open_storm(actor: Actor, source: Any, events: Sequence[Any]) -> None:
    """One incident for events that came at once; the incident first, then its events in short batches."""
    with transaction.atomic():
        title = _("%(source)s tells of many events at once") % {"source": source.title}
        incident = _opened(actor, source, title, events, STORM_WEIGHT)
        writing.follow(actor, declared_for(EventSource), source, {"storm": incident}, "storm", incident.reference)
        _join(actor, incident, events[:BATCH])
    join(actor, incident, events[BATCH:])


def join(actor: Actor, incident: Any, events: Sequence[Any]) -> None:
    """Events become events of an incident, in short batches."""
    for start in range(0, len(events), BATCH):
        with transaction.atomic():
            _join(actor, incident, events[start : start + BATCH])


def _join(actor: Actor, incident: Any, events: Iterable[Any]) -> None:
    values = {"incident": incident}
    changes = [(event, values) for event in events]
    writing.follow_many(actor, declared_for(Event), changes, "incident", incident.reference)


def open_each(actor: Actor, source: Any, events: Sequence[Any]) -> None:
    """An incident for each item that events are about and for each event of none; one that is open is joined."""
    together: dict[Any, list[Any]] = {}
    for event in events:
        together.setdefault(event.item_id or event.fingerprint, []).append(event)
    for same in together.values():
        with transaction.atomic():
            title = max(same, key=lambda event: -RANKS[event.severity]).title
            incident = _open_already(source, same[0]) or _opened(actor, source, title, same)
            _join(actor, incident, same)


def _open_already(source: Any, event: Any) -> Any:
    """The open incident that the source's events of this item, or of this fingerprint, led to."""
    same = {"item_id": event.item_id} if event.item_id else {"fingerprint": event.fingerprint}
    known = Event.objects.filter(source=source, incident__state__in=OPEN, **same).exclude(incident=source.storm_id)
    latest = known.select_related("incident").order_by("-pk").first()
    return latest.incident if latest else None


def _opened(actor: Actor, source: Any, title: str, events: Sequence[Any], weight: tuple[int, int] | None = None) -> Any:
    worst = min((event.severity for event in events), key=lambda severity: RANKS[severity])
    impact, urgency = weight or WEIGHT[worst]
    services = {event.service_id for event in events if event.service_id}
    items = list(dict.fromkeys(event.item.reference for event in events if event.item_id))
    values = {
        "title": title[:200],
        "description": _described(events),
        "service": next(event.service for event in events if event.service_id) if len(services) == 1 else None,
        "items": items[:100],
        "channel": "monitoring",
        "reported_by": source.title,
        "group": source.group,
        "impact": impact,
        "urgency": urgency,
        "opened_at": min(event.first_seen for event in events),
    }
    return writing.create(actor, incidents(), values, reason=events[0].reference)


def _described(events: Sequence[Any]) -> str:
    if len(events) == 1:
        event = events[0]
        return "\n\n".join(part for part in (event.named, event.details, event.address) if part)
    lines = [f"- {event.reference} {event.named} {event.title}".replace("  ", " ") for event in events[:MOST_NAMED]]
    if len(events) > MOST_NAMED:
        lines.append(_("and %(count)d more") % {"count": len(events) - MOST_NAMED})
    return "\n".join(lines)


def is_untouched(incident: Any) -> bool:
    """True when nobody but Tandem has written anything of an incident."""
    of_incident = {"register": incidents().key, "record_id": incident.pk}
    entries = Entry.objects.filter(organization_id=incident.organization_id, **of_incident)
    said = Comment.objects.filter(**of_incident).exclude(created_by=None)
    return not (entries.exclude(actor_id=None).exists() or said.exists())


def settle_recovered(actor: Actor, keys: Iterable[int]) -> None:
    """Resolve each open incident whose events are all over, or say so in it where people have it in hand."""
    settled = list(keys)
    open_ones = incidents().model.objects.filter(pk__in=settled, state__in=OPEN).order_by("pk")
    for incident in open_ones if settled else ():
        if not Event.objects.filter(incident=incident).unresolved().exists():
            _settle(actor, incident)


def _settle(actor: Actor, incident: Any) -> None:
    words = _("The monitoring tells that everything this incident came from has recovered.")
    if is_untouched(incident):
        try:
            writing.transition(actor, incidents(), incident.reference, "resolve", {"resolution": words})
            return
        except (Invalid, NotPermitted):  # something is to be filled in first, which people do
            pass
    comments.add(actor, incidents(), incident.reference, words, kind=Comment.Kind.NOTE)


def goes_on(actor: Actor, incident: Any) -> bool:
    """True when an event that came back belongs to its incident still; one that Tandem had resolved is opened again."""
    if incident.state in OPEN:
        return True
    if incident.state != "resolved" or not is_untouched(incident):
        return False
    try:
        why = _("The monitoring tells that it came back.")
        writing.transition(actor, incidents(), incident.reference, "reopen", reason=why)
    except (Invalid, NotPermitted):
        return False
    return True
