"""From what happened to a deadline: a pure function of events, hours and target, worked out anew at any time.

A clock starts, may pause and go on, and stops. Only business time while it runs counts against its target.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tandem.ground.clocks import calendars
from tandem.ground.clocks.hours import Hours


class Kind(StrEnum):
    """What may happen to a clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    REOPEN = "reopen"  # what had stopped goes on where it was, as when a solution did not hold
    RESTART = "restart"  # from nothing again, as when something is opened anew as another


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One thing that happened to a clock, and when."""

    at: datetime
    kind: Kind


@dataclass(frozen=True, slots=True)
class Target:
    """Within how many seconds of business time; `version` names the wording that a result rests on."""

    seconds: int
    version: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """How a clock stands: seconds passed and left (below zero once exceeded), and when the target is or was reached.

    `due` is missing while it does not run and the target was not reached. `is_met` is known once it stopped, or once
    the target is exceeded. `versions` are those of hours and target.
    """

    elapsed: int
    left: int
    due: datetime | None
    is_running: bool
    is_stopped: bool
    is_met: bool | None
    versions: tuple[int, int]


@dataclass(slots=True)
class _Walk:
    """What is known while going through the events."""

    begun: datetime | None = None
    is_over: bool = False
    spans: tuple[tuple[datetime, datetime], ...] = ()

    def take(self, event: Event) -> None:
        match event.kind:
            case Kind.RESTART:
                self.begun, self.is_over, self.spans = event.at, False, ()
            case Kind.REOPEN if self.is_over:
                self.begun, self.is_over = event.at, False
            case Kind.START | Kind.RESUME if self.begun is None and not self.is_over:
                self.begun = event.at
            case Kind.PAUSE | Kind.STOP:
                self._end(event.at)
                self.is_over = self.is_over or event.kind == Kind.STOP
            case _:
                pass

    def _end(self, at: datetime) -> None:
        if self.begun is not None:
            self.spans, self.begun = (*self.spans, (self.begun, at)), None


def read(events: Iterable[Event], hours: Hours, target: Target, now: datetime) -> Reading:
    """How a clock stands at a moment by what happened until then; events of one moment count in the order given."""
    walk = _Walk()
    for event in sorted(events, key=lambda event: event.at):
        if event.at <= now:
            walk.take(event)
    spans = walk.spans if walk.begun is None else (*walk.spans, (walk.begun, now))
    elapsed, due = _count(spans, hours, target)
    if due is None and walk.begun is not None:
        due = calendars.after(hours, now, target.seconds - elapsed)
    left = target.seconds - elapsed
    is_met = False if left < 0 else True if walk.is_over else None
    return Reading(elapsed, left, due, walk.begun is not None, walk.is_over, is_met, (hours.version, target.version))


def _count(spans: Iterable[tuple[datetime, datetime]], hours: Hours, target: Target) -> tuple[int, datetime | None]:
    """Business seconds of all spans, and when the target was reached within them."""
    elapsed, due = 0, None
    for begin, end in spans:
        passed = calendars.open_between(hours, begin, end)
        if due is None and elapsed + passed >= target.seconds:
            due = calendars.after(hours, begin, target.seconds - elapsed)
        elapsed += passed
    return elapsed, due
