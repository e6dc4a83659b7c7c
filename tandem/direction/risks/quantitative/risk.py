"""One risk as it is simulated: how often an event comes, and what an event costs."""

from dataclasses import dataclass

from tandem.direction.risks.quantitative import checking
from tandem.direction.risks.quantitative.distributions import Constant, Distribution

MOST_EVENTS = 10_000.0


@dataclass(frozen=True)
class Poisson:
    """Any number of events a year; `rate` is how many to expect, and may itself be a range."""

    rate: Distribution

    def __post_init__(self) -> None:
        if self.rate.mean() > MOST_EVENTS:
            raise checking.InvalidEstimate("rate", f"must be {MOST_EVENTS:g} events a year or fewer on average")

    def expected(self) -> float:
        """Events in an average year."""
        return self.rate.mean()


@dataclass(frozen=True)
class Bernoulli:
    """One event a year at most, with this probability."""

    probability: float

    def __post_init__(self) -> None:
        checking.share(probability=self.probability)

    def expected(self) -> float:
        """Events in an average year."""
        return self.probability


@dataclass(frozen=True)
class QuantifiedRisk:
    """A risk under a stable key (its reference): the key alone decides which chance it meets."""

    key: str
    frequency: Poisson | Bernoulli
    loss: Distribution

    def __post_init__(self) -> None:
        if not self.key:
            raise checking.InvalidEstimate("key", "must name the risk")

    def expected_loss(self) -> float:
        """The mean annual loss in closed form (a rate and an amount are independent)."""
        return self.frequency.expected() * self.loss.mean()


def at_rate(key: str, rate: float, loss: Distribution) -> QuantifiedRisk:
    """A risk whose number of events a year is Poisson with a known rate."""
    return QuantifiedRisk(key, Poisson(Constant(rate)), loss)
