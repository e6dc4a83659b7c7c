"""What happens to events by themselves: those that fire long enough open incidents, those under maintenance wait."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.events import rules, ticketing
from tandem.operation.events.maintenance import Maintenance
from tandem.operation.events.models import Event
from tandem.operation.events.sources.models import EventSource
from tandem.operation.events.vocabulary import RANKS

GATHERS = timedelta(seconds=10)  # so that what comes at once is seen at once
MOST = 20_000


def open_due(actor: Actor) -> None:
    """Open an incident for every event that has fired long enough and whose source is in use; safe to run twice."""
    now = clock.now()
    maintenance = Maintenance(actor, now)
    _end_maintenance(actor, maintenance, now)
    for source in EventSource.objects.filter(state="in-use").select_related("storm").order_by("pk"):
        _open_due_of(actor, source, maintenance, now)


def _end_maintenance(actor: Actor, maintenance: Maintenance, now: datetime) -> None:
    """What still fires when its maintenance is over counts from now."""
    waiting = Event.objects.filter(state="suppressed", is_silenced=False).exclude(change=None)
    for event in waiting.select_related("item", "service").order_by("pk")[:MOST]:
        if maintenance.of(event.item, event.service) is None:
            values = {"state": "firing", "firing_since": now, "change": None}
            writing.follow(actor, declared_for(Event), event, values, "maintenance-over", event.change.reference)


def _open_due_of(actor: Actor, source: Any, maintenance: Maintenance, now: datetime) -> None:
    counted = [severity for severity in RANKS if ticketing.counts(source, severity)]
    waiting = Event.objects.without_incident().filter(source=source, severity__in=counted)
    events = list(waiting.select_related("item", "service").order_by("pk")[:MOST])
    hold_down = max(timedelta(minutes=source.hold_down), GATHERS)
    due = [event for event in events if rules.is_due(event, now, hold_down)]
    due = [event for event in due if not _is_suppressed(actor, event, maintenance)]
    storm = ticketing.storm_of(source, now)
    if due and storm is not None:
        ticketing.join(actor, storm, due)
    elif due and len(events) >= source.storm_from:
        ticketing.open_storm(actor, source, due)
    elif due:
        ticketing.open_each(actor, source, due)


def _is_suppressed(actor: Actor, event: Any, maintenance: Maintenance) -> bool:
    """An event that would open an incident, but whose item is under maintenance by now, waits for its end."""
    change = maintenance.of(event.item, event.service)
    if change is None:
        return False
    values = {"state": "suppressed", "change": change, "firing_since": None}
    with transaction.atomic():
        writing.follow(actor, declared_for(Event), event, values, "maintenance", change.reference)
    return True
