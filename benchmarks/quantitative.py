"""`python -m benchmarks.quantitative` prints as JSON how long 500 risks over 100,000 years take, and a naive loop."""

import math
import random

import msgspec

from benchmarks.measuring import Figure, seconds
from tandem.direction.risks.quantitative.dependence import OneFactor
from tandem.direction.risks.quantitative.distributions import Constant, Lognormal, Pert
from tandem.direction.risks.quantitative.risk import Poisson, QuantifiedRisk
from tandem.direction.risks.quantitative.simulation import simulate

RISKS, YEARS, BUDGET, NAIVE_YEARS = 500, 100_000, 2.0, 200
RATES = [0.05 * step for step in range(1, 21)]
AMOUNTS = [Lognormal(1_000, 50_000), Pert(1_000, 5_000, 90_000)]


def risks(uncertain: bool) -> list[QuantifiedRisk]:
    """Half an event a year on average; amounts lognormal and PERT in turn."""
    rates = [Lognormal(rate / 3, rate * 2) if uncertain else Constant(rate) for rate in RATES]
    return [QuantifiedRisk(f"RISK-{n}", Poisson(rates[n % 20]), AMOUNTS[n % 2]) for n in range(RISKS)]


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
    """Best of three, because other work on the machine only ever makes it slower."""
    loop = seconds(naive) * YEARS / NAIVE_YEARS
    cases = {
        "known rates": lambda: simulate(risks(False), YEARS),
        "known rates, one thread": lambda: simulate(risks(False), YEARS, threads=1),
        "uncertain rates": lambda: simulate(risks(True), YEARS),
        "known rates, one common cause": lambda: simulate(risks(False), YEARS, dependence=OneFactor(0.3)),
    }
    return [
        _figure(f"quantitative: {RISKS} risks, {YEARS:,} years, {name}", work, loop) for name, work in cases.items()
    ]


def _figure(what: str, work, loop: float) -> Figure:
    taken = min(seconds(work) for _ in range(3))
    return Figure(what, round(taken, 2), "s", f"≤ {BUDGET} s", taken <= BUDGET, round(loop, 1), round(taken / loop, 4))


if __name__ == "__main__":
    print(msgspec.json.format(msgspec.json.encode([figure.told() for figure in figures()]), indent=2).decode())
