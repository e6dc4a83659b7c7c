"""Every kind of field has a way to be shown, of model fields and of own fields alike."""

from decimal import Decimal

import pytest
from django.test import Client

from tandem.faces.web import display, showing, wording
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.models import FieldDefinition
from tests.cast import Cast


def test_every_kind_is_shown() -> None:
    assert {*table.KINDS, "state", "worded"} == set(showing.WRITERS)


@pytest.mark.parametrize(
    ("kind", "kept", "shown"),
    [
        ("text", "<b>", "&lt;b&gt;"),
        ("number", 12500, "12,500"),
        ("number", "0.25", "0.25"),
        ("date", "2026-03-31", "31 Mar 2026"),
        ("boolean", False, "no"),
        ("choice", "red", "red"),
    ],
)
def test_own_values_look_like_those_of_model_fields(home: Cast, kind: str, kept: object, shown: str) -> None:
    item = FieldDefinition(register="risks", key="mine", label="Mine", kind=kind, choices=["red"])
    shape = display.column_of_own(item)
    assert shown in showing.value(shape, kept, "home", "risks")


def test_a_duration_is_shown_in_its_unit(home: Cast) -> None:
    client = Client()
    client.force_login(home.users["ada"])
    client.post("/home/services/new/", {"title": "Mail", "owner": str(home.users["ben"].pk), "review_months": "6"})
    assert "6 months" in client.get("/home/services/SVC-1/").content.decode()


def test_keys_in_a_list_are_ticked_and_read_by_their_words(home: Cast) -> None:
    client = Client()
    client.force_login(home.users["ada"])
    sent = {"title": "Fire", "kind": "accidental", "item_kinds": ["", "facility", "hardware"]}
    client.post("/home/threats/new/", sent)
    read = client.get("/home/threats/THREAT-1/").content.decode()
    assert '<span class="chip">Room or site</span> <span class="chip">Hardware</span>' in read
    asked = client.get("/home/threats/THREAT-1/edit/").content.decode()
    assert 'name="item_kinds" value="facility" checked> Room or site' in asked
    assert 'name="item_kinds" value="software"> Software' in asked
    client.post("/home/threats/THREAT-1/edit/", {**sent, "item_kinds": "", "version": "1"})
    assert "Room or site" not in client.get("/home/threats/THREAT-1/").content.decode().partition("props")[2][:900]


@pytest.mark.parametrize(
    ("held", "shown"),
    [("0.10", "0.10"), ("333.3", "333.30"), ("12000.00", "12,000"), ("-5.5", "-5.50"), ("0", "0"), ("1.255", "1.255")],
)
def test_an_amount_shows_all_of_its_cents_or_none(held: str, shown: str) -> None:
    assert wording.amount(Decimal(held)) == shown
