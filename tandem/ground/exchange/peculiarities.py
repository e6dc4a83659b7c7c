"""What a workbook shows that its values do not: hidden rows, filters, error values, formulas without a result, percent
and currencies, and whether it counts its days from 1904."""

import re
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import TypeVar

from tandem.ground.exchange import formats, peculiarities_ods, peculiarities_xls
from tandem.ground.exchange.peculiar import NO_RESULT, Peculiar, put

T = TypeVar("T")
CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
VALUE = re.compile(rb"<v>([^<]+)</v>")
STYLE = re.compile(rb'\bs="(\d{1,6})"')
FROM_1904 = re.compile(rb'<workbookPr\b[^>]*\bdate1904="(?:1|true)"')
HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
SHEET = re.compile(rb"<sheet\b[^>]*>")
RELATION = re.compile(rb"<Relationship\b[^>]*>")


def of(path: str) -> dict[str, Peculiar]:
    """By name of the sheet; empty for kinds of workbooks whose formats are not known."""
    if not zipfile.is_zipfile(path):
        return peculiarities_xls.of(Path(path))
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            return peculiarities_ods.of(archive)
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        shown, is_from_1904 = formats.of(archive), FROM_1904.search(archive.read("xl/workbook.xml")) is not None
        present = [(name, part) for name, part in _parts(archive) if part in archive.namelist()]
        return {name: _of_sheet(archive.read(part), shown, is_from_1904) for name, part in present}


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    try:
        relations = archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return []
    target = {_attribute(tag, b"Id"): _attribute(tag, b"Target") for tag in RELATION.findall(relations)}
    sheets = SHEET.findall(archive.read("xl/workbook.xml"))
    named = [(_attribute(tag, b"name"), target.get(_attribute(tag, b"r:id"), "")) for tag in sheets]
    return [(name, part.lstrip("/") if part.startswith("/") else f"xl/{part}") for name, part in named]


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return unescape(match[1].decode("utf-8", errors="replace")) if match else ""


def _of_sheet(xml: bytes, shown: Mapping[int, formats.Shown], is_from_1904: bool) -> Peculiar:
    peculiar = Peculiar(len(HIDDEN_ROW.findall(xml)), b"<autoFilter" in xml, is_from_1904)
    if b"<f" not in xml and b't="e"' not in xml and not shown:
        return peculiar
    for match in CELL.finditer(xml):
        tag, content = match[1], match[2] or b""
        if why := _why_silent(tag, content):
            _put(peculiar.cells, tag, why)
        elif (style := STYLE.search(tag)) and int(style[1]) in shown and b't="' not in tag:
            _put(peculiar.shown, tag, shown[int(style[1])])
    return peculiar


def _put(cells: dict[int, dict[int, T]], tag: bytes, what: T) -> None:
    if place := PLACE.search(tag):
        put(cells, int(place[2]) - 1, _column(place[1]), what)


def _why_silent(tag: bytes, content: bytes) -> str:
    value = VALUE.search(content)
    if b't="e"' in tag and value:
        return value[1].decode("ascii", errors="replace")
    is_empty_text = b't="str"' in tag
    return NO_RESULT if b"<f" in content and value is None and not is_empty_text else ""


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
