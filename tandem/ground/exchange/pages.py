"""Tables of web pages, which many programs save under a name that ends with .xls; nothing in a page is ever run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from tandem.ground.exchange.texts import MOST_ROWS, Line
from tandem.ground.exchange.unusable import UnusableFile

PAGE: Final = re.compile(rb"\s*(?:<!doctype html|<html|<table|<meta)", re.IGNORECASE)
WORKBOOK: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
CELLS: Final = frozenset({"td", "th"})
UNREAD: Final = frozenset({"script", "style", "template"})
WIDEST: Final = 500


def kind_of(start: bytes) -> str | None:
    """“page” for a page with tables; None for anything else. XML that is no page is refused in words."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if PAGE.match(text):
        return "page"
    if not text.startswith(b"<?xml"):
        return None
    if b"<html" in text.lower():
        return "page"
    if WORKBOOK in text:
        raise UnusableFile(_("This is a workbook of Excel 2003 as XML. Save it as .xlsx or CSV and try again."))
    raise UnusableFile(_("This is XML, not a table. Save it as CSV or Excel and try again."))


@dataclass(slots=True)
class _Table:
    """One table of a page with what its cells span."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    below: dict[int, tuple[int, str]] = field(default_factory=dict)  # by column: in how many rows it is still said

    def begin_row(self) -> None:
        """A new row, with what cells above say for it."""
        self.rows.append([])
        self._fill()

    def add(self, text: str, columns: int, rows: int) -> None:
        """A cell at the next free place."""
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        for place in range(columns):
            if rows > 1:
                self.below[len(row)] = (rows - 1, text if place == 0 else "")
            row.append(text if place == 0 else None)
        self._fill()

    def _fill(self) -> None:
        row = self.rows[-1]
        while len(row) in self.below:
            left, text = self.below.pop(len(row))
            if left > 1 or row is not self.rows[-1]:
                self.below[len(row)] = (left - 1, text)
            row.append(text)


class _Reader(HTMLParser):
    """Goes through a page and keeps its tables, cell by cell; a table within a cell is part of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.depth, self.unread = 0, 0
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in UNREAD:
            self.unread += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append(_Table(_("Table %(number)d") % {"number": len(self.tables) + 1}))
        elif self.depth == 1 and tag == "tr":
            self._close()
            self.tables[-1].begin_row()
            self.count += 1
            if self.count > MOST_ROWS:
                raise UnusableFile(_("At most %(most)d rows can be read at once.") % {"most": MOST_ROWS})
        elif self.depth == 1 and tag in CELLS:
            self._close()
            self.cell, self.span = [], (_number(attributes.get("colspan")), _number(attributes.get("rowspan")))
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self.unread = max(0, self.unread - 1)
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self._close()
            self.depth -= 1
        elif self.depth == 1 and (tag in CELLS or tag == "tr"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.unread:
            self.cell.append(re.sub(r"\s+", " ", data))

    def _close(self) -> None:
        if self.cell is not None:
            self.tables[-1].add("".join(self.cell).strip(), *self.span)
            self.cell = None


def _number(text: str | None) -> int:
    return min(int(text), WIDEST) if text and text.isascii() and text.isdigit() and len(text) < 6 and int(text) else 1


def tables(path: Path, encoding: str) -> Iterator[tuple[str, Iterator[Line]]]:
    """Name and rows of each table of a page."""
    reader = _Reader()
    with path.open(encoding=encoding, errors="replace") as file:
        while part := file.read(2**16):
            reader.feed(part)
    reader.close()
    for table in reader.tables:
        yield table.name, ((place, row) for place, row in enumerate(table.rows, start=1))
