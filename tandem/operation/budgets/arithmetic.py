"""What money comes to, exactly: shares that add up, plans by the day, forecasts, differences. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final, TypeVar

CENT: Final = Decimal("0.01")
TENTH: Final = Decimal("0.1")
NOTHING: Final = Decimal("0.00")
LARGEST: Final = Decimal(10**12)  # that one line plans or one cost is
Key = TypeVar("Key")


class MixedCurrencies(ValueError):
    """Amounts of several currencies were to be added."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Planned and to be had by a day, spent until then, and what the whole period will come to; all in one currency."""

    currency: str
    planned: Decimal = NOTHING
    planned_by_now: Decimal = NOTHING
    actual: Decimal = NOTHING
    forecast: Decimal = NOTHING

    @property
    def variance(self) -> Decimal:
        """What the period will cost more than planned; less where negative."""
        return self.forecast - self.planned

    @property
    def variance_by_now(self) -> Decimal:
        """What was spent more than planned until then."""
        return self.actual - self.planned_by_now

    @property
    def variance_percent(self) -> Decimal | None:
        """The variance in percent of what was planned, to a tenth; None where nothing was."""
        return (self.variance * 100 / self.planned).quantize(TENTH, ROUND_HALF_EVEN) if self.planned else None

    def __add__(self, other: "Figures") -> "Figures":
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency} are not added.")
        return Figures(
            self.currency,
            self.planned + other.planned,
            self.planned_by_now + other.planned_by_now,
            self.actual + other.actual,
            self.forecast + other.forecast,
        )


def total(currency: str, parts: Iterable[Figures]) -> Figures:
    """The sum of figures in one currency; MixedCurrencies for any other among them."""
    return sum(parts, Figures(currency))


def rounded(amount: Decimal | Fraction) -> Decimal:
    """To a hundredth, halves to the even neighbour."""
    return Decimal(round(Fraction(amount) * 100)) * CENT


def converted(amount: Decimal, rate: Decimal) -> Decimal:
    """An amount in another currency: so many of that one for each of this one."""
    return rounded(Fraction(amount) * Fraction(rate))


def shared_out(amount: Decimal, weights: Sequence[tuple[Key, Decimal]]) -> dict[Key, Decimal]:
    """An amount by weights, in whole hundredths that add up to it exactly.

    What does not divide goes by single hundredths to the largest remainders, the first of equal ones. ValueError where
    no weight is positive or one is negative.
    """
    if any(weight < 0 for _key, weight in weights) or not any(weight for _key, weight in weights):
        raise ValueError("An allocation key has weights above nothing.")
    sign, cents = (-1, -amount) if amount < 0 else (1, amount)
    whole, sum_of_weights = int(cents / CENT), sum(Fraction(weight) for _key, weight in weights)
    exact = [whole * Fraction(weight) / sum_of_weights for _key, weight in weights]
    given = [part.numerator // part.denominator for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda place: given[place] - exact[place])
    for place in by_remainder[: whole - sum(given)]:
        given[place] += 1
    return {key: sign * number * CENT for (key, _weight), number in zip(weights, given, strict=True)}


def planned_by(planned: Decimal, start: date, end: date, day: date) -> Decimal:
    """What of a plan for a period was to be spent by the end of a day, every day the same."""
    days = (end - start).days + 1
    gone = min(max((day - start).days + 1, 0), days)
    return rounded(Fraction(planned) * gone / days)


def expected(planned: Decimal, planned_by_now: Decimal, actual: Decimal, foreseen: Decimal | None) -> Decimal:
    """What the whole period will cost: as somebody expects it, else what was spent and the rest as planned."""
    return actual + planned - planned_by_now if foreseen is None else foreseen


def split(figures: Figures, weights: Sequence[tuple[Key, Decimal]]) -> Mapping[Key, Figures]:
    """The figures of a line by its allocation key; each figure adds up exactly."""
    names = ("planned", "planned_by_now", "actual", "forecast")
    parts = {name: shared_out(getattr(figures, name), weights) for name in names}
    return {key: Figures(figures.currency, **{name: parts[name][key] for name in names}) for key, _weight in weights}
