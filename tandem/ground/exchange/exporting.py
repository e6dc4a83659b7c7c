"""A register as CSV, XLSX or JSON: the same records and figures as its list, as an import takes them back."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext_lazy

from tandem.ground.exchange.sheets import sheet_name
from tandem.ground.kernel import lists, own_fields, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.records import RecordQuerySet
from tandem.ground.kernel.registers import Register

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
GUARDED = FORMULA_STARTS + tuple(f"'{sign}" for sign in (*FORMULA_STARTS, "'"))  # an import takes one mark off
LONGEST_CELL = 32_767
CHUNK = 2_000

UNITS = {"minutes": gettext_lazy("minutes"), "hours": gettext_lazy("hours")}  # months and days stand in their labels


def export(actor: Actor, register: Register, query: lists.Query, form: str) -> IO[bytes]:
    """The records a query selects, in the order of their references, as a file opened for reading."""
    target: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024)  # noqa: SIM115  the caller closes it
    columns = columns_of(register)
    rows = _rows(register, lists.filtered(actor, register, query), columns)
    {"csv": _write_csv, "xlsx": _write_xlsx, "json": _write_json}[form](target, actor, register, columns, rows)
    target.seek(0)
    return target


def columns_of(register: Register) -> list[str]:
    """Names of the exported columns: those an import takes back, and the computed ones."""
    names = ("reference", "external_id", *register.shown, "tags", "created_at", "updated_at")
    own = [own_fields.PREFIX + item.key for item in own_fields.defined(register.key)]
    return [*dict.fromkeys(names), *own]


def headings(register: Register) -> dict[str, str]:
    """Heading by column; a word that two columns would share is followed by the name of the field."""
    labels = {name: _label(register, name) for name in columns_of(register)}
    words = [label.casefold() for label in labels.values()]
    return {
        name: label if words.count(label.casefold()) == 1 else f"{label} ({name})" for name, label in labels.items()
    }


def spoken(actor: Actor, register: Register, references: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What an export says of these records, by reference and column, before it is put into a form."""
    columns = columns_of(register)
    records = permissions.visible(actor, register).filter(reference__in=list(references))
    return {row[0]: dict(zip(columns, row, strict=True)) for row in _rows(register, records, columns)}


def _rows(register: Register, records: RecordQuerySet, columns: list[str]) -> Iterator[list[Any]]:
    plain = [name for name in columns if not name.startswith(own_fields.PREFIX)]
    own_keys = [name.removeprefix(own_fields.PREFIX) for name in columns if name.startswith(own_fields.PREFIX)]
    paths = [_path(register, name) for name in plain]
    for row in records.order_by("pk").values_list(*paths, "own").iterator(chunk_size=CHUNK):
        own = row[-1] or {}
        yield [*row[:-1], *(own.get(key) for key in own_keys)]


def _path(register: Register, name: str) -> str:
    """Persons by e-mail address and records by reference, as an import reads them."""
    field = register.field(name)
    return table.of(field).path(field)


def _label(register: Register, name: str) -> str:
    """What a column is called, with the unit of its durations where the words do not say it."""
    if name.startswith(own_fields.PREFIX):
        return name
    label, unit = str(register.label(name)), UNITS.get(getattr(register.field(name), "unit", ""), "")
    return f"{label} ({unit})" if unit and str(unit) not in label else label


def text_of(value: Any, actor: Actor) -> str:
    """A value as text that an import reads as the same: times with their offset, lists by commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(actor.zone).isoformat(sep=" ")
    if isinstance(value, list) and all(isinstance(part, str) and not {",", ";"} & set(part) for part in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _write_csv(
    target: IO[bytes], actor: Actor, register: Register, columns: list[str], rows: Iterator[list[Any]]
) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(headings(register).values())
    for row in rows:
        writer.writerow([_guarded(text_of(value, actor)) if value not in (None, "") else "" for value in row])
    text.detach()


def _guarded(text: str) -> str:
    """Text as a spreadsheet may open it: what looks like a formula is marked as text."""
    return "'" + text if text.startswith(GUARDED) else text


def _write_xlsx(
    target: IO[bytes], actor: Actor, register: Register, columns: list[str], rows: Iterator[list[Any]]
) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet(sheet_name(str(register.title), set()))
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(columns) - 1, 18)
        for place, heading in enumerate(headings(register).values()):
            sheet.write_string(0, place, heading, bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                _write_cell(sheet, last, place, value, moment, actor)
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _write_cell(sheet: Any, line: int, place: int, value: Any, moment: Any, actor: Actor) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        _write_moment(sheet, line, place, value, moment, actor)
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(line, place, value)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, place, value)
    else:
        sheet.write_string(line, place, text_of(value, actor)[:LONGEST_CELL])


def _write_moment(sheet: Any, line: int, place: int, value: datetime, moment: Any, actor: Actor) -> None:
    """A time as a spreadsheet's own, to the second; one that occurs twice on that day with its offset, as text."""
    local = value.astimezone(actor.zone)
    occurs_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    if occurs_twice or local.year < 1900:
        sheet.write_string(line, place, text_of(value, actor))
    else:
        sheet.write_datetime(line, place, local.replace(tzinfo=None, microsecond=0), moment)


def _write_json(
    target: IO[bytes], actor: Actor, register: Register, columns: list[str], rows: Iterator[list[Any]]
) -> None:
    target.write(b"[")
    for place, row in enumerate(rows):
        told = {name: in_json(value, actor) for name, value in zip(columns, row, strict=True) if value is not None}
        target.write((b",\n" if place else b"\n") + json.dumps(told, ensure_ascii=False).encode())
    target.write(b"\n]\n")


def in_json(value: Any, actor: Actor) -> Any:
    """A value as JSON holds it: times with their offset."""
    if isinstance(value, datetime):
        return value.astimezone(actor.zone).isoformat()
    return value if isinstance(value, bool | int | float | str | list | dict) else str(value)
