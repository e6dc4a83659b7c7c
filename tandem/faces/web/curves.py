"""Loss exceedance curves as drawings: amounts and probabilities on scales of ratios, in the units of an SVG."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format

WIDTH, HEIGHT = 760.0, 430.0
LEFT, RIGHT, TOP, BOTTOM = 78.0, 30.0, 38.0, 66.0
CHANCES = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
RAREST = CHANCES[-1]
DECADES, FINE = 6, 3
MARKS = 5
UNITS = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))
Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """One curve: its style says colour, dash and mark; `points` are amounts with probabilities.

    Marks stand at some of them evenly, unless `marked` names the points that somebody chose.
    """

    style: str
    word: Any
    points: Sequence[Point]
    marked: Sequence[Point] = ()


@dataclass(frozen=True)
class Drawn:
    """A curve in the units of the drawing."""

    style: str
    word: Any
    path: str
    marks: list[Point]


@dataclass(frozen=True)
class Picture:
    """Everything that the template draws."""

    columns: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    lines: list[Drawn]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM
    middle: float = field(default=(LEFT + WIDTH - RIGHT) / 2)


def short(amount: float) -> str:
    """An amount as an axis has room for it: 250 k, 1.5 M."""
    for size, unit in UNITS:
        if amount >= size:
            return f"{number_format(float(f'{amount / size:.3g}'))} {unit}".replace(".0 ", " ")
    return number_format(float(f"{amount:.3g}")).removesuffix(".0")


def picture(lines: Iterable[Line]) -> Picture | None:
    """The drawing of some curves; None where nothing is ever lost."""
    shown = [line for line in lines if any(amount > 0 and chance >= RAREST for amount, chance in line.points)]
    amounts = [amount for line in shown for amount, chance in line.points if amount > 0 and chance >= RAREST]
    if not amounts:
        return None
    low, high = _ends(amounts)
    across, down = _across(low, high), _down
    return Picture(
        columns=[
            {"x": across(amount), "word": short(amount), "is_fine": _is_fine(amount)} for amount in _ticks(low, high)
        ],
        rows=[{"y": down(chance), "word": _chance(chance), "is_fine": _is_fine(chance)} for chance in CHANCES],
        lines=[_drawn(line, low, across, down) for line in shown],
    )


def _ends(amounts: Sequence[float]) -> tuple[int, int]:
    high = math.ceil(math.log10(max(amounts)) - 1e-9)
    low = max(math.floor(math.log10(min(amounts))), high - DECADES)
    return min(low, high - 1), high


def _across(low: int, high: int) -> Callable[[float], float]:
    wide = (WIDTH - LEFT - RIGHT) / (high - low)
    return lambda amount: round(LEFT + (math.log10(amount) - low) * wide, 1)


def _down(chance: float) -> float:
    tall = (HEIGHT - TOP - BOTTOM) / -math.log10(RAREST)
    return round(TOP - math.log10(chance) * tall, 1)


def _ticks(low: int, high: int) -> list[float]:
    steps = (1, 2, 5) if high - low <= FINE else (1,)
    ticks = [step * 10.0**power for power in range(low, high) for step in steps]
    return [*ticks, 10.0**high]


def _is_fine(value: float) -> bool:
    """Between two powers of ten; a narrow drawing leaves these labels out."""
    return abs(math.log10(value) - round(math.log10(value))) > 1e-9


def _chance(chance: float) -> str:
    return f"{number_format(round(chance * 100, 1))} %".replace(".0 ", " ")


def _drawn(line: Line, low: int, across: Callable[[float], float], down: Callable[[float], float]) -> Drawn:
    def places(points: Sequence[Point]) -> list[Point]:
        inside = [(amount, chance) for amount, chance in points if amount >= 10.0**low and chance >= RAREST]
        return [(across(amount), down(min(chance, 1.0))) for amount, chance in inside]

    placed = places(line.points)
    step = max(1, len(placed) // MARKS)
    marks = places(line.marked) if line.marked else placed[step // 2 :: step]
    return Drawn(line.style, line.word, "M" + " L".join(f"{x},{y}" for x, y in placed), marks)
