"""How something went and where it goes: what was measured, what is expected with its error, lines to stay below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.faces.web import wording
from tandem.faces.web.scales import Point, ends, figure, line, ticks

WIDTH, HEIGHT = 640.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 66.0, 18.0, 16.0, 40.0
MOST_LABELS = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """An amount on a day, and what people call the day."""

    day: date
    name: str
    amount: Decimal

    @property
    def words(self) -> str:
        """The amount as people read it."""
        return wording.figure(self.amount)


@dataclass(frozen=True, slots=True)
class Line:
    """An amount that is to be seen across the chart, with its words and how it is drawn."""

    words: str
    amount: Decimal
    style: str


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that the template draws."""

    measured: str
    expected: str
    band: str
    marks: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    bottom: float = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Plane:
    """Where days and amounts lie on the chart."""

    start: int
    end: int
    low: float
    high: float

    def at(self, day: date, amount: float) -> Point:
        """The point of an amount on a day."""
        across = (WIDTH - LEFT - RIGHT) * (day.toordinal() - self.start) / ((self.end - self.start) or 1)
        return round(LEFT + across, 1), self.down(amount)

    def down(self, amount: float) -> float:
        """How far down an amount lies."""
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (amount - self.low) / (self.high - self.low), 1)


def drawn(measured: Sequence[Dot], expected: Sequence[Dot], error: Decimal, lines: Sequence[Line]) -> Course | None:
    """The chart from nothing upwards; None where nothing was measured. The error is drawn around what is expected."""
    if not measured:
        return None
    dots, wrong = [*measured, *expected], float(error)
    tops = [float(dot.amount) for dot in measured] + [float(dot.amount) + wrong for dot in expected]
    low, high, step = ends([0.0, *tops, *(float(shown.amount) for shown in lines)])
    plane = Plane(dots[0].day.toordinal(), dots[-1].day.toordinal(), low, high)
    following = [measured[-1], *expected] if expected else []
    return Course(
        measured=line(_points(plane, measured)),
        expected=line(_points(plane, following)) if following else "",
        band=_band(plane, expected, wrong),
        marks=[_mark(plane, dot, "now") for dot in measured] + [_mark(plane, dot, "after") for dot in expected],
        lines=[{"y": plane.down(float(line.amount)), "words": line.words, "style": line.style} for line in lines],
        rows=[{"y": plane.down(amount), "word": figure(amount, step)} for amount in ticks(low, high, step)],
        columns=_columns(plane, dots),
    )


def _points(plane: Plane, dots: Sequence[Dot]) -> list[Point]:
    return [plane.at(dot.day, float(dot.amount)) for dot in dots]


def _mark(plane: Plane, dot: Dot, style: str) -> dict[str, Any]:
    x, y = plane.at(dot.day, float(dot.amount))
    return {"x": x, "y": y, "style": style, "name": dot.name, "words": dot.words}


def _band(plane: Plane, expected: Sequence[Dot], wrong: float) -> str:
    """The area that lies no more than the mean error away from what is expected; never below nothing."""
    if not expected or not wrong:
        return ""
    above = [plane.at(dot.day, float(dot.amount) + wrong) for dot in expected]
    below = [plane.at(dot.day, max(float(dot.amount) - wrong, 0.0)) for dot in reversed(expected)]
    return line([*above, *below]) + " Z"


def _columns(plane: Plane, dots: Sequence[Dot]) -> list[dict[str, Any]]:
    """At most five names of days, evenly, so that they have room."""
    step = max(1, -(-len(dots) // MOST_LABELS))
    return [{"x": plane.at(dot.day, 0.0)[0], "name": dot.name} for dot in dots[::step]]
