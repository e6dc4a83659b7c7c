"""What lies in a scope: one thing, one place, a reason where it is outside or where the other scope differs."""

import importlib
from typing import Any

import pytest
from django.apps import apps

from tandem.direction.scope.parts.models import ScopePart
from tandem.direction.scope.parts.register import SCOPE_PARTS
from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.direction.scope.sides import beside_each_other
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.registers import declared
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

CARRY = importlib.import_module("tandem.direction.scope.migrations.0006_words_become_units_and_sites")


@pytest.fixture
def systems(home: Cast) -> tuple[Any, Any]:
    """Of service management and of information security."""
    made = [
        writing.create(home.actor("ada"), MANAGEMENT_SYSTEMS, {"title": standard, "standard": standard})
        for standard in ("iso-20000-1:2018", "iso-27001:2022")
    ]
    return made[0], made[1]


def part(home: Cast, system: Any, **values: Any) -> Any:
    given = {"system": system, "kind": "site", "title": "Bergen", **values}
    return writing.create(home.actor("ada"), SCOPE_PARTS, given)


def decide(home: Cast, made: Any, **values: Any) -> Any:
    return writing.transition(home.actor("ada"), SCOPE_PARTS, made.reference, "decide", values)


def service(home: Cast) -> Any:
    register = registers.find("services")
    assert register is not None
    return writing.create(home.actor("ada"), register, {"title": "Mail"})


def test_a_part_is_called_by_the_thing_it_is_about(home: Cast, systems: tuple[Any, Any]) -> None:
    made = part(home, systems[0], kind="service", service=service(home), title="")
    assert made.title == "Mail"
    assert decide(home, made).decided_by == home.users["ada"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "service"}, "service"),
        ({"kind": "site", "title": " "}, "title"),
        ({"place": "outside"}, "reason"),
    ],
)
def test_what_it_has_to_say_is_named(home: Cast, systems: tuple[Any, Any], values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        part(home, systems[0], **values)
    assert list(refused.value.problems) == [field]
    assert not SCOPE_PARTS.model.objects.exists()


def test_a_thing_of_another_kind_is_refused(home: Cast, systems: tuple[Any, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        part(home, systems[0], kind="site", service=service(home))
    assert list(refused.value.problems) == ["service"]


def test_a_service_has_one_place_in_a_scope_until_that_has_ended(home: Cast, systems: tuple[Any, Any]) -> None:
    mail = service(home)
    first = part(home, systems[0], kind="service", service=mail)
    with pytest.raises(Invalid, match="kept already"):
        part(home, systems[0], kind="service", service=mail)
    writing.transition(home.actor("ada"), SCOPE_PARTS, first.reference, "end", reason="Sold")
    assert part(home, systems[0], kind="service", service=mail).state == "proposed"


def test_what_the_other_scope_decides_otherwise_needs_its_reason(home: Cast, systems: tuple[Any, Any]) -> None:
    decide(home, part(home, systems[0], place="outside", reason="Nobody works there for customers"))
    inside = part(home, systems[1])
    with pytest.raises(Invalid) as refused:
        decide(home, inside)
    assert list(refused.value.problems) == ["reason"]
    assert SCOPE_PARTS.model.objects.get(pk=inside.pk).state == "proposed"
    assert decide(home, inside, reason="Papers are kept there").state == "decided"


def test_what_was_decided_stands(home: Cast, systems: tuple[Any, Any]) -> None:
    made = decide(home, part(home, systems[0]))
    with pytest.raises(Invalid):
        writing.change(home.actor("ada"), SCOPE_PARTS, made.reference, {"place": "outside", "reason": "Sold"})
    assert SCOPE_PARTS.model.objects.get(pk=made.pk).place == "inside"


@pytest.mark.parametrize("name", ["ben", "cleo", "finn", "gil"])
def test_only_managers_write_a_scope(home: Cast, systems: tuple[Any, Any], name: str) -> None:
    with pytest.raises(NotPermitted):
        writing.create(home.actor(name), SCOPE_PARTS, {"system": systems[0], "kind": "site", "title": "Bergen"})
    assert not SCOPE_PARTS.model.objects.exists()


def test_a_site_in_words_is_the_record_of_that_title(home: Cast, systems: tuple[Any, Any]) -> None:
    site = writing.create(home.actor("ada"), declared("sites"), {"title": "Bergen"})
    assert part(home, systems[0], title="bergen").site == site
    with pytest.raises(Invalid, match="kept already"):
        part(home, systems[0], title="", site=site)
    assert part(home, systems[0], title="Premises of customers").site is None


def test_scopes_stand_beside_each_other_with_what_differs_and_what_is_open(
    home: Cast, systems: tuple[Any, Any]
) -> None:
    ada = home.actor("ada")
    firm = writing.create(ada, declared("units"), {"title": "Firm"})
    writing.create(ada, declared("units"), {"title": "Desk", "parent": firm})
    bergen = writing.create(ada, declared("sites"), {"title": "Bergen"})
    for system in systems:
        decide(home, part(home, system, kind="unit", title="", unit=firm))
    decide(home, part(home, systems[0], title="", site=bergen))
    decide(home, part(home, systems[1], title="", site=bergen, place="outside", reason="Only papers lie there"))
    part(home, systems[0], title="Depot")
    shown = beside_each_other(ada)
    assert {row.title: [(side.place, side.through) for side in row.sides] for row in shown.rows} == {
        "Firm": [("inside", ""), ("inside", "")],
        "Desk": [("inside", "Firm"), ("inside", "Firm")],
        "Bergen": [("inside", ""), ("outside", "")],
        "Depot": [("inside", ""), ("", "")],
    }
    assert [row.title for row in shown.noted("differs")] == ["Bergen"]
    assert [row.title for row in shown.noted("is_open")] == ["Depot"]
    writing.transition(ada, declared("sites"), bergen.reference, "give-up", reason="Sold")
    assert [row.title for row in beside_each_other(ada).noted("is_past")] == ["Bergen"]


def test_words_of_scopes_become_units_and_sites_through_the_ledger(home: Cast, systems: tuple[Any, Any]) -> None:
    parts = [part(home, system, kind=kind, title="Oslo") for system in systems for kind in ("site", "unit")]
    parts.append(part(home, systems[0], kind="site", title="Oslo"))
    CARRY.carry_over(apps, None)
    kept = [ScopePart.objects.get(pk=part.pk) for part in parts]
    assert [
        (scope_part.site and scope_part.site.reference, scope_part.unit and scope_part.unit.reference)
        for scope_part in kept
    ] == [
        ("SITE-1", None),
        (None, "UNIT-1"),
        ("SITE-1", None),
        (None, "UNIT-1"),
        (None, None),
    ]
    assert Entry.objects.filter(register="scope-parts", record_id=parts[0].pk).order_by("-pk")[0].action == "migrated"
