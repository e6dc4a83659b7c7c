"""What simulated years say: mean, percentiles, value at risk, expected shortfall, and the loss exceedance curve."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tandem.direction.risks.quantitative import checking


@dataclass(frozen=True, eq=False)
class AnnualLosses:
    """The losses of the simulated years, smallest first."""

    ordered: NDArray[np.float64]

    @cached_property
    def mean(self) -> float:
        """Expected annual loss."""
        return float(self.ordered.mean())

    @cached_property
    def standard_error(self) -> float:
        """How far the simulated mean may be from the true one (one sigma)."""
        return float(self.ordered.std() / np.sqrt(self.ordered.size))

    def percentile(self, p: float) -> float:
        """The loss that a share `p` of years does not exceed."""
        checking.share(p=p)
        place = int(np.ceil(p * self.ordered.size)) - 1
        return float(self.ordered[max(place, 0)])

    value_at_risk = percentile

    def expected_shortfall(self, p: float) -> float:
        """The mean loss of the worst (1 - p) of the years."""
        checking.share(p=p)
        start = min(int(np.ceil(p * self.ordered.size)), self.ordered.size - 1)
        return float(self.ordered[start:].mean())

    def probability_of_exceeding(self, amount: float) -> float:
        """The share of years that lose more than `amount`."""
        return 1 - float(np.searchsorted(self.ordered, amount, side="right")) / self.ordered.size

    def curve(self, points: int = 60) -> list[tuple[float, float]]:
        """Amounts, evenly spaced by ratio, each with the probability that a year loses more; never rising."""
        losses = self.ordered[self.ordered > 0]
        if not losses.size:
            return [(0.0, 0.0)]
        amounts = np.geomspace(losses[0], losses[-1], points)
        return [(float(amount), self.probability_of_exceeding(float(amount))) for amount in amounts]


@dataclass(frozen=True)
class Tolerance:
    """What is tolerable: (amount, highest probability a year of losing more), amounts rising, probabilities falling."""

    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if not self.points:
            raise checking.InvalidEstimate("points", "must hold at least one amount with its probability")
        for amount, probability in self.points:
            checking.positive(amount=amount)
            checking.share(probability=probability)
        for (low, often), (high, seldom) in pairwise(self.points):
            if high <= low or seldom > often:
                raise checking.InvalidEstimate(
                    "points", f"amounts must rise and probabilities fall, but not at {high:g}"
                )

    def at(self, amount: float) -> float:
        """The tolerated probability of losing more than `amount`: straight between points on a scale of ratios."""
        amounts = np.log([point[0] for point in self.points])
        return float(np.interp(np.log(max(amount, 1e-300)), amounts, [point[1] for point in self.points]))

    def exceeded_by(self, losses: AnnualLosses, points: int = 60) -> list[tuple[float, float, float]]:
        """Where the curve lies above tolerance: amount, probability, tolerated probability."""
        amounts = sorted({amount for amount, _ in losses.curve(points)} | {amount for amount, _ in self.points})
        rows = [(amount, losses.probability_of_exceeding(amount), self.at(amount)) for amount in amounts]
        return [row for row in rows if row[1] > row[2]]
