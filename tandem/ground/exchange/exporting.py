"""A register as CSV, XLSX or JSON: the same records and figures as its list."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from tandem.ground.kernel import lists, own_fields
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 2_000


def export(actor: Actor, register: Register, query: lists.Query, form: str) -> IO[bytes]:
    """The records a query selects, in the order of their references, as a file opened for reading."""
    target: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024)  # noqa: SIM115  the caller closes it
    columns = columns_of(register)
    rows = _rows(actor, register, query, columns)
    {"csv": _write_csv, "xlsx": _write_xlsx, "json": _write_json}[form](target, register, columns, rows)
    target.seek(0)
    return target


def columns_of(register: Register) -> list[str]:
    """Names of the exported columns: those an import takes back, and the computed ones."""
    names = ("reference", "external_id", *register.shown, "tags", "created_at", "updated_at")
    own = [own_fields.PREFIX + item.key for item in own_fields.defined(register.key)]
    return [*dict.fromkeys(names), *own]


def _rows(actor: Actor, register: Register, query: lists.Query, columns: list[str]) -> Iterator[list[Any]]:
    records = lists.filtered(actor, register, query).order_by("pk")
    plain = [name for name in columns if not name.startswith(own_fields.PREFIX)]
    own_keys = [name.removeprefix(own_fields.PREFIX) for name in columns if name.startswith(own_fields.PREFIX)]
    paths = [_path(register, name) for name in plain]
    for row in records.values_list(*paths, "own").iterator(chunk_size=CHUNK):
        values = list(row[:-1])
        own = row[-1] or {}
        yield [*(_plain(value, actor) for value in values), *(own.get(key) for key in own_keys)]


def _path(register: Register, name: str) -> str:
    """Persons by e-mail address and records by reference, as an import reads them."""
    field = register.field(name)
    return table.of(field).path(field)


def _plain(value: Any, actor: Actor) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(actor.zone).replace(tzinfo=None)
    return ", ".join(str(part) for part in value) if isinstance(value, list) else value


def _label(register: Register, name: str) -> str:
    return name if name.startswith(own_fields.PREFIX) else str(register.label(name))


def _write_csv(target: IO[bytes], register: Register, columns: list[str], rows: Iterator[list[Any]]) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([_label(register, name) for name in columns])
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    text.detach()


def _cell(value: Any) -> Any:
    """A value as a spreadsheet may open it: what looks like a formula is marked as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def _write_xlsx(target: IO[bytes], register: Register, columns: list[str], rows: Iterator[list[Any]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet(str(register.title)[:31])
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(columns) - 1, 18)
        for place, name in enumerate(columns):
            sheet.write_string(0, place, _label(register, name), bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                _write_cell(sheet, last, place, value, moment)
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _write_cell(sheet: Any, line: int, place: int, value: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(line, place, "yes" if value else "no")
    elif isinstance(value, datetime):
        sheet.write_datetime(line, place, value, moment)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, place, value)
    else:
        sheet.write_string(line, place, str(value)[:32_767])


def _write_json(target: IO[bytes], register: Register, columns: list[str], rows: Iterator[list[Any]]) -> None:
    target.write(b"[")
    for place, row in enumerate(rows):
        told = {name: value for name, value in zip(columns, row, strict=True) if value is not None}
        target.write((b",\n" if place else b"\n") + json.dumps(told, ensure_ascii=False, default=_json).encode())
    target.write(b"\n]\n")


def _json(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
