"""`python -m benchmarks.quantitative` prints as JSON how long 500 risks over 100,000 years take, and a naive loop."""

import math
import random
from time import process_time

import msgspec

from benchmarks.measuring import Figure, Work, seconds
from tandem.direction.losses.simulation.dependence import Grouped
from tandem.direction.losses.simulation.distributions import Constant, Lognormal, Pert
from tandem.direction.losses.simulation.portfolio import simulate
from tandem.direction.losses.simulation.risk import Poisson, QuantifiedRisk, Treatment

RISKS, YEARS, BUDGET, NAIVE_YEARS, ROUNDS = 500, 100_000, 2.0, 200, 3
RATES = [0.05 * step for step in range(1, 21)]
AMOUNTS = [Lognormal(1_000, 50_000), Pert(1_000, 5_000, 90_000)]


def risks(uncertain: bool = False, treated: bool = False) -> list[QuantifiedRisk]:
    """Half an event a year on average; amounts lognormal and PERT in turn; treatments take away two events of three."""
    rates = [Lognormal(rate / 3, rate * 2) if uncertain else Constant(rate) for rate in RATES]
    left = Treatment(Poisson(Constant(RATES[0] / 3)), AMOUNTS[0], 5_000) if treated else None
    return [QuantifiedRisk(f"RISK-{n}", Poisson(rates[n % 20]), AMOUNTS[n % 2], left) for n in range(RISKS)]


def causes() -> Grouped:
    """Five groups of a hundred risks each."""
    names = tuple(f"cause {n}" for n in range(5))
    matrix = tuple(tuple(0.3 if one == other else 0.1 for other in names) for one in names)
    return Grouped(names, matrix, tuple((f"RISK-{n}", names[n % 5]) for n in range(RISKS)))


def naive() -> None:
    """One year after the other, one event after the other, lognormal amounts only."""
    for n in range(RISKS):
        rate = RATES[n % 20]
        for _ in range(NAIVE_YEARS):
            time = random.expovariate(rate)
            total = 0.0
            while time < 1:
                total += math.exp(random.gauss(8.9, 1.2))
                time += random.expovariate(rate)


def figures() -> list[Figure]:
    """Best of three rounds over all cases in turn, because other work on the machine only ever makes them slower."""
    loop = seconds(naive) * YEARS / NAIVE_YEARS
    cases: dict[str, Work] = {
        "before treatment": lambda: simulate(risks(), YEARS),
        "before treatment, one thread": lambda: simulate(risks(), YEARS, threads=1),
        "before and after treatment": lambda: simulate(risks(treated=True), YEARS),
        "before treatment, dependent": lambda: simulate(risks(), YEARS, dependence=causes()),
        "before and after treatment, dependent": lambda: simulate(risks(treated=True), YEARS, dependence=causes()),
        "uncertain rates": lambda: simulate(risks(uncertain=True), YEARS),
    }
    taken = [{name: _taken(work) for name, work in cases.items()} for _round in range(ROUNDS)]
    best = {name: [min(times) for times in zip(*(one[name] for one in taken), strict=True)] for name in cases}
    return [figure for name, (wall, processor) in best.items() for figure in _figures(name, wall, processor, loop)]


def _taken(work: Work) -> tuple[float, float]:
    """Seconds by the clock and of processors; on a busy machine only the latter say what the work takes."""
    before = process_time()
    wall = seconds(work)
    return wall, process_time() - before


def _figures(name: str, wall: float, processor: float, loop: float) -> list[Figure]:
    what = f"quantitative: {RISKS} risks, {YEARS:,} years, {name}"
    ratio = round(wall / loop, 4)
    return [
        Figure(what, round(wall, 2), "s", f"≤ {BUDGET} s", wall <= BUDGET, ratio=ratio),
        Figure(f"{what}, all processors", round(processor, 2), "s"),
    ]


if __name__ == "__main__":
    print(msgspec.json.format(msgspec.json.encode([figure.as_data() for figure in figures()]), indent=2).decode())
