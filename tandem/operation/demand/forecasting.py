"""What comes next in a row of figures: as a season ago, or along a straight line; and how wrong that was so far.

Pure functions over figures by number of period, exact in fractions. Both methods are as in Hyndman and Athanasopoulos,
Forecasting: Principles and Practice, chapters 5 and 7; a line through demand never says less than nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

THOUSANDTH: Final = Decimal("0.001")
MOST: Final = 260  # newest periods that are looked at: five years of weeks
SEASONAL, TREND, BEST = "seasonal", "trend", "best"
History = Mapping[int, Fraction]
Method = Callable[[History, int, int], Fraction | None]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to come by period, by which method, and by how much that method was wrong on average.

    `error` is the mean of the absolute errors of foretelling each known period from those before it; `percent` the same
    of all that was measured in them. Both are None where no known period could be foretold.
    """

    method: str
    points: Sequence[tuple[int, Decimal]]
    error: Decimal | None
    percent: Decimal | None


def seasonal_naive(history: History, season: int, at: int) -> Fraction | None:
    """As in the same period a season ago, or as many seasons ago as it was last known; None if never."""
    first, earlier = min(history, default=at), at - season
    while earlier >= first:
        if earlier in history and earlier < at:
            return history[earlier]
        earlier -= season
    return None


def trend(history: History, season: int, at: int) -> Fraction | None:
    """On the straight line of least squares through what is known; None of fewer than two figures."""
    if len(history) < 2:
        return None
    slope, level = line(history)
    return max(level + slope * at, Fraction(0))


def line(history: History) -> tuple[Fraction, Fraction]:
    """Slope and level at period 0 of the line of least squares through at least two figures."""
    count = len(history)
    mean_at = Fraction(sum(history), count)
    mean = sum(history.values(), Fraction(0)) / count
    spread = sum(((at - mean_at) ** 2 for at in history), Fraction(0))
    slope = sum(((at - mean_at) * (value - mean) for at, value in history.items()), Fraction(0)) / spread
    return slope, mean - slope * mean_at


METHODS: Final[dict[str, Method]] = {SEASONAL: seasonal_naive, TREND: trend}


def foretold(history: History, method: Method, season: int) -> dict[int, Fraction]:
    """For every known period what the method says of it from the periods before it, where it can say anything."""
    forecasts: dict[int, Fraction] = {}
    before: dict[int, Fraction] = {}
    for at in sorted(history):
        if (value := method(before, season, at)) is not None:
            forecasts[at] = value
        before[at] = history[at]
    return forecasts


def mean_error(history: History, forecasts: History) -> tuple[Fraction, Fraction | None] | None:
    """The mean absolute error, and the same as a share of what was measured; None where nothing was foretold."""
    if not forecasts:
        return None
    wrong = sum((abs(history[at] - value) for at, value in forecasts.items()), Fraction(0))
    measured = sum((history[at] for at in forecasts), Fraction(0))
    return wrong / len(forecasts), wrong / measured if measured else None


def better(history: History, season: int) -> str | None:
    """The method with the smaller error over periods that both foretell; else the one that can say anything."""
    by_method = {key: foretold(history, method, season) for key, method in METHODS.items()}
    both = by_method[SEASONAL].keys() & by_method[TREND].keys()
    errors = {key: mean_error(history, {at: values[at] for at in both}) for key, values in by_method.items()}
    if (seasonal := errors[SEASONAL]) and (straight := errors[TREND]):
        return SEASONAL if seasonal[0] <= straight[0] else TREND
    after = max(history, default=0) + 1
    return next((key for key in (TREND, SEASONAL) if METHODS[key](history, season, after) is not None), None)


def forecast(values: Mapping[int, Decimal], season: int, periods: int, asked: str = BEST) -> Forecast | None:
    """The periods that follow the last known one; None where the method asked for cannot say anything of them.

    Where the best is asked for, that is the less wrong method of those that can say something.
    """
    newest = sorted(values)[-MOST:]
    history = {at: Fraction(values[at]) for at in newest}
    following = range(newest[-1] + 1, newest[-1] + periods + 1) if newest else range(0)
    for key in _in_turn(history, season) if asked == BEST else (asked,):
        method = METHODS[key]
        if points := [(at, value) for at in following if (value := method(history, season, at)) is not None]:
            return _with_error(key, points, mean_error(history, foretold(history, method, season)))
    return None


def _in_turn(history: History, season: int) -> Sequence[str]:
    first = better(history, season)
    return [] if first is None else [first, *(key for key in METHODS if key != first)]


def _with_error(
    key: str, points: Sequence[tuple[int, Fraction]], wrong: tuple[Fraction, Fraction | None] | None
) -> Forecast:
    error, share = wrong or (None, None)
    return Forecast(
        key,
        [(at, thousandths(value)) for at, value in points],
        None if error is None else thousandths(error),
        None if share is None else thousandths(share * 100),
    )


def thousandths(value: Fraction) -> Decimal:
    """To a thousandth, halves to the even neighbour."""
    return Decimal(round(value * 1000)) * THOUSANDTH
