"""The values of an indicator over time, with the target that was in force at each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
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
    definition: int = 1


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
    turns: list[dict[str, Any]] = field(default_factory=list)
    in_other_units: int = 0


def of_indicator(indicator: Any) -> Chart | None:
    """The chart of the newest values of an indicator; None while there is none."""
    newest = indicator.results.exclude(value=None).order_by("-measured_on", "-pk")[:MOST]
    known = list(newest)[::-1]
    alike = [result for result in known if _measured_in(result) == _measured_in(known[-1])] if known else []
    return drawn([_value(result) for result in alike], len(known) - len(alike))


def _measured_in(result: Any) -> tuple[str, int]:
    """The unit of a value; one from before units were kept stands with those of its definition."""
    return (result.unit_then, 0) if result.better_then else ("", result.definition)


def _value(result: Any) -> Value:
    return Value(result.measured_on, result.value, result.target_then, result.is_reached, result.definition)


def drawn(values: Sequence[Value], in_other_units: int = 0) -> Chart | None:
    """The chart of values of one unit in the order of time, parted where they were defined anew; None for none."""
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
        path=" ".join(line(part) for part in _by_definition(points, values)),
        target=_steps(targets),
        marks=[
            {"x": x, "y": y, "tone": _tone(one.is_reached), "day": one.day, "amount": one.amount.normalize()}
            for (x, y), one in zip(points, values, strict=True)
        ],
        rows=[{"y": down(amount), "word": figure(amount, step)} for amount in ticks(low, high, step)],
        columns=[{"x": x, "day": one.day} for (x, _y), one in _spread(points, values)],
        values=values,
        turns=_turns(points, values),
        in_other_units=in_other_units,
    )


def _by_definition(points: Sequence[Point], values: Sequence[Value]) -> list[list[Point]]:
    """The points of each stretch that was measured by one definition."""
    pairs = groupby(zip(points, values, strict=True), key=lambda pair: pair[1].definition)
    return [[point for point, _value in stretch] for _definition, stretch in pairs]


def _turns(points: Sequence[Point], values: Sequence[Value]) -> list[dict[str, Any]]:
    """Where another definition begins, half way from the last value by the one before."""
    rows = zip(points, points[1:], values, values[1:], strict=False)
    return [
        {"x": round((before[0] + after[0]) / 2, 1), "definition": new.definition}
        for before, after, old, new in rows
        if new.definition != old.definition
    ]


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
