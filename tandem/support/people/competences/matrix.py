"""Required against held competence: by role, what each who has it must be able to do, and how that stands.

A role requires what is listed for it with anybody; whoever has the role and lacks the line has a gap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SOON = timedelta(days=60)
GAPS = frozenset({"no", "partly", "expired", "unlisted"})


@dataclass(frozen=True, slots=True)
class Cell:
    """How one person stands with one competence: held, soon, expired, partly, no, or unlisted."""

    stands: str
    reference: str = ""
    evidence: str = ""
    valid_until: date | None = None
    step: str = ""
    step_due: date | None = None

    @property
    def is_gap(self) -> bool:
        """True when something is still to be done."""
        return self.stands in GAPS


@dataclass(frozen=True, slots=True)
class RoleMatrix:
    """One role: the competences it requires, and a row of cells for each person who has it."""

    role: str
    required: tuple[str, ...]
    rows: tuple[tuple[Any, tuple[Cell, ...]], ...]

    @property
    def gaps(self) -> int:
        """How many cells are gaps."""
        return sum(cell.is_gap for _person, cells in self.rows for cell in cells)


def matrices(people: Iterable[Any], competences: Iterable[Any], today: date) -> list[RoleMatrix]:
    """The matrix of each role, by name, over these people."""
    present = {person.pk: person for person in people}
    lines = [one for one in competences if one.person_id in present]
    required: dict[str, dict[str, None]] = {}
    holders: dict[str, set[int]] = {}
    held: dict[tuple[int, str], Any] = {}
    for line in lines:
        required.setdefault(line.role, {})[line.title] = None
        holders.setdefault(line.role, set()).add(line.person_id)
        held[line.person_id, line.title] = _better(held.get((line.person_id, line.title)), line, today)
    for person in present.values():
        for role in person.roles:
            holders.setdefault(role, set()).add(person.pk)
    return [
        _matrix(role, tuple(sorted(required[role])), holders[role], present, held, today) for role in sorted(required)
    ]


def _better(earlier: Any, line: Any, today: date) -> Any:
    """Of two lines of one competence the one that holds."""
    order = ("no", "expired", "partly", "soon", "held")
    if earlier is None:
        return line
    return max(earlier, line, key=lambda one: order.index(_stands(one, today)))


def _matrix(
    role: str,
    required: tuple[str, ...],
    holders: set[int],
    present: Mapping[int, Any],
    held: Mapping[tuple[int, str], Any],
    today: date,
) -> RoleMatrix:
    people = sorted((present[pk] for pk in holders), key=lambda person: str(person.title).casefold())
    rows = ((person, tuple(_cell(held.get((person.pk, title)), today) for title in required)) for person in people)
    return RoleMatrix(role, required, tuple(rows))


def _cell(line: Any, today: date) -> Cell:
    if line is None:
        return Cell("unlisted")
    return Cell(_stands(line, today), line.reference, line.evidence, line.valid_until, line.step, line.step_due)


def _stands(line: Any, today: date) -> str:
    if line.held != "yes":
        return str(line.held)
    if line.valid_until is None or line.valid_until > today + SOON:
        return "held"
    return "soon" if line.valid_until >= today else "expired"
