"""How full something is, and when it will be: pure functions, exact in fractions."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from math import ceil
from typing import Final

TENTH: Final = Decimal("0.1")
NEWEST: Final = 24  # values that a projection looks at
FARTHEST: Final = 3_650  # days; what lies beyond ten years is no plan
FINE, WARNING, LIMIT, FULL = "fine", "warning", "limit", "full"
Use = tuple[date, Decimal]


def percent_of(used: Decimal, capacity: Decimal) -> Decimal:
    """How much of a capacity above nothing is used, in percent to a tenth."""
    return (used * 100 / capacity).quantize(TENTH, ROUND_HALF_EVEN)


def level_of(used: Decimal, capacity: Decimal, warning: int, limit: int) -> str:
    """Below both thresholds, from the warning on, from the limit on, or used up; compared before any rounding."""
    share = used * 100
    if used >= capacity:
        return FULL
    if share >= limit * capacity:
        return LIMIT
    return WARNING if share >= warning * capacity else FINE


def reached_on(uses: Sequence[Use], amount: Decimal) -> date | None:
    """The first day on which the line of least squares through the newest uses reaches an amount.

    The day of the newest use where that use reaches it already. None where use does not grow, where there are fewer
    than two days, or where it lies more than ten years ahead.
    """
    newest = sorted(uses)[-NEWEST:]
    if newest and newest[-1][1] >= amount:
        return newest[-1][0]
    slope, level = _line(newest)
    if slope <= 0:
        return None
    last = newest[-1][0]
    days = ceil((Fraction(amount) - level) / slope) - last.toordinal()
    return last + timedelta(days=max(days, 1)) if days <= FARTHEST else None


def _line(uses: Sequence[Use]) -> tuple[Fraction, Fraction]:
    """Slope by day and level at day 0; no slope of fewer than two days."""
    days = [day.toordinal() for day, _used in uses]
    if len(set(days)) < 2:
        return Fraction(0), Fraction(0)
    amounts = [Fraction(used) for _day, used in uses]
    mean_day, mean = Fraction(sum(days), len(days)), sum(amounts, Fraction(0)) / len(amounts)
    spread = sum(((day - mean_day) ** 2 for day in days), Fraction(0))
    across = zip(days, amounts, strict=True)
    slope = sum(((day - mean_day) * (amount - mean) for day, amount in across), Fraction(0)) / spread
    return slope, mean - slope * mean_day
