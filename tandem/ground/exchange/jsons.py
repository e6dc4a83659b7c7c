"""Reading records from JSON: a list of objects, an object that holds lists or numbers of them, one object a line."""

import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.exchange.heads import legible
from tandem.ground.exchange.rows import Row, Rows, Silent
from tandem.ground.exchange.texts import MOST_ROWS, encoding_to_use
from tandem.ground.exchange.unusable import UnusableFile

ABSENT = Silent()
OURS = frozenset({"reference", "created_at", "updated_at"})  # every record of an export of ours has these
DEEPEST = 4
KEY = "key"  # heading of the numbers under which an object holds its records
Record = tuple[int, Any]


def is_json(start: bytes) -> bool:
    """Whether a file begins as JSON does."""
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        start = start[: len(start) // 2 * 2].decode("utf-16", errors="ignore").encode()
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") or (text.startswith(b"[") and text[1:].lstrip()[:1] in (b"{", b"[", b"]"))


def tables(path: Path, name: str, encoding: str) -> list[tuple[str, tuple[str, ...], Rows]]:
    """Name, headings and rows of each list of records; UnusableFile says where the file is wrong."""
    text = path.read_text(encoding=encoding_to_use(path, encoding)).removeprefix("\ufeff")
    start = _skip(text, 0)
    if re.fullmatch(r"\[\s*\]\s*", text[start:]):
        raise UnusableFile(_("The list in this file is empty; there is nothing to import."))
    if text[start] == "[":
        rows = _in_list(text, start)
        return [_table(name, _by_heading(rows) if text[start + 1 :].lstrip()[:1] == "[" else rows)]
    whole, end, line = _value(text, start, 1)
    if _skip(text, end) < len(text):
        return [_table(name, _one_a_line(text, start))]
    if records := _columns(whole) or _headed(whole) or _keyed(whole):
        return [_table(name, records)]
    lists = dict(_lists(whole, ""))
    if not lists:
        return [_table(name, iter([(line, whole)]))]
    return [_table(key, ((place, record) for place, record in enumerate(found, 1))) for key, found in lists.items()]


def _by_heading(rows: Iterator[Record]) -> Iterator[Record]:
    """Lists of cells below a list of headings, as records."""
    heading: list[str] = []
    for line, row in rows:
        if not isinstance(row, list):
            raise UnusableFile(_("Line %(line)d: the list holds something that is no row of cells.") % {"line": line})
        if heading:
            yield line, {name: cell for name, cell in zip(heading, row, strict=False) if cell is not None}
        heading = heading or [str(cell) for cell in row]


def _columns(whole: Any) -> Iterator[Record] | None:
    """Records of an object that holds its columns as lists of one length; None for anything else."""
    columns = list(whole.values()) if isinstance(whole, dict) else []
    plain = all(
        isinstance(column, list) and not any(isinstance(cell, dict | list) for cell in column) for column in columns
    )
    if len(columns) < 2 or not plain or len({len(column) for column in columns}) != 1:
        return None
    return ((line, dict(zip(whole, cells, strict=True))) for line, cells in enumerate(zip(*columns, strict=True), 1))


def _headed(whole: dict[str, Any]) -> Iterator[Record] | None:
    """Records of an object that holds a list of headings and a list of rows as wide as it; None for anything else."""
    headings = next((part for part in whole.values() if part and _is_of(part, str)), None)
    rows = next((part for part in whole.values() if part and _is_of(part, list)), None)
    if headings is None or rows is None or any(len(row) != len(headings) for row in rows):
        return None
    return _by_heading(enumerate([headings, *rows]))


def _keyed(whole: dict[str, Any]) -> Iterator[Record] | None:
    """Records of an object that holds each under its number, which becomes a column; None for anything else."""
    records = list(whole.values())
    if len(records) < 2 or not _is_of(records, dict):
        return None
    shared, names = set(records[0]).intersection(*records), set().union(*records)
    if not shared or any(len(record) < len(names) / 2 or not _says_anything(record) for record in records):
        return None
    return ((place, {KEY: key} | record) for place, (key, record) in enumerate(whole.items(), 1))


def _says_anything(record: dict[str, Any]) -> bool:
    return any(not isinstance(value, dict | list) for value in record.values())


def _is_of(part: Any, kind: type) -> bool:
    return isinstance(part, list) and all(isinstance(item, kind) for item in part)


def _lists(value: dict[str, Any], above: str) -> Iterator[tuple[str, list[Any]]]:
    for key, part in value.items():
        name = f"{above}.{key}" if above else key
        if isinstance(part, list) and part and all(isinstance(item, dict) for item in part):
            yield name, part
        elif isinstance(part, dict) and above.count(".") < DEEPEST:
            yield from _lists(part, name)


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    return place


_decoder = json.JSONDecoder()


def _value(text: str, place: int, line: int, *, is_by_line: bool = False) -> tuple[Any, int, int]:
    """The value at a place, where it ends, and its line; where each has a line of its own, that line is wrong."""
    try:
        value, end = _decoder.raw_decode(text, place)
    except (ValueError, RecursionError) as error:
        at = error.pos if isinstance(error, json.JSONDecodeError) else place
        wrong = line if is_by_line else line + text.count("\n", place, min(at, len(text.rstrip())))
        why = _why(error)
        raise UnusableFile(_("Line %(line)d of the file is no JSON: %(why)s.") % {"line": wrong, "why": why}) from error
    return value, end, line


def _why(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return _("it is nested too deeply") if isinstance(error, RecursionError) else _("a number in it is far too long")


def _in_list(text: str, start: int) -> Iterator[Record]:
    place, line, last = _skip(text, start + 1), 1, start + 1
    line += text.count("\n", 0, last)
    while place < len(text) and text[place] != "]":
        line += text.count("\n", last, place)
        last = place
        value, end, begins = _value(text, place, line)
        yield begins, value
        place = _skip(text, end)
        if text[place : place + 1] == ",":
            place = _skip(text, place + 1)
        elif place < len(text) and text[place] != "]":
            raise UnusableFile(_("Line %(line)d of the file is no JSON: a comma is missing.") % {"line": line})
    if place >= len(text):
        raise UnusableFile(_("The file is cut off: its list does not end."))


def _one_a_line(text: str, start: int) -> Iterator[Record]:
    place, line, last, is_by_line = start, 1, 0, False
    while place < len(text):
        line += text.count("\n", last, place)
        last = place
        value, end, begins = _value(text, place, line, is_by_line=is_by_line)
        is_by_line = "\n" not in text[place:end]
        yield begins, value
        place = _skip(text, end)


def _table(name: str, records: Iterator[Record]) -> tuple[str, tuple[str, ...], Rows]:
    columns: dict[str, int] = {}
    rows = Rows()
    for line, record in records:
        if not isinstance(record, dict):
            raise UnusableFile(_("Line %(line)d: the list holds something that is no record.") % {"line": line})
        if len(rows) >= MOST_ROWS:
            raise UnusableFile(_("At most %(most)d rows can be read at once.") % {"most": MOST_ROWS})
        flat = record if record.keys() >= OURS else dict(_flat(record, "", 0))
        told = {legible(key): value for key, value in flat.items()}
        for key in told:
            columns.setdefault(key, len(columns))
        rows.add(Row(line, tuple(_cell(told.get(key, ABSENT)) for key in columns)))
    return name, tuple(columns), rows


def _cell(value: Any) -> Any:
    return legible(json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value)


def _flat(record: dict[str, Any], above: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Objects within an object as columns of their own; lists of plain values stay lists."""
    for key, value in record.items():
        name = f"{above}.{key}" if above else str(key)
        if isinstance(value, dict) and value and depth < DEEPEST:
            yield from _flat(value, name, depth + 1)
        elif isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict | list) for v in value)):
            yield name, json.dumps(value, ensure_ascii=False)
        else:
            yield name, value
