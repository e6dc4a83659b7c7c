"""Taking in what sources tell: each event once, in short batches, whatever order it is told in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.events import rules, ticketing
from tandem.operation.events.formats.alert import Alert
from tandem.operation.events.maintenance import Maintenance
from tandem.operation.events.models import UNRESOLVED, Event
from tandem.operation.events.naming import Names
from tandem.operation.events.sources.models import EventSource

BATCH = 100
REMEMBERED = timedelta(days=30)


@dataclass(slots=True)
class Outcome:
    """What came of the events of a message: new here, told again, recovered, or nothing to be kept."""

    new: int = 0
    again: int = 0
    recovered: int = 0
    left_out: int = 0


def take(actor: Actor, source: Any, alerts: Sequence[Alert]) -> Outcome:
    """Take in the events that a message of a source tells of; the same message again changes nothing but counts."""
    outcome, names, maintenance = Outcome(), Names(source), Maintenance(actor, clock.now())
    for start in range(0, len(alerts), BATCH):
        with transaction.atomic():
            held = EventSource.objects.select_for_update().get(pk=source.pk)  # two senders may tell the same at once
            _Batch(actor, held, names, maintenance, outcome).take(alerts[start : start + BATCH])
    return outcome


@dataclass(slots=True)
class _Batch:
    """Some events of a message, written in one transaction."""

    actor: Actor
    source: Any
    names: Names
    maintenance: Maintenance
    outcome: Outcome
    now: datetime = field(default_factory=clock.now)
    known: dict[str, list[Any]] = field(default_factory=dict)
    fresh: dict[str, dict[str, Any]] = field(default_factory=dict)
    changes: dict[int, tuple[str, Any, dict[str, Any]]] = field(default_factory=dict)
    over: set[int] = field(default_factory=set)
    storm: Any = None

    @property
    def hold_down(self) -> timedelta:
        """How long an event of the source is held back."""
        return timedelta(minutes=self.source.hold_down)

    def take(self, alerts: Sequence[Alert]) -> None:
        """Write what is new, told again or over; incidents all of whose events are over are settled."""
        self.storm = ticketing.storm_of(self.source, self.now)
        marks = {rules.fingerprint_of(alert.fingerprint) for alert in alerts}
        recent = Q(state__in=UNRESOLVED) | Q(last_seen__gte=self.now - REMEMBERED)
        events = Event.objects.filter(recent, source=self.source, fingerprint__in=marks)
        for event in events.select_related("incident", "item", "service").order_by("-pk"):
            self.known.setdefault(event.fingerprint, []).append(event)
        self.names.learn(alert for alert in alerts if not self._open(rules.fingerprint_of(alert.fingerprint)))
        for alert in alerts:
            self._take(rules.fingerprint_of(alert.fingerprint), alert)
        self._add_fresh()
        self._write_changes()
        ticketing.settle_recovered(self.actor, sorted(self.over))

    def _open(self, mark: str) -> Any:
        """The event of this fingerprint that is not over; None for none."""
        return next((event for event in self.known.get(mark, ()) if event.state in UNRESOLVED), None)

    def _take(self, mark: str, alert: Alert) -> None:
        if mark in self.fresh:
            self._add_fresh()
        open_event = self._open(mark)
        if alert.is_remark and open_event is None:
            self.outcome.left_out += 1
        elif alert.is_recovered:
            self._recover(mark, open_event, alert)
        elif open_event is not None:
            self._again(mark, open_event, alert)
        else:
            self._fire(mark, alert)

    def _recover(self, mark: str, event: Any, alert: Alert) -> None:
        """An event is over; a recovery that came before its event is kept, so that the event is none when it comes."""
        if event is not None and rules.ends(event, alert):
            values = {"state": "resolved", "recovered_at": self.now, "ended_at": alert.ended_at, "change": None}
            self._write(event, {**values, "firing_since": None}, "recovered")
            self.outcome.recovered += 1
            if event.incident_id:
                self.over.add(event.incident_id)
            return
        known = event or next((past for past in self.known.get(mark, ()) if self._told_before(past, alert)), None)
        if known is not None:
            self._write(known, {"count": known.count + 1}, "told-again")
            self.outcome.again += 1
        elif alert.began_at or alert.ended_at:
            over = {"state": "resolved", "recovered_at": self.now, "ended_at": alert.ended_at}
            self.fresh[mark] = self._values(mark, alert) | over
            self.outcome.recovered += 1
        else:
            self.outcome.left_out += 1

    def _told_before(self, past: Any, alert: Alert) -> bool:
        if alert.began_at is not None:
            return rules.spelt(alert.began_at) in past.starts
        return alert.ended_at is None or past.ended_at is None or alert.ended_at <= past.ended_at

    def _again(self, mark: str, event: Any, alert: Alert) -> None:
        """The same event, told again; one that is silenced by now, or no longer, is suppressed or counts from now."""
        values = rules.starts_with(event, alert.began_at) | self._worse(event, alert)
        values |= {"count": event.count + 1, "last_seen": self.now, "is_silenced": alert.is_silenced}
        if alert.is_silenced and not event.incident_id:
            values |= {"state": "suppressed", "firing_since": None}
        elif event.state == "suppressed" and not alert.is_silenced and event.change_id is None:
            values |= {"state": "firing", "firing_since": self.now}
        self._write(event, values, "told-again")
        self.outcome.again += 1

    def _worse(self, event: Any, alert: Alert) -> dict[str, Any]:
        is_new = alert.severity not in ("unknown", event.severity)
        return {"severity": alert.severity} if is_new else {}

    def _fire(self, mark: str, alert: Alert) -> None:
        past = self.known.get(mark, ())
        late = next((event for event in past if rules.is_late(event, alert, self.now)), None)
        if late is not None:
            self._write(late, {"count": late.count + 1, "last_seen": self.now}, "told-late")
            self.outcome.again += 1
        elif past and rules.comes_back(past[0], self.now, self.hold_down):
            self._come_back(mark, past[0], alert)
        else:
            self.fresh[mark] = self._values(mark, alert) | self._begins(alert)
            self.outcome.new += 1

    def _come_back(self, mark: str, event: Any, alert: Alert) -> None:
        """It fires again within minutes: the same event, and the same incident where Tandem had resolved that."""
        change = self.maintenance.of(event.item, event.service)
        is_quiet = alert.is_silenced or change is not None
        values = rules.starts_with(event, alert.began_at) | self._worse(event, alert)
        values |= {
            "state": "suppressed" if is_quiet else "firing",
            "firing_since": None if is_quiet else self.now,
            "change": change,
            "is_silenced": alert.is_silenced,
            "recovered_at": None,
            "ended_at": None,
            "last_seen": self.now,
            "count": event.count + 1,
            "flaps": min(event.flaps + 1, 30_000),
        }
        if event.incident_id and not is_quiet and not ticketing.goes_on(self.actor, event.incident):
            values["incident"] = None
        self._write(event, values, "came-back")
        self.outcome.again += 1

    def _values(self, mark: str, alert: Alert) -> dict[str, Any]:
        item, service = self.names.about(alert)
        return {
            "source": self.source,
            "title": alert.title,
            "fingerprint": mark,
            "severity": alert.severity,
            "named": alert.names[0] if alert.names else "",
            "item": item,
            "service": service,
            "details": alert.details[:5_000],
            "address": alert.address,
            "starts": [rules.spelt(alert.began_at)] if alert.began_at else [],
            "began_at": alert.began_at,
            "first_seen": self.now,
            "last_seen": self.now,
        }

    def _begins(self, alert: Alert) -> dict[str, Any]:
        change = self.maintenance.of(*self.names.about(alert))
        if alert.is_silenced or change is not None:
            return {"state": "suppressed", "change": change, "is_silenced": alert.is_silenced}
        joins = self.storm is not None and ticketing.counts(self.source, alert.severity)
        return {"state": "firing", "firing_since": self.now, "incident": self.storm if joins else None}

    def _write(self, event: Any, values: dict[str, Any], action: str) -> None:
        """Change an event with the others of the batch; one that is told of twice in it is changed twice."""
        if "count" in values:
            values["count"] = min(values["count"], 2_000_000_000)
        if event.pk in self.changes:
            self._write_changes()
        self.changes[event.pk] = (action, event, values)
        for name, value in values.items():
            setattr(event, name, value)

    def _write_changes(self) -> None:
        for action in dict.fromkeys(action for action, _event, _values in self.changes.values()):
            same = [(event, values) for name, event, values in self.changes.values() if name == action]
            writing.follow_many(self.actor, declared_for(Event), same, action)
        self.changes.clear()

    def _add_fresh(self) -> None:
        """Add what is new so far."""
        if not self.fresh:
            return
        for event in writing.create_many(self.actor, declared_for(Event), list(self.fresh.values())):
            self.known.setdefault(event.fingerprint, []).insert(0, event)
        self.fresh.clear()
