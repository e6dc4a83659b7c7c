"""Required against held competence: by role, what each who has it must be able to do, and how that stands.

A role requires what is listed for it with anybody; whoever has the role and lacks the line has a gap.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

SOON = timedelta(days=60)
OF_PERSON = ("pk", "title", "reference")
OF_LINE = ("person_id", "title", "reference", "held", "evidence", "valid_until", "step", "step_due")
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


def holders_of(people: QuerySet[Any], competences: QuerySet[Any]) -> dict[str, set[int]]:
    """By role that requires something, by name, the keys of those of these people who have it."""
    present = dict(people.values_list("pk", "roles"))
    listed = competences.filter(person__in=people).order_by("role").values_list("role", "person_id").distinct()
    holders: dict[str, set[int]] = {}
    for role, person in listed:
        holders.setdefault(role, set()).add(person)
    for person, roles in present.items():
        for role in roles:
            if role in holders:
                holders[role].add(person)
    return dict(sorted(holders.items()))


def matrix_of(
    role: str, people: QuerySet[Any], competences: QuerySet[Any], holders: set[int], today: date
) -> RoleMatrix:
    """The matrix of one role over those of these people who have it; it reads what the role requires and no more."""
    having = [person for person in people.values_list(*OF_PERSON, named=True) if person.pk in holders]
    theirs = competences.filter(person__in=people)
    required = set(theirs.filter(role=role).values_list("title", flat=True))
    lines = theirs.filter(title__in=required).order_by("pk").values_list(*OF_LINE, named=True)
    return against(role, required, having, lines, today)


def matrices(people: QuerySet[Any], competences: QuerySet[Any], today: date) -> list[RoleMatrix]:
    """The matrix of each role, by name, over these people."""
    holders = holders_of(people, competences)
    return [matrix_of(role, people, competences, having, today) for role, having in holders.items()]


def against(role: str, required: Iterable[str], people: Iterable[Any], lines: Iterable[Any], today: date) -> RoleMatrix:
    """Each of these people, by name, against what the role requires."""
    held: dict[tuple[int, str], Any] = {}
    for line in lines:
        held[line.person_id, line.title] = _better(held.get((line.person_id, line.title)), line, today)
    titles = tuple(sorted(required))
    by_name = sorted(people, key=lambda person: str(person.title).casefold())
    rows = ((person, tuple(_cell(held.get((person.pk, title)), today) for title in titles)) for person in by_name)
    return RoleMatrix(role, titles, tuple(rows))


def _better(earlier: Any, line: Any, today: date) -> Any:
    """Of two lines of one competence the one that holds."""
    order = ("no", "expired", "partly", "soon", "held")
    if earlier is None:
        return line
    return max(earlier, line, key=lambda one: order.index(_stands(one, today)))


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
