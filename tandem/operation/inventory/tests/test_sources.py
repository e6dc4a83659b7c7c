"""What agents found: known again by marks, believed by rank, and what was not understood is said."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.relations.models import ItemRelation
from tandem.operation.inventory.sources import bringing
from tandem.operation.inventory.sources.devices import read
from tandem.operation.inventory.sources.register import ITEM_SOURCES
from tests.cast import Cast

WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "BEGIN")
XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<REQUEST><CONTENT>
<BIOS><SSN>640HP72</SSN><SMANUFACTURER>Maker</SMANUFACTURER><SMODEL>13</SMODEL></BIOS>
<HARDWARE><NAME>laptop-7</NAME><UUID>4c4c4544</UUID></HARDWARE>
<NETWORKS><MACADDR>44:85:00:2B:90:BC</MACADDR><TYPE>wifi</TYPE><IPADDRESS>10.0.0.7</IPADDRESS></NETWORKS>
<NETWORKS><MACADDR>00:00:00:00:00:00</MACADDR><TYPE>loopback</TYPE></NETWORKS>
<SOUNDS><NAME>Audio</NAME></SOUNDS>
</CONTENT><DEVICEID>laptop-7-2026</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"""


def told(**content: Any) -> bytes:
    bios = {"ssn": "640HP72", "smanufacturer": "Maker", "smodel": "13"}
    hardware = {"name": "laptop-7", "uuid": "4c4c4544"}
    cards = [
        {"mac": "44-85-00-2b-90-bc", "type": "wifi", "ipaddress": "10.0.0.7"},
        {"mac": "00:00:00:00:00:00", "type": "loopback"},
    ]
    parts = {"bios": bios, "hardware": hardware, "networks": cards, "sounds": [{"name": "Audio"}], **content}
    return json.dumps({"deviceid": "laptop-7-2026", "content": parts}).encode()


def source(home: Cast, title: str = "Agent", **values: object) -> Any:
    return writing.create(home.actor("ada"), ITEM_SOURCES, {"title": title, "rank": 3, **values})


def bring(home: Cast, source: Any, *files: bytes) -> list[bringing.Outcome]:
    return bringing.bring(home.actor("ben"), source, [(f"{place}.json", data) for place, data in enumerate(files)])[0]


def only_item() -> Any:
    return Item.objects.get()


