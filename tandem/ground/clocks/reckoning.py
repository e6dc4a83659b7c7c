"""How a clock stands: a pure function of its events, its hours and its target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tandem.ground.clocks import calendars, deadlines, log
from tandem.ground.clocks.deadlines import Kind, Target
from tandem.ground.clocks.hours import Hours

WARN = 75  # percent of a target after which its time runs out


@dataclass(frozen=True, slots=True)
class Stand:
    """The state of a clock, how many service seconds are used, until when it is due, when to look again."""

    state: str
    elapsed: int
    due: datetime | None
    is_breached: bool
    look_again: datetime | None


def stand(kept: Iterable[Mapping[str, Any]], hours: Hours, target: Target, now: datetime) -> Stand:
    """How the clock of these events stands at a moment."""
    events = log.events_of(kept)
    reading = deadlines.read(events, hours, target, now)
    is_breached = reading.left < 0
    state = _state(reading, target, is_breached=is_breached)
    coming = min((event.at for event in events if event.at > now), default=None)
    again = [moment for moment in (coming, _next(state, reading, hours, target, now)) if moment is not None]
    return Stand(state, reading.elapsed, reading.due, is_breached, min(again, default=None))


def _state(reading: deadlines.Reading, target: Target, *, is_breached: bool) -> str:
    if reading.is_stopped:
        return "missed" if is_breached else "met"
    if not reading.is_running:
        return "paused"
    if is_breached:
        return "late"
    return "running-out" if reading.elapsed >= warned_after(target) else "running"


def _next(state: str, reading: deadlines.Reading, hours: Hours, target: Target, now: datetime) -> datetime | None:
    """When time alone changes how a running clock stands."""
    if state == "running":
        return calendars.after(hours, now, warned_after(target) - reading.elapsed)
    return calendars.after(hours, now, reading.left + 1) if state == "running-out" else None


def warned_after(target: Target) -> int:
    """Service seconds after which the time of a target runs out."""
    return target.seconds * WARN // 100


def stopped_at(kept: Iterable[Mapping[str, Any]]) -> datetime | None:
    """When the clock last stopped; None while it has not, or goes on again."""
    moment = None
    for event in sorted(log.events_of(kept), key=lambda event: event.at):
        if event.kind == Kind.STOP:
            moment = moment or event.at
        elif event.kind in (Kind.REOPEN, Kind.RESTART):
            moment = None
    return moment
