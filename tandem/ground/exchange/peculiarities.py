"""What a workbook shows that its values do not: hidden rows, filters, error values, formulas without a result."""

import re
import zipfile
from dataclasses import dataclass, field
from html import unescape

NO_RESULT = "formula"
CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
VALUE = re.compile(rb"<v>([^<]+)</v>")
HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
SHEET = re.compile(rb"<sheet\b[^>]*>")
RELATION = re.compile(rb"<Relationship\b[^>]*>")


@dataclass(slots=True)
class Peculiar:
    """Of one sheet: how many rows are hidden, whether it is filtered, and cells without a value by row and column."""

    hidden_rows: int = 0
    is_filtered: bool = False
    cells: dict[int, dict[int, str]] = field(default_factory=dict)


def of(path: str) -> dict[str, Peculiar]:
    """By name of the sheet; empty for formats other than .xlsx."""
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        return {}
    with archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        return {name: _of_sheet(archive.read(part)) for name, part in _parts(archive) if part in archive.namelist()}


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
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return unescape(found[1].decode("utf-8", errors="replace")) if found else ""


def _of_sheet(xml: bytes) -> Peculiar:
    peculiar = Peculiar(len(HIDDEN_ROW.findall(xml)), b"<autoFilter" in xml)
    if b"<f" not in xml and b't="e"' not in xml:
        return peculiar
    for tag, content in CELL.findall(xml):
        why = _why_silent(tag, content)
        place = PLACE.search(tag) if why else None
        if place:
            peculiar.cells.setdefault(int(place[2]) - 1, {})[_column(place[1])] = why
    return peculiar


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
