"""Whatever a field of any kind may hold is the same once it was written as CSV, workbook or JSON and read again."""

import io
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import models
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.ground.exchange import exporting
from tandem.ground.exchange.conversion import Options, convert, spelling_of
from tandem.ground.exchange.reading import read_table
from tandem.ground.exchange.rows import Silent
from tandem.ground.kernel import fields, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.values import coerce

VIENNA = ZoneInfo("Europe/Vienna")
ACTOR = Actor(1, "manager", "Ada", None, "import", VIENNA)
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
OURS = Options(date_order="", is_ours=True)
WRITERS = {"csv": exporting._write_csv, "xlsx": exporting._write_xlsx, "json": exporting._write_json}
CHOICES = ["unknown", "n/a", "-", "none", "null", "yes", "0", "2026-01-02", "True"]
AWKWARD = ["unknown", "N/A", "-", "=1+1", "'x", "5.10", "1-2", "TRUE", "1,5", "٣", "a; b", "3%"]
AWKWARD += ["2026-01-02", "\ufeffx", "0012"]
NAMED = {"record", "person", "records", "reference"}  # what names others is tried with records there are

text = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30)
plain = st.text(st.characters(categories=("L", "N", "Zs")), max_size=12)
structures = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | plain,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(plain, parts, max_size=3),
    max_leaves=6,
)
amounts = st.decimals(-(10**9), 10**9, places=2)
days = st.dates(date(1900, 3, 1), date(2100, 1, 1))
moments = st.datetimes(datetime(1970, 1, 2), datetime(2025, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
KINDS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "text": (models.CharField(max_length=60, blank=True), text),
    "long": (models.TextField(blank=True), text | st.just("two\nlines\n\n* and more")),
    "choice": (models.CharField(choices=[(key, f"It is {key}") for key in CHOICES]), st.sampled_from(CHOICES)),
    "boolean": (models.BooleanField(null=True), st.booleans()),
    "words": (fields.Words(blank=True), st.lists(text, max_size=3)),
    "structure": (fields.Structure(blank=True, default=dict), structures.filter(lambda part: isinstance(part, dict))),
    "number": (models.IntegerField(null=True, blank=True), st.none() | st.integers(-(10**9), 10**9)),
    "level": (fields.Level(null=True, blank=True), st.integers(0, 25)),
    "duration": (fields.Duration(null=True, blank=True), st.integers(0, 1_200)),
    "figure": (models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True), st.none() | amounts),
    "money": (fields.Money(max_digits=14, decimal_places=2, null=True, blank=True), amounts),
    "percentage": (
        fields.Percentage(max_digits=6, decimal_places=2, null=True, blank=True),
        st.decimals(0, 100, places=2),
    ),
    "day": (models.DateField(null=True, blank=True), st.none() | days),
    "moment": (models.DateTimeField(null=True, blank=True), st.none() | moments),
    "period": (
        fields.Vague(blank=True),
        days.map(str) | days.map(lambda day: f"{day:%Y-%m}") | days.map(lambda day: str(day.year)),
    ),
}
rows = st.lists(st.tuples(*(drawn for _field, drawn in KINDS.values())), min_size=1, max_size=12)
for name, (model_field, _drawn) in KINDS.items():
    model_field.name = name


def kept(name: str, drawn: Any) -> Any:
    """What the gate keeps of a value."""
    return coerce(KINDS[name][0], drawn, VIENNA, takes_keys=False)


def there_and_back(form: str, table: list[list[Any]]) -> list[list[Any]]:
    """The values once they were written and read."""
    actions, names = registers.find("actions"), ["reference", "created_at", "updated_at", *KINDS]
    target = io.BytesIO()
    lines = ([f"ACT-{place}", NOW, NOW, *row] for place, row in enumerate(table))
    with patch.object(exporting, "headings", lambda register: {name: name for name in names}):
        WRITERS[form](target, ACTOR, actions, names, lines)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t.{form}"
        path.write_bytes(target.getvalue())
        sheet = read_table(path, path.name).main()
        places = {header: place for place, header in enumerate(sheet.headers)}
        return [[_read(name, row.values, places) for name in KINDS] for row in sheet.rows]


def _read(name: str, cells: Any, places: dict[str, int]) -> Any:
    place = places.get(name, len(cells))
    raw = cells[place] if place < len(cells) else None
    raw = None if isinstance(raw, Silent) else raw  # what JSON leaves out
    field = KINDS[name][0]
    return kept(name, convert(field, raw, OURS, spelling_of(field, [raw], OURS)))


def test_every_kind_of_field_is_tried() -> None:
    assert {*KINDS, *NAMED} == {*table.KINDS}


@pytest.mark.parametrize("form", WRITERS)
@given(drawn=rows)
@settings(max_examples=8, deadline=None)
def test_what_any_kind_holds_comes_back(form: str, drawn: list[tuple[Any, ...]]) -> None:
    table = [[kept(name, value) for name, value in zip(KINDS, row, strict=True)] for row in drawn]
    back = there_and_back(form, table)
    for before, after in zip(table, back, strict=True):
        if form == "xlsx":  # a spreadsheet keeps its times to the second
            before = [value.replace(microsecond=0) if isinstance(value, datetime) else value for value in before]
            after = [value.replace(microsecond=0) if isinstance(value, datetime) else value for value in after]
        assert dict(zip(KINDS, after, strict=True)) == dict(zip(KINDS, before, strict=True))
