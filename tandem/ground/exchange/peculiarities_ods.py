"""What an OpenDocument workbook shows that its values do not, read from its content piece by piece."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from defusedxml.ElementTree import iterparse

from tandem.ground.exchange import formats
from tandem.ground.exchange.peculiar import NO_RESULT, Peculiar, put

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CELLS: Final = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
MOST_REPEATED: Final = 2_000  # rows or cells alike that are looked at one by one


@dataclass(slots=True)
class _Reader:
    """Goes through the content of a workbook, keeping what is odd of the sheet that it is in."""

    found: dict[str, Peculiar] = field(default_factory=dict)
    hidden_styles: set[str] = field(default_factory=set)
    filtered: set[str] = field(default_factory=set)
    is_from_1904: bool = False
    style: str = ""
    sheet: Peculiar = field(default_factory=Peculiar)
    row: int = 0
    repeated: int = 1
    column: int = 0
    is_hidden_row: bool = False
    is_filled_row: bool = False

    def begin(self, element: Any) -> None:
        """Take up an element that opens."""
        if element.tag == f"{TABLE}table":
            self.sheet = Peculiar(is_hidden=element.get(f"{TABLE}style-name", "") in self.hidden_styles)
            self.found[element.get(f"{TABLE}name", "")] = self.sheet
            self.row = 0
        elif element.tag == f"{TABLE}table-row":
            self.repeated, self.column = _count(element, "number-rows-repeated"), 0
            self.is_hidden_row = element.get(f"{TABLE}visibility", "visible") != "visible"
            self.is_filled_row = False
        elif element.tag == f"{STYLE}style":
            self.style = element.get(f"{STYLE}name", "")

    def end(self, element: Any) -> None:
        """Take in an element that is whole."""
        if element.tag in CELLS:
            self._cell(element)
        elif element.tag == f"{TABLE}table-row":
            self.sheet.hidden_rows += self.repeated if self.is_hidden_row and self.is_filled_row else 0
            self.row += self.repeated
        elif element.tag == f"{STYLE}table-properties" and element.get(f"{TABLE}display") == "false":
            self.hidden_styles.add(self.style)
        elif element.tag == f"{TABLE}null-date":
            self.is_from_1904 = element.get(f"{TABLE}date-value", "").startswith("1904-01-01")
        elif element.tag == f"{TABLE}database-range" and element.find(f"{TABLE}filter") is not None:
            self.filtered.add(_sheet_of(element.get(f"{TABLE}target-range-address", "")))

    def _cell(self, element: Any) -> None:
        alike = _count(element, "number-columns-repeated")
        kind = element.get(f"{OFFICE}value-type", "")
        self.is_filled_row |= bool(kind)
        why, say = _why_silent(element, kind), _said(element, kind)
        for line, column in self._places(alike) if why or say else ():
            if why:
                put(self.sheet.cells, line, column, why)
            elif say:
                put(self.sheet.shown, line, column, say)
        self._note_merged(element)
        self.column += alike

    def _places(self, alike: int) -> Iterator[tuple[int, int]]:
        for line in range(self.row, self.row + min(self.repeated, MOST_REPEATED)):
            for column in range(self.column, self.column + min(alike, MOST_REPEATED)):
                yield line, column

    def _note_merged(self, element: Any) -> None:
        rows, columns = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self.sheet.merged.append([self.row, self.column, self.row + rows - 1, self.column + columns - 1])


def of(archive: zipfile.ZipFile) -> dict[str, Peculiar]:
    """By name of the sheet."""
    reader = _Reader()
    with archive.open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                reader.begin(element)
                continue
            reader.end(element)
            if element.tag in (f"{TABLE}table-row", f"{TABLE}table", f"{STYLE}style"):
                element.clear()
    for name, sheet in reader.found.items():
        sheet.is_from_1904, sheet.is_filtered = reader.is_from_1904, name in reader.filtered
    return reader.found


def _count(element: Any, name: str) -> int:
    text = element.get(f"{TABLE}{name}", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _why_silent(element: Any, kind: str) -> str:
    """Why a cell says nothing: its error, or that its formula was never worked out."""
    text = "".join(part for paragraph in element.iter(f"{TEXT}p") for part in paragraph.itertext())
    if element.get(f"{CALC}value-type") == "error":
        return text or "#ERR"
    return NO_RESULT if element.get(f"{TABLE}formula") and not kind and not text else ""


def _said(element: Any, kind: str) -> formats.Shown | None:
    """How the number of a cell is to be said, where it means percent or an amount of money."""
    if kind == "percentage":
        return formats.percent
    return formats.amount(element.get(f"{OFFICE}currency", "")) if kind == "currency" else None


def _sheet_of(address: str) -> str:
    """The sheet that an address such as 'My sheet'.A1:'My sheet'.C9 lies on."""
    if address.startswith("'"):
        return address[1:].partition("'.")[0].replace("''", "'")
    return address.partition(".")[0].lstrip("$")
