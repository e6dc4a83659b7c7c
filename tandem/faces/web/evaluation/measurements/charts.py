"""The values of an indicator over time, with the target that was in force at each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.faces.web.scales import Point, ends, figure, line, ticks

WIDTH, HEIGHT = 640.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 18.0, 16.0, 40.0
MOST = 60


@dataclass(frozen=True)
class Value:
    """One value: when, how much, and the target then in force."""

    day: date
    amount: Decimal
    target: Decimal | None
    is_reached: bool | None


@dataclass(frozen=True)
class Chart:
    """Everything that the template draws."""

    path: str
    target: str
    marks: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM
    values: Sequence[Value] = field(default_factory=tuple)


def of_indicator(indicator: Any) -> Chart | None:
    """The chart of the newest values of an indicator; None while there is none."""
    newest = indicator.results.exclude(value=None).order_by("-measured_on", "-pk")[:MOST]
    return drawn([Value(one.measured_on, one.value, one.target_then, one.is_reached) for one in reversed(newest)])


def drawn(values: Sequence[Value]) -> Chart | None:
    """The chart of values in the order of time; None for none."""
    if not values:
        return None
    low, high, step = ends([float(part) for one in values for part in (one.amount, one.target) if part is not None])
    start, end = values[0].day.toordinal(), values[-1].day.toordinal()

    def across(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day.toordinal() - start) / ((end - start) or 1), 1)

    def down(amount: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (amount - low) / (high - low), 1)

    points = [(across(one.day), down(float(one.amount))) for one in values]
    targets = [(across(one.day), down(float(one.target))) for one in values if one.target is not None]
    return Chart(
        path=line(points),
        target=_steps(targets),
        marks=[
            {"x": x, "y": y, "tone": _tone(one.is_reached), "day": one.day, "amount": one.amount.normalize()}
            for (x, y), one in zip(points, values, strict=True)
        ],
        rows=[{"y": down(amount), "word": figure(amount, step)} for amount in ticks(low, high, step)],
        columns=[{"x": x, "day": one.day} for (x, _y), one in _spread(points, values)],
        values=values,
    )


def _spread(points: Sequence[Point], values: Sequence[Value]) -> list[tuple[Point, Value]]:
    """At most five of the values, evenly, so that their days have room."""
    pairs = list(zip(points, values, strict=True))
    step = max(1, -(-len(pairs) // 5))
    return pairs[::step]


def _steps(points: Sequence[Point]) -> str:
    """The target holds until another one is in force."""
    if not points:
        return ""
    parts = [f"M{points[0][0]},{points[0][1]}"]
    for x, y in points[1:]:
        parts.append(f"H{x} V{y}")
    return " ".join(parts)


def _tone(is_reached: bool | None) -> str:
    return {True: "good", False: "bad"}.get(is_reached, "quiet")  # type: ignore[arg-type]
