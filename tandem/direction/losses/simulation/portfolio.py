"""A portfolio of risks over many simulated years, before and after their treatments."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tandem.direction.losses.simulation import checking
from tandem.direction.losses.simulation.dependence import Grouped, Scores
from tandem.direction.losses.simulation.results import AnnualLosses, Figures
from tandem.direction.losses.simulation.risk import QuantifiedRisk
from tandem.direction.losses.simulation.years import shared_losses

MOST_YEARS = 5_000_000
AT_ONCE = 4
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Summary:
    """What one risk costs a year, its share of the portfolio's expected loss, and what its treatment is worth.

    `reduction` is the expected loss that the treatment takes away each year; `error` is its standard error.
    """

    key: str
    before: Figures
    after: Figures | None
    cost: float
    reduction: float
    error: float
    contribution: float = 0.0

    @property
    def net(self) -> float | None:
        """Reduction of the expected annual loss less the annual cost; None without a treatment."""
        return None if self.after is None else self.reduction - self.cost

    @property
    def rate_of_return(self) -> float | None:
        """Net benefit per unit of cost; None without a treatment, or where it costs nothing."""
        return self.net / self.cost if self.net is not None and self.cost else None


@dataclass(frozen=True, eq=False)
class Outcome:
    """Risks ranked by contribution to the expected loss, and all of them together before and after treatment."""

    risks: tuple[Summary, ...]
    before: AnnualLosses
    after: AnnualLosses
    years: int
    seed: int


def simulate(
    risks: Sequence[QuantifiedRisk],
    years: int = 100_000,
    seed: int = 1,
    dependence: Grouped | None = None,
    threads: int = 2,
    progress: Progress | None = None,
) -> Outcome:
    """The annual losses of each risk and of all together; the same for the same seed whatever the order of risks.

    Both variants of a treated risk meet the same events, so that their difference is the treatment's and not chance's.
    `progress` is told how many of how many risks are done. Memory does not grow with the number of risks.
    """
    ordered = _checked(risks, years, seed)
    scores = dependence.scores(years, seed) if dependence else None
    before, after = np.zeros(years), np.zeros(years)
    summaries = []
    for summary, untreated, treated in _each(ordered, years, seed, scores, threads):
        before += untreated
        after += treated
        summaries.append(summary)
        if progress:
            progress(len(summaries), len(ordered))
    return Outcome(_ranked(summaries), AnnualLosses.of(before), AnnualLosses.of(after), years, seed)


def _checked(risks: Sequence[QuantifiedRisk], years: int, seed: int) -> list[QuantifiedRisk]:
    if not 1 <= years <= MOST_YEARS:
        raise checking.InvalidEstimate("years", checking.OUTSIDE, least="1", most=checking.plain(MOST_YEARS))
    checking.at_least(0, seed=seed)
    ordered = sorted(risks, key=lambda risk: risk.key)
    for previous, other in pairwise(ordered):
        if previous.key == other.key:
            raise checking.InvalidEstimate("key", checking.TWICE, key=previous.key)
    return ordered


Simulated = tuple[Summary, NDArray[np.float64], NDArray[np.float64]]


def _each(
    risks: list[QuantifiedRisk], years: int, seed: int, scores: Scores | None, threads: int
) -> Iterator[Simulated]:
    """Risk by risk in order of key, a few at once: NumPy draws and sorts outside the interpreter's lock."""
    doing: deque[Future[Simulated]] = deque()
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for risk in risks:
            doing.append(pool.submit(_simulated, risk, years, seed, scores))
            if len(doing) == AT_ONCE:
                yield doing.popleft().result()
        while doing:
            yield doing.popleft().result()


def _simulated(risk: QuantifiedRisk, years: int, seed: int, scores: Scores | None) -> Simulated:
    drawn = shared_losses(risk.variants, years, seed)
    annual = [AnnualLosses.of(losses) for losses in drawn]
    order = scores.order(risk.key) if scores else None
    placed = drawn if order is None else [losses.arranged(order) for losses in annual]
    return _summary(risk, drawn, annual), placed[0], placed[-1]


def _summary(risk: QuantifiedRisk, drawn: list[NDArray[np.float64]], annual: list[AnnualLosses]) -> Summary:
    before = annual[0].figures()
    if risk.treatment is None:
        return Summary(risk.key, before, None, 0.0, 0.0, 0.0)
    saved = drawn[0] - drawn[1]
    error = float(saved.std() / np.sqrt(saved.size))
    return Summary(risk.key, before, annual[1].figures(), risk.treatment.cost, float(saved.mean()), error)


def _ranked(summaries: list[Summary]) -> tuple[Summary, ...]:
    whole = sum(summary.before.mean for summary in summaries)
    shared = [replace(summary, contribution=summary.before.mean / whole if whole else 0.0) for summary in summaries]
    return tuple(sorted(shared, key=lambda summary: (-summary.contribution, summary.key)))
