"""One risk as it is simulated: how often an event comes, what an event costs, and what a treatment leaves of both."""

from dataclasses import dataclass, replace

from tandem.direction.losses.simulation import checking
from tandem.direction.losses.simulation.distributions import Distribution

MOST_EVENTS = 10_000.0


@dataclass(frozen=True)
class Poisson:
    """Any number of events a year; `rate` is how many to expect, and may itself be a range."""

    rate: Distribution

    def __post_init__(self) -> None:
        if self.rate.mean() > MOST_EVENTS:
            raise checking.InvalidEstimate("rate", checking.TOO_MANY, most=checking.plain(MOST_EVENTS))

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
class Treatment:
    """What is left once a treatment works, and what it costs each year."""

    frequency: Poisson | Bernoulli
    loss: Distribution
    cost: float = 0.0

    def __post_init__(self) -> None:
        checking.at_least(0, cost=self.cost)


@dataclass(frozen=True)
class QuantifiedRisk:
    """A risk under a stable key (its reference): the key alone decides which chance it meets."""

    key: str
    frequency: Poisson | Bernoulli
    loss: Distribution
    treatment: Treatment | None = None

    def __post_init__(self) -> None:
        if not self.key:
            raise checking.InvalidEstimate("key", checking.NO_KEY)
        if self.treatment and type(self.treatment.frequency) is not type(self.frequency):
            raise checking.InvalidEstimate("frequency", checking.OTHER_KIND)

    def expected_loss(self) -> float:
        """The mean annual loss in closed form (a rate and an amount are independent)."""
        return self.frequency.expected() * self.loss.mean()

    @property
    def treated(self) -> "QuantifiedRisk | None":
        """The risk as the treatment leaves it; None without one."""
        if self.treatment is None:
            return None
        return replace(self, frequency=self.treatment.frequency, loss=self.treatment.loss, treatment=None)

    @property
    def variants(self) -> "list[QuantifiedRisk]":
        """The risk before its treatment and, if there is one, after."""
        return [self, self.treated] if self.treated else [self]
