"""Tables of a Word document, cell by cell, for the child process that reads files."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn

PART = "word/document.xml"
TEXT, TAB, BREAKS = qn("w:t"), qn("w:tab"), frozenset({qn("w:br"), qn("w:cr")})
TABLE, ROW, CELL, PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
LONGEST_NAME = 60
MOST_PARAGRAPHS = 500_000  # and cells; more are no document that somebody wrote


@dataclass(slots=True)
class Table:
    """One table: what stands above it, its rows, and which cells cover several rows."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)


def is_word(path: str) -> bool:
    """Whether a file is a Word document."""
    try:
        with zipfile.ZipFile(path) as archive:
            return PART in archive.namelist()
    except zipfile.BadZipFile:
        return False


def tables(path: str) -> Iterator[Table]:
    """The tables of a document in their order; one within another is part of its cell."""
    above, names = "", dict[str, int]()
    for element in _blocks(docx.Document(path).element.body):
        if element.tag == TABLE:
            yield _table(element, _name(above, names))
            above = ""
        else:
            above = _text(element) or above


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables of the text itself, also those within controls; ValueError when there are far too many."""
    for place, element in enumerate(body.iter(TABLE, PARAGRAPH)):
        if place >= MOST_PARAGRAPHS:
            raise ValueError(f"it has more than {MOST_PARAGRAPHS} paragraphs")
        if next(element.iterancestors(TABLE), None) is None:
            yield element


def _name(above: str, names: dict[str, int]) -> str:
    """A table is called like what stands above it."""
    number = sum(names.values()) + 1
    name = re.sub(r"\s+", " ", above)[:LONGEST_NAME].strip(" :.") or f"Table {number}"
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name} ({names[name]})"


def _table(element: Any, name: str) -> Table:
    table = Table(name)
    begun: dict[int, int] = {}
    for line, row in enumerate(_own(element, ROW, TABLE)):
        cells: list[Any] = []
        for cell in _own(row, CELL, ROW):
            column = len(cells)
            cells += [_text(cell) or None, *([None] * (_span(cell) - 1))]
            _note_merged(table, begun, cell, line, column)
        table.rows.append(cells)
    return table


def _own(element: Any, tag: str, whole: str) -> list[Any]:
    """The rows or cells of a table itself, not those of a table within it."""
    return [part for part in element.iter(tag) if next(part.iterancestors(whole)) is element]


def _span(cell: Any) -> int:
    element = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    width = element.get(qn("w:val"), "1") if element is not None else "1"
    return max(1, min(int(width), 200)) if width.isdigit() else 1


def _note_merged(table: Table, begun: dict[int, int], cell: Any, line: int, column: int) -> None:
    """Keep which cells go on from the row above."""
    element = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if element is None:
        begun.pop(column, None)
    elif element.get(qn("w:val")) == "restart":
        begun[column] = len(table.merged)
        table.merged.append([line, column, line, column])
    elif column in begun:
        table.merged[begun[column]][2] = line


def _text(element: Any) -> str:
    """What a paragraph or cell says; what was deleted under tracked changes is not in it."""
    paragraphs = [element] if element.tag == PARAGRAPH else element.iter(PARAGRAPH)
    return "\n".join(filter(None, ("".join(map(_said, part.iter())).strip() for part in paragraphs)))


def _said(part: Any) -> str:
    if part.tag == TEXT:
        return part.text or ""
    return "\t" if part.tag == TAB and part.getparent().tag == qn("w:r") else "\n" if part.tag in BREAKS else ""
