"""Joining and leaving become actions, once, for whoever does them."""

from datetime import timedelta
from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Action
from tandem.support.people.checklists.models import ChecklistStep
from tandem.support.people.checklists.register import CHECKLIST_STEPS
from tandem.support.people.register import PEOPLE
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def step(home: Cast, title: str, moment: str, **values: Any) -> Any:
    given = {"title": title, "moment": moment, "owner": home.users["ada"], **values}
    return writing.create(home.actor("ada"), CHECKLIST_STEPS, given)


def person(home: Cast, **values: Any) -> Any:
    return writing.create(home.actor("ada"), PEOPLE, {"title": "Kim", **values})


def test_joining_becomes_actions_once(home: Cast) -> None:
    day = home.actor("ada").today + timedelta(days=10)
    step(home, "Account", "joining", days=-2)
    step(home, "Confirm what you hold", "joining", days=3, doer="person")
    step(home, "Take back", "leaving")
    kim = person(home, user=home.users["ben"], began_on=day)
    for _time in range(2):
        writing.transition(home.actor("ada"), PEOPLE, kim.reference, "begin-joining")
    rows = Action.objects.order_by("due").values_list("title", "due", "owner__name", "source_reference")
    assert list(rows) == [
        ("Kim: Account", day - timedelta(days=2), "Ada", kim.reference),
        ("Kim: Confirm what you hold", day + timedelta(days=3), "Ben", kim.reference),
    ]


def test_leaving_makes_what_is_not_there_yet(home: Cast) -> None:
    today = home.actor("ada").today
    boss = person(home, title="Boss", user=home.users["ben"])
    kim = person(home, manager=boss)
    step(home, "Take back", "leaving", doer="manager")
    writing.transition(home.actor("ada"), PEOPLE, kim.reference, "begin-leaving", {"left_on": today})
    step(home, "Accounts", "leaving")
    gone = {"left_on": today, "has_returned": True}
    writing.transition(home.actor("ada"), PEOPLE, kim.reference, "leave", gone)
    assert list(Action.objects.order_by("pk").values_list("title", "owner__name", "due")) == [
        ("Kim: Take back", "Ben", today),
        ("Kim: Accounts", "Ada", today),
    ]


def test_nobody_has_left_before_their_last_day(home: Cast) -> None:
    kim, today = person(home), home.actor("ada").today
    gone = {"left_on": today + timedelta(days=1), "has_returned": True}
    with pytest.raises(Invalid, match="still to come"):
        writing.transition(home.actor("ada"), PEOPLE, kim.reference, "leave", gone)
    kim.refresh_from_db()
    assert (kim.state, kim.left_on) == ("active", None)


def test_retired_steps_make_nothing(home: Cast) -> None:
    old = step(home, "Fax", "joining")
    writing.transition(home.actor("ada"), CHECKLIST_STEPS, old.reference, "retire")
    told = {"began_on": home.actor("ada").today}
    writing.transition(home.actor("ada"), PEOPLE, person(home).reference, "begin-joining", told)
    assert not Action.objects.exists()


def test_a_step_has_an_owner(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        step(home, "Account", "joining", owner=None)
    assert list(refused.value.problems) == ["owner"]
    assert not ChecklistStep.objects.exists()


def test_who_confirms_or_takes_back_finds_what_is_held_listed(home: Cast) -> None:
    items = registers.find("items")
    assert items is not None
    ada, ben = home.actor("ada"), home.users["ben"]
    for title, holder in (("Laptop", ben), ("Key of the room", ben), ("Elsewhere", home.users["ada"])):
        writing.create(ada, items, {"title": title, "holder": holder})
    step(home, "Confirm what you hold", "leaving", doer="person", details="Say what is missing.")
    step(home, "Accounts", "leaving", days=1, details="Remote access first.")
    kim = person(home, user=ben)
    writing.transition(ada, PEOPLE, kim.reference, "begin-leaving", {"left_on": ada.today})
    confirm, accounts = Action.objects.order_by("due")
    assert confirm.details.startswith("Say what is missing.") and confirm.details.count("- ITEM-") == 2
    assert "Laptop" in confirm.details and "Elsewhere" not in confirm.details
    assert (confirm.owner, accounts.details) == (ben, "Remote access first.")
