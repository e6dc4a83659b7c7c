"""The first thing that does not hold."""

from dataclasses import dataclass

from tandem.ground.ledger.leaves import Row


class BrokenLedger(RuntimeError):
    """Something that does not hold stopped the sealing or the writing; nothing was signed over it."""


@dataclass(slots=True)
class Broken(Exception):
    """What does not hold, in words; with the place in the tree and the primary key of the entry where there is one."""

    problem: str
    place: int | None = None
    entry_id: int | None = None


def broken(row: Row, wrong: str) -> Broken:
    """An entry that does not hold, and why."""
    place = row.leaf_index if isinstance(row.leaf_index, int) else None
    return Broken(f"{row} does not hold: {wrong}.", place, row.id)


def sentence(wrong: str) -> str:
    """What is wrong as a sentence."""
    return f"{wrong[0].upper()}{wrong[1:]}."
