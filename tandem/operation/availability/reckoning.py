"""Availability in one period: a pure function of agreed hours, outages and whether planned ones count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from tandem.ground.clocks import calendars
from tandem.ground.clocks.hours import Hours

THOUSANDTH = Decimal("0.001")
COUNTS, PLANNED, CLOSED, TOGETHER = "counts", "planned", "outside-hours", "together"


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which the service was away; `end` is None while it still is."""

    reference: str
    title: str
    begin: datetime
    end: datetime | None
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One outage in the account: agreed seconds that it took, how many of them it adds, and why not all."""

    reference: str
    title: str
    begin: datetime
    end: datetime
    is_planned: bool
    agreed: int
    counted: int
    why: str


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the agreed seconds of a period, with a line for each outage.

    A failure is a time in which unplanned outages follow one another without a gap and which took agreed time. Times
    between failures and to restore are agreed seconds; None without a failure.
    """

    agreed: int
    away: int
    planned: int
    failures: int
    between: int | None
    restore: int | None
    lines: tuple[Line, ...]

    @property
    def share(self) -> Decimal:
        """Percent of the agreed time in which the service was there, rounded down to a thousandth; 100 of nothing."""
        if self.agreed == 0:
            return Decimal(100)
        return (Decimal(self.agreed - self.away) * 100 / self.agreed).quantize(THOUSANDTH, ROUND_DOWN)


def account(
    hours: Hours, begin: datetime, end: datetime, outages: Iterable[Away], *, is_planned_counted: bool, now: datetime
) -> Account:
    """Agreed time from one moment until another, and what outages took of it; what goes on is counted until now."""
    agreed = calendars.open_between(hours, begin, end)
    clipped = sorted(_within(outages, begin, end, now), key=lambda line: (line.begin, line.reference))
    lines = tuple(_lines(hours, clipped, is_planned_counted=is_planned_counted))
    failures = [spent for spent in _merged(hours, [line for line in clipped if not line.is_planned]) if spent]
    lost, number = sum(failures), len(failures)
    return Account(
        agreed,
        sum(line.counted for line in lines),
        sum(_merged(hours, [line for line in clipped if line.is_planned])),
        number,
        (agreed - lost) // number if number else None,
        lost // number if number else None,
        lines,
    )


def _within(outages: Iterable[Away], begin: datetime, end: datetime, now: datetime) -> Iterator[Line]:
    for away in outages:
        first, last = max(away.begin, begin), min(away.end or max(now, away.begin), end)
        if first < last:
            yield Line(away.reference, away.title, first, last, away.is_planned, 0, 0, "")


def _lines(hours: Hours, clipped: list[Line], *, is_planned_counted: bool) -> Iterator[Line]:
    """Each outage with what it adds to what was counted before it."""
    until: datetime | None = None
    for line in clipped:
        agreed = calendars.open_between(hours, line.begin, line.end)
        if line.is_planned and not is_planned_counted:
            yield _said(line, agreed, 0, PLANNED)
            continue
        begin = line.begin if until is None else max(line.begin, until)
        until = line.end if until is None else max(line.end, until)
        counted = calendars.open_between(hours, begin, line.end)
        yield _said(line, agreed, counted, TOGETHER if counted < agreed else COUNTS if agreed else CLOSED)


def _said(line: Line, agreed: int, counted: int, why: str) -> Line:
    return Line(line.reference, line.title, line.begin, line.end, line.is_planned, agreed, counted, why)


def _merged(hours: Hours, lines: list[Line]) -> Iterator[int]:
    """Agreed seconds of each time in which outages touch or overlap."""
    spans: list[tuple[datetime, datetime]] = []
    for line in lines:
        if spans and line.begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], line.end))
        else:
            spans.append((line.begin, line.end))
    return (calendars.open_between(hours, begin, end) for begin, end in spans)
