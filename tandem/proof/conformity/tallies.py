"""What was found when a measure was taken: how many, and which."""

from dataclasses import dataclass
from typing import Final

MOST_ITEMS: Final = 50
LONGEST_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class Item:
    """A record as evidence, or as an offender."""

    register: str
    record_id: int
    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records are good, too old, too little to judge and bad; the newest of each; how many the register keeps.

    `evidence` are the newest 50 that are good, `offenders` the newest 50 of the others. Of graded controls
    `in_use` counts those among the good that nobody tested yet.
    """

    good: int = 0
    old: int = 0
    bad: int = 0
    kept: int = 0
    thin: int = 0
    in_use: int = 0
    evidence: tuple[Item, ...] = ()
    offenders: tuple[Item, ...] = ()

    @property
    def total(self) -> int:
        """How many records were looked at."""
        return self.good + self.old + self.bad + self.thin


def title_of(text: object) -> str:
    """A title short enough to stand on one line."""
    line = " ".join(str(text or "").split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"
