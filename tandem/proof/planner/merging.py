"""What two separate systems keep twice, and what becomes of it in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from tandem.ground.catalogue.strict import converted
from tandem.ground.catalogue.yaml_text import read_bytes
from tandem.library_words import LISTS, by_language, translated
from tandem.proof.conformity.declarations import Check
from tandem.proof.planner.past import Experience

FILE = Path(__file__).with_name("merging.yaml")


class Merge(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing kept twice: what is kept of it, and the requirements of both standards that ask for it."""

    key: str
    title: str
    keep: str
    requirements: list[str]


class Merges(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    format: str
    about: str
    merges: list[Merge]


@dataclass(frozen=True, slots=True)
class Merging:
    """One thing to merge, the shared checks that look at it, and the hours of putting it together.

    Each check that both ask costs its effort once more: one's records are put to the other's.
    """

    merge: Merge
    checks: tuple[Check, ...]
    hours: float


@by_language
def merges() -> tuple[Merge, ...]:
    """Everything that two systems keep twice, in the order of the clauses."""
    document = read_bytes(FILE.read_bytes(), FILE.name)
    return tuple(converted(document, translated(document.data, LISTS), Merges).merges)


def mergings(shared: Sequence[Check], known: Experience | None = None) -> tuple[Merging, ...]:
    """What is to be merged where these checks are asked by both; each check counts in the first that names it."""
    past = known or Experience()
    left = list(shared)
    merged = []
    for merge in merges():
        mine = tuple(check for check in left if not set(check.serves).isdisjoint(merge.requirements))
        left = [check for check in left if check not in mine]
        merged.append(Merging(merge, mine, sum(check.effort * past.of(check.key).factor for check in mine)))
    return tuple(merged)
