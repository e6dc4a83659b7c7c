"""Round scales and lines of charts that are drawn on the server."""

import math
from collections.abc import Sequence

from django.utils.formats import number_format

MARKS = 4
Point = tuple[float, float]


def ends(amounts: Sequence[float]) -> tuple[float, float, float]:
    """Round ends of the scale and the round step between its lines."""
    low, high = min(amounts), max(amounts)
    rough = ((high - low) or abs(high) or 1.0) / MARKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * number for number in (1, 2, 5, 10) if size * number >= rough)
    bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
    return bottom, top if top > bottom else bottom + step, step


def figure(amount: float, step: float) -> str:
    """A line's figure with as many places as the step between the lines has."""
    return str(number_format(amount, max(0, -math.floor(math.log10(step) + 1e-9))))


def ticks(low: float, high: float, step: float) -> list[float]:
    """Where the lines of the scale lie."""
    return [low + step * number for number in range(round((high - low) / step) + 1)]


def line(points: Sequence[Point]) -> str:
    """The path through points."""
    return "M" + " L".join(f"{x},{y}" for x, y in points)
