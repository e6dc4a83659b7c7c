"""What was found when a measure was taken: how many, and which."""

from dataclasses import dataclass
from typing import Any, Final

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
    """How many records are good, too old and offending; the newest of each, at most 50; how many the register keeps."""

    good: int = 0
    old: int = 0
    bad: int = 0
    kept: int = 0
    evidence: tuple[Item, ...] = ()
    offenders: tuple[Item, ...] = ()

    @property
    def total(self) -> int:
        """How many records were looked at."""
        return self.good + self.old + self.bad

    def as_data(self) -> dict[str, Any]:
        """Plain data that `of_data` reads back."""
        return {
            "counts": [self.good, self.old, self.bad, self.kept],
            "evidence": [[item.register, item.record_id, item.reference, item.title] for item in self.evidence],
            "offenders": [[item.register, item.record_id, item.reference, item.title] for item in self.offenders],
        }

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Tally":
        """The tally that `as_data` wrote."""
        good, old, bad, kept = data["counts"]
        evidence, offenders = (tuple(Item(*row) for row in data[name]) for name in ("evidence", "offenders"))
        return cls(good, old, bad, kept, evidence, offenders)


def title_of(text: object) -> str:
    """A title short enough to stand on one line."""
    line = " ".join(str(text or "").split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"
