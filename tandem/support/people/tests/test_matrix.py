"""Required against held competence."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.support.people.competences.matrix import against, holders_of, matrix_of
from tandem.support.people.competences.models import Competence
from tandem.support.people.competences.register import COMPETENCES
from tandem.support.people.models import Person
from tandem.support.people.register import PEOPLE
from tests.cast import Cast

TODAY = date(2026, 3, 2)


def person(key: int, name: str, *roles: str) -> Any:
    return SimpleNamespace(pk=key, title=name, roles=list(roles))


def line(key: int, title: str, role: str, held: str = "yes", days: int | None = None) -> Any:
    until = TODAY + timedelta(days=days) if days is not None else None
    given = {"person_id": key, "title": title, "role": role, "held": held, "valid_until": until}
    return SimpleNamespace(reference=f"COMP-{key}", evidence="Seen", step="", step_due=None, **given)


def stands(people: list[Any], lines: list[Any]) -> dict[str, list[str]]:
    matrix = against("R", {each.title for each in lines}, people, lines, TODAY)
    return {each.title: [cell.stands for cell in cells] for each, cells in matrix.rows}


def test_who_has_the_role_is_held_against_all_it_requires() -> None:
    people = [person(2, "Robin", "Backup"), person(1, "Kim", "Backup")]
    lines = [line(1, "Tapes", "Backup", "partly"), line(1, "Restore", "Backup")]
    assert stands(people, lines) == {"Kim": ["held", "partly"], "Robin": ["unlisted", "unlisted"]}
    matrix = against("Backup", ["Tapes", "Restore"], people, lines, TODAY)
    assert (matrix.required, matrix.gaps) == (("Restore", "Tapes"), 3)


@pytest.mark.django_db
def test_a_role_is_held_by_whom_it_is_listed_with_and_by_whoever_has_it(home: Cast) -> None:
    kim, robin, alex = (
        writing.create(home.actor("ada"), PEOPLE, {"title": name, "roles": roles})
        for name, roles in (("Kim", []), ("Robin", ["Backup"]), ("Alex", ["Desk"]))
    )
    for role, title in (("Backup", "Restore"), ("", "Writing")):
        writing.create(home.actor("ada"), COMPETENCES, {"person": kim.reference, "title": title, "role": role})
    everybody, lines = Person.objects.order_by("pk"), Competence.objects.all()
    holders = holders_of(everybody, lines)
    assert holders == {"": {kim.pk}, "Backup": {kim.pk, robin.pk}}
    matrix = matrix_of("Backup", everybody, lines, holders["Backup"], TODAY)
    assert [(each.title, cells[0].stands) for each, cells in matrix.rows] == [("Kim", "no"), ("Robin", "unlisted")]
    assert holders_of(everybody.filter(pk=alex.pk), lines) == {}


def test_certificates_run_out() -> None:
    lines = [line(1, "A", "R", days=-1), line(1, "B", "R", days=0), line(1, "C", "R", days=61), line(1, "D", "R", "no")]
    assert stands([person(1, "Kim")], lines) == {"Kim": ["expired", "soon", "held", "no"]}


def test_a_renewed_certificate_counts() -> None:
    lines = [line(1, "A", "R", days=300), line(1, "A", "R", days=-1)]
    assert stands([person(1, "Kim")], lines) == {"Kim": ["held"]}
