"""What an import did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How many things a file brought, changed, left as they were and no longer has.

    `left_out` names what in it was not used, and why; `holds` counts in words what it is made of.
    """

    name: str
    created: int
    updated: int
    unchanged: int
    removed: int = 0
    left_out: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
