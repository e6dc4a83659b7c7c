"""Ranges for an amount or a rate. Each is a rising function of one standard normal number, so that an estimate before
and after a treatment can share the same chance, and dependence has one meaning for all."""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tandem.direction.losses.simulation import checking

Numbers = NDArray[np.floating]
STANDARD = NormalDist()
Z95 = STANDARD.inv_cdf(0.95)
REACH, CELLS = 6.0, 6_144
WIDEST = 1_000_000.0


class Distribution(Protocol):
    """What the simulation asks of a range."""

    def at_normal(self, z: Numbers) -> Numbers:
        """The value that a standard normal number stands for."""

    def mean(self) -> float:
        """The expected value."""

    def variance(self) -> float:
        """The expected squared distance from the mean."""


@lru_cache(maxsize=1)
def _probabilities() -> NDArray[np.float64]:
    grid = np.linspace(-REACH, REACH, CELLS + 1)
    return np.array([STANDARD.cdf(z) for z in grid])


def _look_up(table: Numbers, z: Numbers) -> Numbers:
    place = (np.clip(z, -REACH, REACH) + z.dtype.type(REACH)) * z.dtype.type(CELLS / (2 * REACH))
    cell = np.minimum(place.astype(np.int32), CELLS - 1)
    known = table.astype(z.dtype)
    low = known[cell]
    between: Numbers = low + (known[cell + 1] - low) * (place - cell.astype(z.dtype))
    return between


@dataclass(frozen=True)
class Constant:
    """Always the same value."""

    value: float

    def __post_init__(self) -> None:
        checking.at_least(0, value=self.value)

    def at_normal(self, z: Numbers) -> Numbers:
        return np.full_like(z, self.value)

    def mean(self) -> float:
        return self.value

    def variance(self) -> float:
        return 0.0


@dataclass(frozen=True)
class Uniform:
    """Anything from `low` to `high`, all alike."""

    low: float
    high: float

    def __post_init__(self) -> None:
        checking.at_least(0, low=self.low)
        checking.rising(low=self.low, high=self.high)

    def at_normal(self, z: Numbers) -> Numbers:
        return _look_up(self.low + (self.high - self.low) * _probabilities(), z)

    def mean(self) -> float:
        return (self.low + self.high) / 2

    def variance(self) -> float:
        return (self.high - self.low) ** 2 / 12


@dataclass(frozen=True)
class Triangular:
    """From `low` to `high`, most often `mode`, falling off in straight lines."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        checking.at_least(0, low=self.low)
        checking.rising(low=self.low, mode=self.mode, high=self.high)

    def at_normal(self, z: Numbers) -> Numbers:
        p, width = _probabilities(), self.high - self.low
        rising = self.low + np.sqrt(p * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - p) * width * (self.high - self.mode))
        return _look_up(np.where(p <= (self.mode - self.low) / width, rising, falling), z)

    def mean(self) -> float:
        return (self.low + self.mode + self.high) / 3

    def variance(self) -> float:
        low, mode, high = self.low, self.mode, self.high
        return (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18


@lru_cache(maxsize=2_048)
def _beta_table(alpha: float, beta: float) -> NDArray[np.float64]:
    """Quantiles of the beta distribution at the grid's probabilities, by integrating its density (alpha, beta >= 1)."""
    x = (1 - np.cos(np.linspace(0, math.pi, 8_193))) / 2
    with np.errstate(divide="ignore"):
        below = np.log(x) * (alpha - 1) if alpha > 1 else np.zeros_like(x)
        above = np.log1p(-x) * (beta - 1) if beta > 1 else np.zeros_like(x)
    density = np.exp(below + above)
    reached = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(x))))
    return np.interp(_probabilities(), reached / reached[-1], x)


@dataclass(frozen=True)
class Pert:
    """From `low` to `high`, most often `mode`; `weight` says how sure one is of the mode (4 is usual)."""

    low: float
    mode: float
    high: float
    weight: float = 4.0

    def __post_init__(self) -> None:
        checking.at_least(0, low=self.low)
        checking.rising(low=self.low, mode=self.mode, high=self.high)
        checking.positive(weight=self.weight)

    def _shape(self) -> tuple[float, float]:
        width = self.high - self.low
        return 1 + self.weight * (self.mode - self.low) / width, 1 + self.weight * (self.high - self.mode) / width

    def at_normal(self, z: Numbers) -> Numbers:
        return _look_up(self.low + (self.high - self.low) * _beta_table(*self._shape()), z)

    def mean(self) -> float:
        return (self.low + self.weight * self.mode + self.high) / (self.weight + 2)

    def variance(self) -> float:
        alpha, beta = self._shape()
        return (self.high - self.low) ** 2 * alpha * beta / ((alpha + beta) ** 2 * (alpha + beta + 1))


@dataclass(frozen=True)
class Lognormal:
    """Nine in ten values lie between `low` and `high` (5th and 95th percentile); the rest may be far above."""

    low: float
    high: float

    def __post_init__(self) -> None:
        checking.positive(low=self.low)
        checking.rising(low=self.low, high=self.high)
        if self.high / self.low > WIDEST:
            raise checking.InvalidEstimate("high", checking.TOO_WIDE, times=checking.plain(WIDEST))

    def _log(self) -> tuple[float, float]:
        low, high = math.log(self.low), math.log(self.high)
        return (low + high) / 2, (high - low) / (2 * Z95)

    def at_normal(self, z: Numbers) -> Numbers:
        middle, spread = self._log()
        return np.exp(z * z.dtype.type(spread) + z.dtype.type(middle))

    def mean(self) -> float:
        middle, spread = self._log()
        return math.exp(middle + spread**2 / 2)

    def variance(self) -> float:
        return self.mean() ** 2 * math.expm1(self._log()[1] ** 2)


@dataclass(frozen=True)
class Normal:
    """Nine in ten values lie between `low` and `high`; symmetric, and what would fall below zero counts as zero."""

    low: float
    high: float

    def __post_init__(self) -> None:
        checking.at_least(0, low=self.low)
        checking.rising(low=self.low, high=self.high)

    def _parameters(self) -> tuple[float, float]:
        return (self.low + self.high) / 2, (self.high - self.low) / (2 * Z95)

    def at_normal(self, z: Numbers) -> Numbers:
        middle, spread = self._parameters()
        return np.maximum(z * z.dtype.type(spread) + z.dtype.type(middle), 0)

    def _moments(self) -> tuple[float, float]:
        middle, spread = self._parameters()
        kept, density = STANDARD.cdf(middle / spread), STANDARD.pdf(middle / spread)
        return middle * kept + spread * density, (middle**2 + spread**2) * kept + middle * spread * density

    def mean(self) -> float:
        return self._moments()[0]

    def variance(self) -> float:
        first, second = self._moments()
        return second - first**2