def test_xml_and_json_tell_of_the_same_device() -> None:
    assert read("a.xml", XML) == read("a.json", told())
    device = read("a.xml", XML)
    assert (device.serial_number, device.macs, device.address) == ("640HP72", ["44:85:00:2b:90:bc"], "10.0.0.7")
    assert device.not_understood == ["sounds"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"content": 3}',
        b'{"content": {}}',
        b"<a>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"[" * 100_000,
        b'{"content": ' + b"9" * 5_000 + b"}",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_inventory_is_refused_in_words(home: Cast, data: bytes) -> None:
    outcome = bring(home, source(home), data)[0]
    assert outcome.action == "refused" and "0.json" in outcome.why
    assert not Item.objects.exists()


def test_the_same_file_again_changes_nothing(home: Cast) -> None:
    agent = source(home)
    assert bring(home, agent, told())[0].action == "new"
    version = only_item().version
    again = bring(home, agent, told())[0]
    assert (again.action, again.known_by, only_item().version) == ("unchanged", "serial_number", version)


@pytest.mark.parametrize(
    ("mark", "value"),
    [
        ("serial_number", "640hp72"),
        ("mac_addresses", ["44:85:00:2B:90:BC"]),
        ("external_id", "LAPTOP-7-2026"),
        ("title", "Laptop-7"),
    ],
)
def test_device_is_known_again_by_each_mark(home: Cast, mark: str, value: Any) -> None:
    writing.create(home.actor("ben"), ITEMS, {"title": "Somebody's laptop", mark: value})
    assert bring(home, source(home), told())[0].known_by == mark
    assert Item.objects.count() == 1


def test_marked_item_of_the_same_name_is_another_one(home: Cast) -> None:
    writing.create(home.actor("ben"), ITEMS, {"title": "laptop-7", "serial_number": "OTHER"})
    assert bring(home, source(home), told())[0].action == "new"
    assert Item.objects.count() == 2


def test_mark_of_several_items_is_said_and_none_is_taken(home: Cast) -> None:
    for title in ("one", "two"):
        writing.create(home.actor("ben"), ITEMS, {"title": title, "serial_number": "640HP72"})
    outcome = bring(home, source(home), told())[0]
    assert (outcome.action, outcome.known_by) == ("left-out", "serial_number")
    assert "ITEM-1, ITEM-2" in outcome.why
    assert list(Item.objects.values_list("maker", flat=True)) == ["", ""]


def test_placeholder_is_no_mark(home: Cast) -> None:
    agent = source(home)
    filled = {"ssn": "To be filled by O.E.M.", "assettag": "Default string"}
    bring(home, agent, told(bios=filled))
    assert (only_item().serial_number, only_item().asset_tag) == ("", "")


def test_what_somebody_wrote_stays_unless_the_source_is_above_hands(home: Cast) -> None:
    writing.create(home.actor("ben"), ITEMS, {"title": "laptop-7", "serial_number": "640HP72", "maker": "By hand"})
    outcome = bring(home, source(home), told())[0]
    assert ("maker", "By hand", "Maker 13", "") in outcome.kept
    assert only_item().maker == "By hand"
    bring(home, source(home, "Sure", is_above_hands=True), told())
    assert only_item().maker == "Maker 13"


def test_source_of_lower_rank_does_not_overwrite_the_better_one(home: Cast) -> None:
    better, worse = source(home, "Better", rank=1), source(home, "Worse", rank=9)
    bring(home, better, told())
    other = told(bios={"ssn": "640HP72", "smanufacturer": "Other", "smodel": "14"})
    outcome = bring(home, worse, other)[0]
    assert ("maker", "Maker 13", "Other 14", "Better") in outcome.kept
    assert only_item().maker == "Maker 13"
    bring(home, better, other)
    assert only_item().maker == "Other 14"


def test_hand_takes_the_field_over_from_the_source(home: Cast) -> None:
    agent = source(home)
    bring(home, agent, told())
    writing.change(home.actor("ben"), ITEMS, only_item().reference, {"maker": "By hand"})
    bring(home, agent, told())
    assert only_item().maker == "By hand"


def test_dry_run_says_all_and_writes_nothing(home: Cast) -> None:
    outcomes = bringing.preview(home.actor("ben"), source(home), [("a.json", told())])
    assert outcomes[0].action == "new"
    assert not Item.objects.exists()


def test_guests_come_with_their_relation_and_it_goes_with_them(home: Cast) -> None:
    agent, guest = source(home), {"name": "db", "uuid": "7e64b4b09941", "vmtype": "docker"}
    outcome = bring(home, agent, told(virtualmachines=[guest]))[0]
    assert (outcome.relations_new, [part.title for part in outcome.parts]) == (1, ["db"])
    relation = ItemRelation.objects.get()
    assert (relation.origin, relation.found_by, relation.kind, relation.item.title) == (
        "found",
        "Agent",
        "runs-on",
        "db",
    )
    assert bring(home, agent, told())[0].relations_gone == 1
    assert not ItemRelation.objects.exists()
    assert Item.objects.count() == 2


def test_retired_item_that_is_found_is_said(home: Cast) -> None:
    made = writing.create(home.actor("ben"), ITEMS, {"title": "laptop-7", "serial_number": "640HP72"})
    writing.transition(home.actor("ben"), ITEMS, made.reference, "retire", {"disposed_how": "Sold to staff"})
    assert bring(home, source(home), told())[0].action == "left-out"
    assert only_item().maker == ""


def test_source_that_adds_nothing_adds_nothing(home: Cast) -> None:
    assert bring(home, source(home, creates=False), told())[0].action == "left-out"
    assert not Item.objects.exists()


def test_reader_brings_nothing(home: Cast) -> None:
    agent = source(home)
    with pytest.raises(NotPermitted):
        bringing.bring(home.actor("cleo"), agent, [("a.json", told())])
    assert not Item.objects.exists()


def test_unknown_source_names_those_that_there_are(home: Cast) -> None:
    source(home)
    with pytest.raises(Invalid, match="Agent"):
        bringing.source_named("Other")


def test_what_agents_found_is_tried_out_without_writing_and_taken_back_as_a_whole(home: Cast) -> None:
    agent, screen = source(home, "Agent"), {"name": "Screen", "serial": "S1"}
    bring(home, agent, told())
    files = [("a.json", told(monitors=[screen])), ("b.json", told(bios={"ssn": "NEW1"}, monitors=[screen]))]
    with CaptureQueriesContext(connection) as caught:
        tried = bringing.preview(home.actor("ben"), agent, files)
    assert [query["sql"][:60] for query in caught if query["sql"].startswith(WRITES)] == []
    before = list(Item.objects.order_by("pk").values_list("reference", "title", "serial_number"))
    done, number = bringing.bring(home.actor("ben"), agent, files)
    assert [(outcome.action, outcome.reference, outcome.relations_new) for outcome in tried] == [
        (outcome.action, outcome.reference, outcome.relations_new) for outcome in done
    ]
    runs.take_back(home.actor("ben"), ImportRun.objects.get(pk=number))
    assert list(Item.objects.order_by("pk").values_list("reference", "title", "serial_number")) == before
    assert ItemRelation.objects.count() == 0
