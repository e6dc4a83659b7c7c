"""Targets of processes and the tickets they are about, written in a line."""

from datetime import UTC, date, datetime
from typing import Any

from tandem.ground.kernel import clock, writing
from tandem.operation.agreements.tests.promises import Promise, add, calendar, eve, register
from tests.cast import Cast


def at(day: int, hour: int, minute: int = 0) -> Any:
    """A moment in March 2026, in UTC; an hour later in Vienna."""
    return clock.fixed(datetime(2026, 3, day, hour, minute, tzinfo=UTC))


class Processes:
    """Office hours in Vienna, and what was set for processes."""

    def __init__(self, home: Cast) -> None:
        self.home, self.hours = home, calendar(home)

    def target(self, kind: str, minutes: int, **values: Any) -> Any:
        """A target in force."""
        given = {"kind": kind, "minutes": minutes, "calendar": self.hours, **values}
        made = add(self.home, "process-targets", **given)
        return writing.transition(eve(self.home), register("process-targets"), made.reference, "approve")

    def step(self, key: str, record: Any, step: str, reason: str = "", **values: Any) -> Any:
        """A step by Ada."""
        actor = self.home.actor("ada")
        return writing.transition(actor, register(key), record.reference, step, values, reason=reason)

    def change(self, key: str, record: Any, **values: Any) -> Any:
        """A change by Ada."""
        return writing.change(self.home.actor("ada"), register(key), record.reference, values)


def of(key: str, record: Any, kind: str) -> Any:
    """How the clock of a kind for a record stands now."""
    return register(key).model.objects.get(kind=kind, **{key.removesuffix("-clocks"): record.pk})


def complaint(home: Cast, promised: Promise, **values: Any) -> Any:
    """A complaint of the customer of a promise, received on the second of March."""
    given = {"title": "On hold", "customer": promised.customer, "received_on": date(2026, 3, 2), **values}
    return add(home, "complaints", **given)
