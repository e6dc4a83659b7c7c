"""Units and sites are records: people name theirs, old words find them, and who heads one is above its people."""

import importlib
import json
from typing import Any

import pytest
from django.apps import apps

from tandem.ground.kernel import jobs, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns import independence
from tandem.ground.kernel.patterns.spreading import AT_ONCE
from tandem.ground.ledger.models import Entry
from tandem.support.people.models import Person
from tandem.support.people.register import PEOPLE
from tandem.support.people.sites.register import SITES
from tandem.support.people.units.models import OrganizationalUnit
from tandem.support.people.units.register import UNITS
from tests.cast import Cast

CARRY = importlib.import_module("tandem.support.people.migrations.0009_words_become_units")


def unit(home: Cast, title: str, **values: Any) -> Any:
    return writing.create(home.actor("ada"), UNITS, {"title": title, **values})


def person(home: Cast, title: str, **values: Any) -> Any:
    return writing.create(home.actor("ada"), PEOPLE, {"title": title, **values})


def named(record: Any) -> tuple[str, str]:
    """The word and the unit of a person as they are kept."""
    kept = Person.objects.select_related("works_in").get(pk=record.pk)
    return kept.unit, kept.works_in.title if kept.works_in else ""


def test_word_and_unit_of_a_person_say_the_same(home: Cast) -> None:
    operations, sales = unit(home, "Operations"), unit(home, "Sales")
    kim = person(home, "Kim", unit="operations")
    assert named(kim) == ("operations", "Operations")
    for values, expected in (
        ({"works_in": sales}, ("Sales", "Sales")),
        ({"unit": "Operations"}, ("Operations", "Operations")),
        ({"unit": "Night shift"}, ("Night shift", "")),
        ({"works_in": operations, "unit": "Sales"}, ("Operations", "Operations")),
        ({"works_in": None}, ("", "")),
    ):
        writing.change(home.actor("ada"), PEOPLE, kim.reference, values)
        assert named(kim) == expected


def test_a_unit_that_comes_later_has_the_people_who_named_it(home: Cast) -> None:
    kim = person(home, "Kim", unit="nattøkt på ÅS")
    night = unit(home, "Nattøkt på Ås")
    assert named(kim) == ("Nattøkt på Ås", "Nattøkt på Ås")
    writing.change(home.actor("ada"), UNITS, night.reference, {"title": "Late shift"})
    assert named(kim) == ("Late shift", "Late shift")


def test_many_who_named_it_have_it_soon_after(home: Cast) -> None:
    rows = [{"title": f"Person {number}", "unit": "night shift"} for number in range(AT_ONCE + 1)]
    writing.create_many(home.actor("ada"), PEOPLE, rows)
    night = unit(home, "Night shift")
    assert not Person.objects.filter(works_in=night).exists()
    jobs.run_all()
    assert Person.objects.filter(works_in=night, unit="Night shift").count() == AT_ONCE + 1


def test_who_heads_a_unit_is_above_its_people(home: Cast) -> None:
    ada, ben = (person(home, name.title(), user=home.users[name]) for name in ("ada", "ben"))
    firm = unit(home, "Firm", head=ada)
    desk = unit(home, "Desk", parent=firm, head=ben)
    cleo = person(home, "Cleo", user=home.users["cleo"], works_in=desk)
    writing.change(home.actor("ada"), PEOPLE, ben.reference, {"works_in": desk})
    numbers = {name: home.users[name].pk for name in ("ada", "ben", "cleo")}
    assert independence.line_above(numbers["cleo"]) == (numbers["ben"], numbers["ada"])
    writing.change(home.actor("ada"), PEOPLE, cleo.reference, {"manager": ada})
    assert independence.line_above(numbers["cleo"]) == (numbers["ada"],)


def test_a_unit_is_no_part_of_itself_and_called_by_one_name(home: Cast) -> None:
    firm = unit(home, "Firm")
    desk = unit(home, "Desk", parent=firm)
    for values, field in (({"parent": desk}, "parent"), ({"parent": firm}, "parent"), ({"title": "desk"}, "title")):
        with pytest.raises(Invalid) as refused:
            writing.change(home.actor("ada"), UNITS, firm.reference, values)
        assert list(refused.value.problems) == [field]
    assert OrganizationalUnit.objects.get(pk=firm.pk).parent is None


@pytest.mark.parametrize(
    ("register", "field", "step"), [(UNITS, "works_in", "dissolve"), (SITES, "works_at", "give-up")]
)
def test_what_people_work_in_or_at_is_not_ended(home: Cast, register: Any, field: str, step: str) -> None:
    place = writing.create(home.actor("ada"), register, {"title": "Bergen"})
    kim = person(home, "Kim", **{field: place})
    with pytest.raises(Invalid, match="there are 1"):
        writing.transition(home.actor("ada"), register, place.reference, step, reason="Sold")
    writing.change(home.actor("ada"), PEOPLE, kim.reference, {field: None})
    assert writing.transition(home.actor("ada"), register, place.reference, step, reason="Sold").state != place.state
    with pytest.raises(Invalid):
        person(home, "Robin", **{field: place})


def test_a_site_has_the_clocks_of_the_organization_unless_it_says_others(home: Cast) -> None:
    assert writing.create(home.actor("ada"), SITES, {"title": "A"}).time_zone == home.home.time_zone
    with pytest.raises(Invalid, match="no time zone"):
        writing.create(home.actor("ada"), SITES, {"title": "B", "time_zone": "Bergen"})


def test_words_of_people_become_units_through_the_ledger(home: Cast) -> None:
    known = [person(home, name, unit=word) for name, word in (("A", " Ås"), ("B", "ås"), ("C", ""), ("D", "Sales"))]
    CARRY.carry_over(apps, None)
    assert list(OrganizationalUnit.objects.order_by("pk").values_list("reference", "title")) == [
        ("UNIT-1", "Ås"),
        ("UNIT-2", "Sales"),
    ]
    assert [named(one) for one in known] == [("Ås", "Ås"), ("Ås", "Ås"), ("", ""), ("Sales", "Sales")]
    entry = Entry.objects.filter(register="people", record_id=known[1].pk).order_by("-pk")[0]
    assert (entry.action, json.loads(entry.state)["unit"]) == ("migrated", "Ås")
