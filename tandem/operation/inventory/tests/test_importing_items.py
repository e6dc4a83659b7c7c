"""Rows of a spreadsheet are known again by the marks of an item before its name."""

from typing import Any

from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import read_table
from tandem.ground.kernel import writing
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.register import ITEMS
from tests.cast import Cast


def bring(home: Cast, folder: Any, text: str) -> importing.Outcome:
    path = folder / "items.csv"
    path.write_text(text, encoding="utf-8")
    table = importing.likeliest(ITEMS, read_table(path, path.name))
    mapping = importing.proposed_mapping(ITEMS, table)
    return importing.bring(home.actor("ada").via("import"), ITEMS, table, mapping, Options())


def test_row_is_known_again_by_its_serial_number_then_by_its_asset_tag(home: Cast, tmp_path: Any) -> None:
    for title, mark in (("one", {"serial_number": "S-1"}), ("two", {"asset_tag": "T-2"})):
        writing.create(home.actor("ben"), ITEMS, {"title": title, **mark})
    text = "Name,Serial,Asset Tag,Location\nrenamed,s-1,,Oslo\nother,S-2,T-2,Bergen\nnew,S-3,T-3,Rome\n"
    outcome = bring(home, tmp_path, text)
    assert (outcome.new, outcome.changed, outcome.errors) == (1, 2, [])
    rows = Item.objects.order_by("pk").values_list("title", "serial_number", "asset_tag", "location")
    assert list(rows) == [
        ("renamed", "s-1", "", "Oslo"),
        ("other", "S-2", "T-2", "Bergen"),
        ("new", "S-3", "T-3", "Rome"),
    ]


def test_row_with_an_unknown_mark_is_not_the_marked_item_of_its_name(home: Cast, tmp_path: Any) -> None:
    writing.create(home.actor("ben"), ITEMS, {"title": "laptop", "serial_number": "S-1"})
    writing.create(home.actor("ben"), ITEMS, {"title": "phone"})
    outcome = bring(home, tmp_path, "Name,Serial,Location\nlaptop,S-2,Oslo\nphone,S-3,Rome\n")
    assert (outcome.new, outcome.changed) == (1, 1)
    rows = Item.objects.order_by("pk").values_list("title", "serial_number")
    assert list(rows) == [("laptop", "S-1"), ("phone", "S-3"), ("laptop", "S-2")]
