"""A portfolio of risks over many simulated years, and what a treatment is worth."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from tandem.direction.risks.quantitative import checking
from tandem.direction.risks.quantitative.dependence import Correlation, OneFactor, Scores
from tandem.direction.risks.quantitative.results import AnnualLosses
from tandem.direction.risks.quantitative.risk import QuantifiedRisk
from tandem.direction.risks.quantitative.years import annual_losses, shared_losses

MOST_YEARS = 5_000_000
AT_ONCE = 16
PERCENTILES = (0.5, 0.9, 0.95, 0.99)


@dataclass(frozen=True)
class Summary:
    """What one risk costs a year, and its share of the portfolio's expected loss."""

    key: str
    mean: float
    standard_error: float
    percentiles: dict[float, float]
    expected_shortfall_95: float
    probability_of_loss: float
    contribution: float = 0.0


@dataclass(frozen=True, eq=False)
class Outcome:
    """Risks ranked by contribution to the expected loss, and the whole."""

    risks: tuple[Summary, ...]
    portfolio: AnnualLosses
    years: int
    seed: int


def simulate(
    risks: Sequence[QuantifiedRisk],
    years: int = 100_000,
    seed: int = 1,
    dependence: OneFactor | Correlation | None = None,
    threads: int = 2,
) -> Outcome:
    """The annual losses of each risk and of all together; the same for the same seed whatever the order of risks.

    Memory does not grow with the number of risks, except by what a correlation matrix says of itself.
    """
    ordered = _checked(risks, years, seed)
    scores = _scores(dependence, ordered, years, seed)
    total, summaries = np.zeros(years), []
    for summary, losses in _each(ordered, years, seed, scores, threads):
        total += losses
        summaries.append(summary)
    portfolio = AnnualLosses(np.sort(total))
    return Outcome(_ranked(summaries), portfolio, years, seed)


def _checked(risks: Sequence[QuantifiedRisk], years: int, seed: int) -> list[QuantifiedRisk]:
    if not 1 <= years <= MOST_YEARS:
        raise checking.InvalidEstimate("years", f"must lie between 1 and {MOST_YEARS:,}, not {years:,}")
    if seed < 0:
        raise checking.InvalidEstimate("seed", "must be 0 or more")
    ordered = sorted(risks, key=lambda risk: risk.key)
    for one, other in pairwise(ordered):
        if one.key == other.key:
            raise checking.InvalidEstimate("key", f"must be used once, but {one.key} comes twice")
    return ordered


def _scores(
    dependence: OneFactor | Correlation | None, risks: list[QuantifiedRisk], years: int, seed: int
) -> Scores | None:
    if dependence is None:
        return None
    keys = [risk.key for risk in risks]
    unknown = set(getattr(dependence, "keys", ())) - set(keys)
    if unknown:
        raise checking.InvalidEstimate("keys", f"names risks that are not simulated: {', '.join(sorted(unknown))}")
    return dependence.scores(keys, years, seed)


Simulated = tuple[Summary, NDArray[np.float64]]


def _each(
    risks: list[QuantifiedRisk], years: int, seed: int, scores: Scores | None, threads: int
) -> Iterator[Simulated]:
    """Risk by risk in order of key, a few at once: NumPy draws and sorts outside the interpreter's lock."""

    def one(risk: QuantifiedRisk) -> Simulated:
        losses = annual_losses(risk, years, seed)
        summary = _summary(risk.key, AnnualLosses(np.sort(losses)))
        return summary, scores.arranged(risk.key, losses) if scores else losses

    waiting = iter(risks)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        while group := list(islice(waiting, AT_ONCE)):
            yield from pool.map(one, group)


def _summary(key: str, losses: AnnualLosses) -> Summary:
    return Summary(
        key=key,
        mean=losses.mean,
        standard_error=losses.standard_error,
        percentiles={p: losses.percentile(p) for p in PERCENTILES},
        expected_shortfall_95=losses.expected_shortfall(0.95),
        probability_of_loss=losses.probability_of_exceeding(0),
    )


def _ranked(summaries: list[Summary]) -> tuple[Summary, ...]:
    whole = sum(summary.mean for summary in summaries)
    shared = [
        Summary(**{**vars(summary), "contribution": summary.mean / whole if whole else 0.0}) for summary in summaries
    ]
    return tuple(sorted(shared, key=lambda summary: (-summary.contribution, summary.key)))


@dataclass(frozen=True, eq=False)
class TreatmentValue:
    """What a treatment takes away each year, and what it costs each year."""

    before: AnnualLosses
    after: AnnualLosses
    cost: float
    reduction: float
    standard_error: float

    @property
    def reduction_at_95(self) -> float:
        """How much lower the 95th percentile lies."""
        return self.before.percentile(0.95) - self.after.percentile(0.95)

    @property
    def net(self) -> float:
        """Reduction of the expected annual loss less the annual cost."""
        return self.reduction - self.cost

    @property
    def rate_of_return(self) -> float | None:
        """Net benefit per unit of cost; none where the treatment costs nothing."""
        return self.net / self.cost if self.cost else None


def value_of_treatment(
    before: QuantifiedRisk, after: QuantifiedRisk, cost: float, years: int = 100_000, seed: int = 1
) -> TreatmentValue:
    """Both estimates over the same years and events, so that the difference is the treatment's and not chance's."""
    checking.at_least(0, cost=cost)
    _checked([before], years, seed)
    if before.key != after.key:
        raise checking.InvalidEstimate("key", f"must be the same before and after, not {before.key} and {after.key}")
    untreated, treated = shared_losses([before, after], years, seed)
    saved = untreated - treated
    return TreatmentValue(
        AnnualLosses(np.sort(untreated)), AnnualLosses(np.sort(treated)), cost,
        float(saved.mean()), float(saved.std() / np.sqrt(years)),
    )  # fmt: skip
