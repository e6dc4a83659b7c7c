"""An approval in stages: how many have to agree at each, in their order, and who decides in whose place.

Pure functions of what was decided; whoever keeps decisions asks them which stage is open and whose word counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of an approval: so many people have to agree, of those named or of everybody who may."""

    key: str
    quorum: int = 1
    people: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.quorum < 1 or (self.people and self.quorum > len(self.people)):
            raise ValueError(f"Stage “{self.key}” can never be complete.")


@dataclass(frozen=True, slots=True)
class Delegation:
    """From one day through another one user decides in another's place."""

    of: int
    to: int
    begins: date
    ends: date

    def holds_on(self, day: date) -> bool:
        """True on its first and last day and between."""
        return self.begins <= day <= self.ends


@dataclass(frozen=True, slots=True)
class Decision:
    """Who agreed at which stage, on which day; in whose place, when not in their own."""

    stage: str
    user: int
    on: date
    place_of: int | None = None

    @property
    def counts_for(self) -> int:
        """The user whose word it is."""
        return self.user if self.place_of is None else self.place_of


def stands_for(user: int, delegations: Iterable[Delegation], day: date) -> frozenset[int]:
    """Everybody in whose place a user may decide on a day, themselves among them; a delegation is not passed on."""
    return frozenset({user, *(item.of for item in delegations if item.to == user and item.holds_on(day))})


def may_decide(
    user: int,
    stage: Stage,
    decisions: Iterable[Decision],
    delegations: Iterable[Delegation],
    apart: Iterable[int],
    day: date,
) -> frozenset[int]:
    """In whose place a user may agree at a stage; nobody's when empty.

    Whoever is apart (wrote, owns or asked) neither decides nor is decided for, and each word and each head counts once.
    """
    kept = [decision for decision in decisions if decision.stage == stage.key]
    away = set(apart)
    if user in away or any(decision.user == user for decision in kept):
        return frozenset()
    places = stands_for(user, delegations, day) - away - {decision.counts_for for decision in kept}
    return places & stage.people if stage.people else places


def open_stage(stages: Sequence[Stage], decisions: Iterable[Decision]) -> Stage | None:
    """The first stage that lacks somebody's agreement; None once every one is complete."""
    agreed: dict[str, set[int]] = {}
    for decision in decisions:
        agreed.setdefault(decision.stage, set()).add(decision.counts_for)
    return next((stage for stage in stages if len(_of(stage, agreed)) < stage.quorum), None)


def _of(stage: Stage, agreed: dict[str, set[int]]) -> set[int]:
    words = agreed.get(stage.key, set())
    return words & stage.people if stage.people else words
