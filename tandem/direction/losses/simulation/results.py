"""What simulated years say: mean, percentiles, value at risk, expected shortfall, and the loss exceedance curve."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tandem.direction.losses.simulation import checking

POINTS = 60
PERCENTILES = (0.5, 0.9, 0.95, 0.99)
WORST = 0.95
Curve = list[tuple[float, float]]


@dataclass(frozen=True)
class Figures:
    """What a year costs: the mean with its standard error, percentiles, the mean of the worst years, how often any."""

    mean: float
    standard_error: float
    percentiles: tuple[float, ...]
    expected_shortfall_95: float
    probability_of_loss: float


@dataclass(frozen=True, eq=False)
class AnnualLosses:
    """The losses of the simulated years: `suffered` holds those above nothing, smallest first."""

    suffered: NDArray[np.float64]
    years: int

    @classmethod
    def of(cls, losses: NDArray[np.float64]) -> "AnnualLosses":
        """From the loss of each year in any order, none below zero."""
        suffered = losses[losses > 0]
        suffered.sort()
        return cls(suffered, losses.size)

    @cached_property
    def spared(self) -> int:
        """Years that lost nothing."""
        return self.years - self.suffered.size

    @cached_property
    def mean(self) -> float:
        """Expected annual loss."""
        return float(self.suffered.sum()) / self.years

    @cached_property
    def variance(self) -> float:
        """Expected squared distance of a year from the mean."""
        off = self.suffered - self.mean
        np.square(off, out=off)
        return (float(off.sum()) + self.spared * self.mean**2) / self.years

    @property
    def standard_error(self) -> float:
        """How far the simulated mean may be from the true one (one sigma)."""
        return float(np.sqrt(self.variance / self.years))

    def percentile(self, p: float) -> float:
        """The loss that a share `p` of years does not exceed."""
        checking.share(p=p)
        place = max(int(np.ceil(p * self.years)) - 1, 0) - self.spared
        return float(self.suffered[place]) if place >= 0 else 0.0

    def expected_shortfall(self, p: float) -> float:
        """The mean loss of the worst (1 - p) of the years."""
        checking.share(p=p)
        start = min(int(np.ceil(p * self.years)), self.years - 1)
        return float(self.suffered[max(start - self.spared, 0) :].sum()) / (self.years - start)

    def probability_of_exceeding(self, amount: float) -> float:
        """The share of years that lose more than `amount`."""
        return (self.suffered.size - int(np.searchsorted(self.suffered, amount, side="right"))) / self.years

    def figures(self) -> Figures:
        """All at once."""
        return Figures(
            mean=self.mean,
            standard_error=self.standard_error,
            percentiles=tuple(self.percentile(p) for p in PERCENTILES),
            expected_shortfall_95=self.expected_shortfall(WORST),
            probability_of_loss=self.suffered.size / self.years,
        )

    def span(self) -> tuple[float, float] | None:
        """The least and the largest loss of the years that lost something; None when none did."""
        return (float(self.suffered[0]), float(self.suffered[-1])) if self.suffered.size else None

    def curve(self, amounts: Iterable[float] | None = None) -> Curve:
        """Amounts, evenly spaced by ratio unless given, each with the probability that a year loses more."""
        if amounts is None:
            span = self.span()
            amounts = np.geomspace(*span, POINTS).tolist() if span else [0.0]
        return [(amount, self.probability_of_exceeding(amount)) for amount in amounts]

    def arranged(self, order: NDArray[np.intp]) -> NDArray[np.float64]:
        """The loss of each year when they come in this order, from the best year to the worst one."""
        placed = np.zeros(self.years)
        placed[order[self.spared :]] = self.suffered
        return placed


@dataclass(frozen=True)
class Tolerance:
    """What is tolerable: (amount, highest probability a year of losing more), amounts rising, probabilities falling."""

    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if not self.points:
            raise checking.InvalidEstimate("points", checking.NO_POINTS)
        for amount, probability in self.points:
            checking.positive(amount=amount)
            checking.share(probability=probability)
        for (low, often), (high, seldom) in pairwise(self.points):
            if high <= low or seldom >= often:
                raise checking.InvalidEstimate("points", checking.NOT_FALLING, amount=checking.plain(high))

    def at(self, amount: float) -> float | None:
        """The tolerated probability of losing more than `amount`: straight between points on scales of ratios, and
        beyond the last point as there. None below the first point, of which the curve says nothing."""
        if amount < self.points[0][0]:
            return None
        for (low, often), (high, seldom) in pairwise(self.points):
            if amount < high:
                way = math.log(amount / low) / math.log(high / low)
                return often * (seldom / often) ** way if seldom else often * (1 - way)
        return self.points[-1][1]

    def exceeded_by(self, losses: AnnualLosses) -> list[tuple[float, float, float]]:
        """The points of the curve that losses exceed: amount, probability, tolerated probability."""
        rows = [(amount, losses.probability_of_exceeding(amount), tolerated) for amount, tolerated in self.points]
        return [row for row in rows if row[1] > row[2]]
