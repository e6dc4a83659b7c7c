"""Required against held competence."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from tandem.support.people.competences.matrix import matrices

TODAY = date(2026, 3, 2)


def person(key: int, name: str, *roles: str) -> Any:
    return SimpleNamespace(pk=key, title=name, roles=list(roles))


def line(key: int, title: str, role: str, held: str = "yes", days: int | None = None) -> Any:
    until = TODAY + timedelta(days=days) if days is not None else None
    given = {"person_id": key, "title": title, "role": role, "held": held, "valid_until": until}
    return SimpleNamespace(reference=f"COMP-{key}", evidence="Seen", step="", step_due=None, **given)


def stands(people: list[Any], lines: list[Any]) -> dict[str, list[str]]:
    (found,) = matrices(people, lines, TODAY)
    return {one.title: [cell.stands for cell in cells] for one, cells in found.rows}


def test_who_has_the_role_is_held_against_all_it_requires() -> None:
    people = [person(1, "Kim", "Backup"), person(2, "Robin", "Backup"), person(3, "Alex", "Desk")]
    lines = [line(1, "Restore", "Backup"), line(1, "Tapes", "Backup", "partly")]
    assert stands(people, lines) == {"Kim": ["held", "partly"], "Robin": ["unlisted", "unlisted"]}
    (found,) = matrices(people, lines, TODAY)
    assert (found.required, found.gaps) == (("Restore", "Tapes"), 3)


def test_certificates_run_out() -> None:
    lines = [line(1, "A", "R", days=-1), line(1, "B", "R", days=0), line(1, "C", "R", days=61), line(1, "D", "R", "no")]
    assert stands([person(1, "Kim")], lines) == {"Kim": ["expired", "soon", "held", "no"]}


def test_a_renewed_certificate_counts() -> None:
    lines = [line(1, "A", "R", days=300), line(1, "A", "R", days=-1)]
    assert stands([person(1, "Kim")], lines) == {"Kim": ["held"]}


def test_who_is_gone_requires_nothing() -> None:
    assert matrices([], [line(1, "A", "R")], TODAY) == []
