"""The roads as bars over months, with what serves again hatched below each bar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tandem.faces.web.strips import short
from tandem.ground.kernel.locales import short_day
from tandem.proof.planner.deeds import SECURITY
from tandem.proof.planner.reckoning import Reckoning
from tandem.proof.planner.roads import Road, Stage

WIDTH, LEFT, RIGHT, TOP = 960.0, 132.0, 128.0, 40.0
LANE, GAP, BAR, REUSE = 50.0, 18.0, 26.0, 7.0
MOST_MONTHS = 14
LEAST_WORD = 110.0


@dataclass(frozen=True)
class Bar:
    """One stage: the bar of its work, what serves again below it, the wait for the certifier, the certificate."""

    style: str
    word: str
    x: float
    y: float
    width: float
    running_x: float
    running_width: float
    reuse: float
    certified_x: float
    certificate: str


@dataclass(frozen=True)
class Lane:
    """One road: its name, how much room it takes, its bars."""

    key: str
    y: float
    height: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Month:
    """A line at the beginning of a month, with its word where there is room."""

    x: float
    day: date
    is_named: bool


@dataclass(frozen=True)
class Picture:
    """Everything that the template draws."""

    width: float
    height: float
    left: float
    months: tuple[Month, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class _Axis:
    """Days to places."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day lies."""
        days = max((self.last - self.first).days, 1)
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / days, 1)


def drawn(reckoning: Reckoning) -> Picture | None:
    """The roads of a reckoning; None where there is none to draw."""
    if not reckoning.roads:
        return None
    axis = _Axis(reckoning.report.today, max(road.last for road in reckoning.roads))
    lanes: list[Lane] = []
    y = TOP
    for road in reckoning.roads:
        lane = _lane(road, axis, y)
        lanes.append(lane)
        y += lane.height
    return Picture(WIDTH, y, LEFT, tuple(_months(axis)), tuple(lanes))


def _lane(road: Road, axis: _Axis, y: float) -> Lane:
    bars = tuple(_bar(stage, axis, y + GAP / 2 + LANE * place) for place, stage in enumerate(road.stages))
    return Lane(road.key, y, LANE * len(bars) + GAP, bars)


def _bar(stage: Stage, axis: _Axis, y: float) -> Bar:
    start, end = axis.x(stage.starts), axis.x(stage.ready)
    width = round(max(end - start, 3.0), 1)
    whole = stage.hours + stage.serves_again
    built, ran = axis.x(stage.built), axis.x(stage.run_until)
    return Bar(
        style_of(stage.standards),
        named(stage.standards) if width >= LEAST_WORD else "",
        start,
        y,
        width,
        built,
        round(max(ran - built, 0.0), 1),
        round(width * stage.serves_again / whole, 1) if whole else 0.0,
        axis.x(stage.certificate),
        short_day(stage.certificate),
    )


def style_of(standards: tuple[str, ...]) -> str:
    """The style of one standard, or of both together."""
    if len(standards) > 1:
        return "both"
    return "security" if standards == (SECURITY,) else "service"


def named(standards: tuple[str, ...]) -> str:
    """What a stage leads to, in a few words."""
    if len(standards) > 1:
        return _("both, one audit")
    return short(standards[0])


def _months(axis: _Axis) -> Iterator[Month]:
    months = list(_beginnings(axis))
    every = -(-len(months) // MOST_MONTHS) or 1
    for place, day in enumerate(months):
        yield Month(axis.x(day), day, place % every == 0)


def _beginnings(axis: _Axis) -> Iterator[date]:
    year, month = axis.first.year, axis.first.month
    while (day := date(year, month, 1)) <= axis.last:
        if day >= axis.first:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
