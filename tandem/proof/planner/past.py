"""What the organization's own work took, check by check, against the hours declared for it.

Actions made of the plan keep the hours declared for them; whoever finishes one says how many it took. What a check will
take follows from its own past, or from that of all together where it has none and there is enough of it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tandem.ground.kernel.models import Action

SOURCE: Final = "checks"  # the source of such an action is a check, named by its key, or a requirement to be judged
BY_HAND: Final = "judge "
LONGEST: Final = 40
FEWEST_TOGETHER: Final = 5  # finished actions from which the past of all together says something
LEAST, MOST = 0.25, 4.0  # a few actions say no more than that


def source_of(key: str) -> str:
    """The reference under which the source of an action is known."""
    return key.removeprefix(BY_HAND)[:LONGEST]


@dataclass(frozen=True, slots=True)
class Past:
    """How many actions were finished, for how many hours declared, and how many they took."""

    done: int = 0
    declared: float = 0.0
    taken: float = 0.0

    @property
    def factor(self) -> float:
        """What an hour declared took; 1 while nothing was finished."""
        return min(max(self.taken / self.declared, LEAST), MOST) if self.declared else 1.0

    def __add__(self, other: "Past") -> "Past":
        """Both together."""
        return Past(self.done + other.done, self.declared + other.declared, self.taken + other.taken)


@dataclass(frozen=True, slots=True)
class Experience:
    """The past of each check that has one, by the reference of its actions, and of all together."""

    by_source: Mapping[str, Past] = field(default_factory=dict)
    together: Past = Past()

    def of(self, key: str) -> Past:
        """The past by which the effort of a check or a judgement is reckoned; without actions where there is none."""
        own = self.by_source.get(source_of(key))
        if own is not None:
            return own
        return self.together if self.together.done >= FEWEST_TOGETHER else Past()


def experience() -> Experience:
    """What the active organization has finished, as far as the hours were said."""
    finished = Action.objects.filter(source_register=SOURCE, state="done", declared_hours__gt=0, hours__gt=0)
    by_source: dict[str, Past] = defaultdict(Past)
    for source, declared, taken in finished.values_list("source_reference", "declared_hours", "hours").order_by():
        by_source[source] += Past(1, float(declared), float(taken))
    return Experience(dict(by_source), sum(by_source.values(), Past()))
