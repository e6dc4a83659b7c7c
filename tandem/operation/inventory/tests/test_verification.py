"""Rounds: whoever holds an item says whether it is there, and what is confirmed was compared."""

from datetime import date
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.verification.entries.models import VerificationEntry
from tandem.operation.inventory.verification.entries.register import VERIFICATION_ENTRIES
from tandem.operation.inventory.verification.models import VerificationRound
from tandem.operation.inventory.verification.register import VERIFICATION_ROUNDS
from tests.cast import Cast

TODAY = date(2026, 3, 2)


def item(home: Cast, title: str, **values: object) -> Any:
    return writing.create(home.actor("ben"), ITEMS, {"title": title, "is_ci": True, "location": "Oslo", **values})


def running(home: Cast, **values: object) -> Any:
    described = {"title": "Spring", "due": "2026-04-01", "location": "oslo", "owner": home.users["ada"].pk, **values}
    made = writing.create(home.actor("ben"), VERIFICATION_ROUNDS, described)
    return writing.transition(home.actor("ben"), VERIFICATION_ROUNDS, made.reference, "begin")


def answer(home: Cast, who: str, step: str, **values: object) -> Any:
    entry = VerificationEntry.objects.filter(state="asked").order_by("pk").first()
    return writing.transition(home.actor(who), VERIFICATION_ENTRIES, entry.reference, step, values)


def test_round_asks_who_holds_else_who_owns_each_item_there(home: Cast) -> None:
    item(home, "held", holder=home.users["finn"].pk, owner=home.users["ben"].pk)
    item(home, "owned", owner=home.users["ben"].pk)
    item(home, "nobody's")
    item(home, "elsewhere", location="Bergen")
    this = running(home)
    asked = VerificationEntry.objects.order_by("pk").values_list("title", "owner__name")
    assert list(asked) == [("held", "Finn"), ("owned", "Ben"), ("nobody's", "Ada")]
    assert this.asked_items == 3


def test_staff_confirm_what_they_hold_and_nothing_else(home: Cast) -> None:
    held = item(home, "held", holder=home.users["finn"].pk)
    running(home)
    answer(home, "finn", "confirm")
    now = Item.objects.get(pk=held.pk)
    assert (now.last_check, now.verified_by, now.altered_on) == (TODAY, home.users["finn"], None)
    item(home, "other", owner=home.users["ben"].pk, location="Rome")
    running(home, location="Rome")
    with pytest.raises((NotPermitted, NotFound)):
        answer(home, "finn", "confirm")
    assert VerificationEntry.objects.filter(state="asked").count() == 1


def test_round_closes_when_all_have_answered(home: Cast) -> None:
    held = item(home, "held")
    this = running(home)
    with pytest.raises(Invalid):
        writing.transition(home.actor("ada"), VERIFICATION_ROUNDS, this.reference, "close", {"result": "All there"})
    assert VerificationRound.objects.get().state == "running"
    answer(home, "ada", "differ", difference="Stands in Bergen")
    assert Item.objects.get(pk=held.pk).verified_by is None
    done = writing.transition(home.actor("ada"), VERIFICATION_ROUNDS, this.reference, "close", {"result": "One moved"})
    assert (done.state, done.closed_on) == ("closed", TODAY)


def test_round_without_items_does_not_begin(home: Cast) -> None:
    with pytest.raises(Invalid):
        running(home)
    assert VerificationRound.objects.get().state == "planned"
