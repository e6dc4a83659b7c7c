"""VERIS records from a file: one in JSON, a list, one a line, a zip of such files, or the community's table (CSV)."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.incidents.veris import structure

MOST_BYTES = 100 * 1024 * 1024
MOST_FILES = 50_000
FOLDED = re.compile(r"[^A-Za-z0-9]")
WHOLES = ("year", "month", "day", "amount", "data_total", "locations_affected")
NUMBERS = ("value", "overall_amount", "overall_min_amount", "overall_max_amount", "total_amount")


class Unreadable(ValueError):
    """A file that holds no VERIS records at all; says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that claims to be a VERIS record, and where in the file it stands."""

    place: str
    record: Any
    is_of_table: bool = False  # a table does not say which version its records follow


def records_in(path: Path, name: str) -> list[Found]:
    """What a file holds, by its content; Unreadable says why it holds nothing."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(_("The file is too large; at most %(most)d MB are read.") % {"most": MOST_BYTES // 1024**2})
    if zipfile.is_zipfile(path):
        claimed = list(_in_zip(path))
    else:
        claimed = list(_in_text(_text(path.read_bytes()), name))
    if not claimed:
        raise Unreadable(_("There is no VERIS record in this file."))
    return claimed


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("The file is no text in UTF-8.")) from None


def _in_zip(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [member for member in archive.infolist() if member.filename.lower().endswith((".json", ".csv"))]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Unreadable(_("The archive holds too much."))
            for entry in entries:
                if "__MACOSX" not in entry.filename:
                    yield from _in_entry(archive, entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:  # damaged, unknown, encrypted
        raise Unreadable(_("The archive cannot be opened: %(why)s.") % {"why": error}) from error


def _in_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Found]:
    """The records of one file of an archive; a file that is none is told like a wrong record."""
    with archive.open(entry) as content:
        whole = content.read(MOST_BYTES + 1)
    try:
        yield from _in_text(_text(whole), entry.filename)
    except Unreadable as error:
        yield Found(entry.filename, error)


def _in_text(text: str, name: str) -> Iterator[Found]:
    start = text.lstrip()[:1]
    if start in ("{", "["):
        yield from _in_json(text, name)
    elif "incident_id" in text.partition("\n")[0]:
        yield from _in_table(text, name)
    else:
        raise Unreadable(_("This is neither JSON nor a table with the column incident_id."))


def _in_json(text: str, name: str) -> Iterator[Found]:
    try:
        records = [_loaded(text)]
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            records = [_loaded(line) for line in lines] if len(lines) > 1 and "Extra data" in str(error) else []
        except ValueError:
            records = []
        if not records:
            raise Unreadable(_("This is no JSON: %(why)s.") % {"why": error}) from error
    if len(records) == 1 and isinstance(records[0], dict) and isinstance(records[0].get("incidents"), list):
        records = records[0]["incidents"]
    elif len(records) == 1 and isinstance(records[0], list):
        records = records[0]
    for number, record in enumerate(records, start=1):
        yield Found(name if len(records) == 1 else f"{name}, {number}", _unwrapped(record))


def _unwrapped(record: Any) -> Any:
    """A record that stands inside another object beside remarks on it."""
    inner = record.get("incident") if isinstance(record, dict) and "schema_version" not in record else None
    return inner if isinstance(inner, dict) else record


def _loaded(text: str) -> Any:
    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no number")

    try:
        return json.loads(text, parse_constant=refuse)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _in_table(text: str, name: str) -> Iterator[Found]:
    """The community's table: one column for each word of each list, with 1 or TRUE where it holds."""
    rows = csv.reader(io.StringIO(text))
    csv.field_size_limit(10_000_000)
    try:
        columns = [_column(heading) for heading in next(rows)]
        for line, row in enumerate(rows, start=2):
            if any(row):
                yield Found(f"{name}, line {line}", _record(columns, row), is_of_table=True)
    except csv.Error as error:
        raise Unreadable(_("The table cannot be read: %(why)s.") % {"why": error}) from error


@dataclass(frozen=True, slots=True)
class _Column:
    """What a heading means: a field, or a word of a list; `way` is empty for what is not read."""

    way: tuple[str, ...] = ()
    word: str = ""
    is_part: bool = False
    is_list: bool = False
    knows_na: bool = False  # otherwise NA says that nothing is known


@cache
def _headings() -> dict[str, _Column]:
    """Every heading of the table by its letters and digits alone: programs write dots for spaces and dashes."""
    columns: dict[str, _Column] = {}
    _under((), structure.RECORD, columns)
    return columns


def _fold(heading: str) -> str:
    return FOLDED.sub("", heading).lower()


def _under(way: tuple[str, ...], field: structure.Field, columns: dict[str, _Column]) -> None:
    for name, inner in field.parts.items():
        here = (*way, name)
        key = _fold(".".join(here))
        if inner.kind in ("part", "parts"):
            columns.setdefault(key, _Column(here, is_part=inner.kind == "part"))
            _under(here, inner, columns)
        elif inner.kind in ("word", "words"):
            is_list = inner.kind == "words"
            columns[key] = _Column(here, is_list=is_list, knows_na="NA" in structure.spans(inner.words))
            for word in structure.spans(inner.words):
                columns[_fold(f"{'.'.join(here)}.{word}")] = _Column(here, word, is_list=is_list)
        else:
            columns[key] = _Column(here, is_list=inner.kind in ("countries", "region", "names"))
            if inner.kind == "countries":
                for country in structure.vocabulary()["countries"]:
                    columns[_fold(f"{'.'.join(here)}.{country}")] = _Column(here, country, is_list=True)


def _column(heading: str) -> _Column:
    if heading.startswith("plus.") or heading == "discovery_method":
        return _Column(tuple(heading.split(".")))
    return _headings().get(_fold(heading), _Column())


def _record(columns: list[_Column], row: list[str]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for column, text in zip(columns, row, strict=False):
        value = text.strip()
        if not column.way or value == "" or (value == "NA" and not column.knows_na):
            continue
        if not column.word and not column.is_part:
            _put(record, column.way, _typed(column, value))
        elif value.upper() in ("1", "TRUE"):
            _set(record, column)
    return record


def _set(record: dict[str, Any], column: _Column) -> None:
    """Note that a word, or a part, holds."""
    if column.is_part:
        _place(record, column.way)
        return
    place, last = _place(record, column.way[:-1]), column.way[-1]
    if isinstance(place, list):  # a list of parts, such as assets
        place.append({last: column.word})
    elif column.is_list:
        place.setdefault(last, []).append(column.word)
    else:
        place[last] = column.word


LISTS_OF_PARTS = (("asset", "assets"), ("attribute", "confidentiality", "data"), ("impact", "loss"), ("ioc",))


def _place(record: dict[str, Any], way: tuple[str, ...]) -> Any:
    place: Any = record
    for depth, name in enumerate(way, start=1):
        if not isinstance(place, dict):
            return {}
        place = place.setdefault(name, [] if way[:depth] in LISTS_OF_PARTS else {})
    return place


def _put(record: dict[str, Any], way: tuple[str, ...], value: Any) -> None:
    place = _place(record, way[:-1])
    if isinstance(place, dict):
        place[way[-1]] = value


def _typed(column: _Column, value: str) -> Any:
    last = column.way[-1]
    if column.is_list:
        return [part.strip() for part in value.split(",") if part.strip()]
    if last in WHOLES or last in NUMBERS:
        try:
            return int(value) if last in WHOLES or value.isdigit() else float(value)
        except ValueError:
            return value
    return value
