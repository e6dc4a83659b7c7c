"""The clock of a service level target on a ticket: how much is left, in laps with their pauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.faces.web.operation.tickets.lengths import length, promised
from tandem.faces.web.shell import Visit
from tandem.ground.clocks import deadlines, log, reckoning
from tandem.ground.clocks.deadlines import Event, Kind, Reading, Target
from tandem.ground.kernel import clock as time
from tandem.ground.kernel import permissions
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.clocks.kinds import FOLLOWED

RUN, PAUSE = "run", "pause"
GOING = (Kind.START, Kind.RESUME, Kind.REOPEN, Kind.RESTART)
TONES = {
    "running": "active",
    "running-out": "waiting",
    "late": "bad",
    "paused": "quiet",
    "met": "good",
    "missed": "bad",
}


@dataclass(frozen=True, slots=True)
class Lap:
    """A part of the bar in which the clock ran or stood still; from where and how wide, in percent."""

    kind: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Running:
    """A clock as people read it."""

    reference: str
    register: str
    kind: str
    label: str
    words: str
    whole: str
    pauses: str
    tone: str
    icon: str
    used: int
    laps: Sequence[Lap]
    began: datetime
    due: datetime | None
    is_going: bool


def of(ticket: Any, key: str = "incidents") -> dict[str, Running]:
    """The clocks of a ticket that count, by kind, such as response and resolution."""
    model = FOLLOWED[key].model
    counting = model.objects.filter(**{model.ticket_name: ticket.pk}).exclude(state="dropped")
    kept = counting.select_related("target", "calendar").order_by("pk")
    return {clock.kind: read(clock) for clock in kept if clock.calendar is not None and clock.events}


def screen(visit: Visit, ticket: Any) -> dict[str, Any]:
    """The page of a problem, change, complaint or request: how much is left of what was promised."""
    key = declared_for(type(ticket)).key
    followed = FOLLOWED[key].register
    if not permissions.may_view_register(visit.actor, followed):
        return {}
    own = frozenset({followed.key})
    return {"clocks": list(of(ticket, key).values()), "placed_panels": own, "never_added": own}


def read(clock: Any) -> Running:
    """A clock as it stands now."""
    now, events = time.now(), sorted(log.events_of(clock.events), key=lambda event: event.at)
    target = Target((clock.target.minutes or 0) * 60, clock.target_id)
    reading = deadlines.read(events, clock.calendar.hours, target, now)
    state = reckoning.stand(clock.events, clock.calendar.hours, target, now).state
    stretches = _stretches(events, now)
    count = sum(kind == PAUSE for kind, _begin, _end in stretches)
    return Running(
        reference=clock.reference,
        register=declared_for(type(clock)).key,
        kind=clock.kind,
        label=clock.get_kind_display(),
        words=_words(state, reading),
        whole=_("of %(whole)s") % {"whole": promised(target.seconds)},
        pauses=ngettext("paused once", "paused %(count)d times", count) % {"count": count} if count else "",
        tone=TONES[state],
        icon="circle-pause" if state == "paused" else "timer",
        used=round(min(100 * reading.elapsed / max(target.seconds, 1), 100)),
        laps=_laps(stretches, reading.due),
        began=events[0].at,
        due=reading.due,
        is_going=state in ("running", "running-out", "late"),
    )


def _words(state: str, reading: Reading) -> str:
    if state == "met":
        return _("kept after %(time)s") % {"time": length(reading.elapsed)}
    if state == "missed":
        return _("missed by %(time)s") % {"time": length(-reading.left)}
    if reading.left < 0:
        return _("%(time)s over") % {"time": length(-reading.left)}
    left = _("%(time)s left") % {"time": length(reading.left)}
    return _("paused, %(left)s") % {"left": left} if state == "paused" else left


def _stretches(events: Sequence[Event], now: datetime) -> list[tuple[str, datetime, datetime]]:
    """From one event to the next, as far as they have come: whether it ran or stood still."""
    passed = [event for event in events if event.at <= now]
    ends = [*(event.at for event in passed[1:]), now]
    stretches = []
    for event, end in zip(passed, ends, strict=True):
        kind = RUN if event.kind in GOING else PAUSE if event.kind == Kind.PAUSE else ""
        if kind and end > event.at:
            stretches.append((kind, event.at, end))
    return stretches


def _laps(stretches: Sequence[tuple[str, datetime, datetime]], due: datetime | None) -> list[Lap]:
    """The stretches on a bar that reaches from the beginning to the deadline, or to now once that has passed."""
    if not stretches:
        return []
    start, last = stretches[0][1], stretches[-1][2]
    whole = max((max(last, due or last) - start).total_seconds(), 1)
    return [
        Lap(kind, 100 * (begin - start).total_seconds() / whole, 100 * (end - begin).total_seconds() / whole)
        for kind, begin, end in stretches
    ]
