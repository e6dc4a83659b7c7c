"""Reading tables that people bring: CSV in any spelling, JSON, Excel and OpenDocument. Nothing in them is ever run.

What cannot be used is refused with `UnusableFile` in a colleague's words before anything is parsed that could hurt.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.exchange import archives, books, heads, jsons, pages, texts
from tandem.ground.exchange.encodings import UTF8
from tandem.ground.exchange.rows import Row, Rows, Silent
from tandem.ground.exchange.unusable import UnusableFile

LARGEST = 64 * 1024 * 1024
MOST_COLUMNS = 500
Line = heads.Line
ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#NV", "#WERT!"}
    | {"#BEZUG!", "#ZAHL!", "#ÜBERLAUF!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!"}
)
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3", "a database"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its headers, its rows, lines that were left out with the reason, and what was noticed.

    Where its days are plain numbers, they may count from 1904.
    """

    name: str
    header_line: int
    headers: tuple[str, ...]
    rows: Rows | list[Row]
    skipped: list[tuple[int, str]]
    notes: tuple[str, ...] = ()
    is_hidden: bool = False
    is_from_1904: bool = False


YAML_NAMES = frozenset({".yaml", ".yml"})
JSON_NAMES = frozenset({".json", ".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as it is, for readers that look for tables of their own: cells row by row, nothing is None."""

    name: str
    rows: list[list[Any]]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """All tables of a file, and the names of its sheets that hold no table."""

    sheets: tuple[Sheet, ...]
    passed: tuple[str, ...] = ()

    def main(self) -> Sheet:
        """The table that holds most; among empty ones the one with most headings."""
        return max(self.sheets, key=lambda sheet: (len(sheet.rows) * max(1, len(sheet.headers)), len(sheet.headers)))

    def named(self, name: str) -> Sheet:
        """The table of this name; UnusableFile lists those that are there."""
        for sheet in self.sheets:
            if sheet.name.casefold() == name.strip().casefold():
                return sheet
        known = ", ".join(f"“{sheet.name}”" for sheet in self.sheets)
        raise UnusableFile(
            _("There is no table “%(name)s” in this file. It has: %(known)s.") % {"name": name, "known": known}
        )


def read_table(
    path: Path, filename: str = "", largest: int = LARGEST, *, encoding: str = "", heading: tuple[str, int] = ("", 0)
) -> Workbook:
    """The tables of a file; UnusableFile says why it cannot be used.

    `heading` names a sheet and the line of its headings, where a person pointed at it.
    """
    kind, passed, usable = _kind(path, largest), list[str](), list[Sheet]()
    if kind == "archive":
        return _archived(path, largest, encoding, heading)
    if kind == "text" and Path(filename).suffix.lower() in JSON_NAMES:
        raise UnusableFile(_("The name says JSON, but the file begins with neither { nor [."))
    if kind == "text" and Path(filename).suffix.lower() in YAML_NAMES:
        raise UnusableFile(_("This is YAML, not a table. Save it as JSON, CSV or Excel and try again."))
    if kind == "json":
        found = jsons.tables(path, filename or path.name, encoding)
        usable = [Sheet(name, 0, headers, rows, []) for name, headers, rows in found]
    elif kind == "text":
        usable = _text_sheets(path, filename or path.name, encoding, heading[1])
    elif kind == "page":
        for name, lines in pages.tables(path, texts.encoding_to_use(path, encoding)):
            usable += _tables(name, lines, heading[1] if heading[0] == name else 0, (), is_hidden=False)
    else:
        for book in books.sheets(path):
            tables = _book_sheets(book, heading)
            usable += tables
            passed += [] if tables else [book.name]
    usable = [sheet for sheet in usable if sheet.headers]
    if not usable:
        raise UnusableFile(_("There is no table in this file: nothing in it looks like a row of headings."))
    return Workbook(tuple(usable), tuple(passed))


def _archived(path: Path, largest: int, encoding: str, heading: tuple[str, int]) -> Workbook:
    """The tables of all files in an archive, by the name of their file; files without a table are named."""
    usable, passed, why = list[Sheet](), list[str](), ""
    for name, file in archives.unpacked(path):
        wanted, line = heading
        inner = wanted.removeprefix(f"{name}: ") if wanted != name else ""
        asked = (inner, line) if wanted.startswith(name) else ("", 0)
        try:
            if _kind(file, largest) == "archive":
                raise UnusableFile(_("An archive within an archive is not opened."))
            book = read_table(file, name, largest, encoding=encoding, heading=asked)
        except UnusableFile as refused:
            passed.append(name)
            why = why or f"{name}: {refused}"
            continue
        passed += [f"{name}: {sheet}" for sheet in book.passed]
        usable += [replace(sheet, name=_name_in(name, sheet.name)) for sheet in book.sheets]
    if not usable:
        raise UnusableFile(why)
    return Workbook(tuple(usable), tuple(passed))


def _name_in(file: str, sheet: str) -> str:
    return sheet if sheet.startswith(file) else f"{file}: {sheet}"


def read_grids(path: Path, filename: str = "", largest: int = LARGEST) -> list[Grid]:
    """The sheets of a file cell by cell; UnusableFile says why it cannot be used."""
    kind = _kind(path, largest)
    if kind == "json":
        raise UnusableFile(_("This is JSON, not a sheet of cells."))
    if kind == "archive":
        raise UnusableFile(_("This is an archive. Unpack it, and bring the file that is meant."))
    if kind == "page":
        found = pages.tables(path, texts.encoding_to_use(path))
        return [Grid(name, [row for _line, row in _cleaned(lines)]) for name, lines in found]
    if kind == "text":
        lines = texts.lines(path, texts.encoding_to_use(path))
        return [Grid(filename or path.name, [row for _line, row in _cleaned(lines)])]
    return [_grid(book) for book in books.sheets(path)]


def _grid(book: books.BookSheet) -> Grid:
    """A sheet of a workbook, what a cell says for several rows said in each of them."""
    cells = [row for _line, row in _cleaned(books.filled_down(book))]
    covering = sum(1 for top, left, bottom, right in book.merged if left == right and top != bottom)
    silent = sum(1 for row in cells for cell in row if heads.is_silent(cell) and cell.why)
    notes = (*_noticed(book), *_merged(covering), *_unworked(silent))
    return Grid(book.name, [_spoken(row) for row in cells], notes)


def _unworked(count: int) -> Iterator[str]:
    if count:
        yield ngettext(
            "%(count)d cell holds an error or a formula without a result; it says nothing.",
            "%(count)d cells hold an error or a formula without a result; they say nothing.",
            count,
        ) % {"count": count}


def _spoken(row: list[Any]) -> list[Any]:
    """Cells for readers that know text and numbers only."""
    return [None if heads.is_silent(cell) else cell.isoformat() if isinstance(cell, date) else cell for cell in row]


def _kind(path: Path, largest: int) -> str:
    """What a file is by its first bytes: text, json or book."""
    size = path.stat().st_size
    if size == 0:
        raise UnusableFile(_("The file is empty."))
    if size > largest:
        raise UnusableFile(
            _("The file has %(size)d MB; at most %(largest)d MB can be read. Split it, or leave out columns.")
            % {"size": size // 2**20, "largest": largest // 2**20}
        )
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK\x03\x04"):
        return books.kind_of_archive(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        books.check_old_office(path)
        return "book"
    for signature, kind in SIGNATURES:
        if start.startswith(signature):
            raise UnusableFile(
                _("This is %(kind)s, not a table. Save it as CSV or Excel and try again.") % {"kind": kind}
            )
    if (found := pages.kind_of(start)) is not None:
        return found
    return "json" if jsons.is_json(start) else "text"


def _text_sheets(path: Path, name: str, wanted: str, heading: int) -> list[Sheet]:
    encoding = texts.encoding_to_use(path, wanted)
    noticed = [] if encoding == UTF8 else [_("The file is read as %(encoding)s.") % {"encoding": encoding}]
    return _tables(name, texts.lines(path, encoding), heading, tuple(noticed), is_hidden=False)


def _book_sheets(book: books.BookSheet, heading: tuple[str, int]) -> list[Sheet]:
    line = heading[1] if heading[0] == book.name else 0
    tables = _tables(book.name, books.filled_down(book), line, tuple(_noticed(book)), is_hidden=book.is_hidden)
    below = tables[0].header_line if tables else 0
    covering = sum(1 for range_ in book.merged if range_[2] >= below and range_[0] != range_[2])
    notes = tuple(_merged(covering))
    return [replace(table, notes=(*table.notes, *notes), is_from_1904=book.is_from_1904) for table in tables]


def _noticed(book: books.BookSheet) -> Iterator[str]:
    """What a person should know of a sheet before it is taken as it is."""
    if book.is_hidden:
        yield _("The sheet “%(name)s” is hidden in the workbook.") % {"name": book.name}
    if book.hidden_rows:
        yield ngettext(
            "%(count)d row is hidden in the workbook; it is read like the others.",
            "%(count)d rows are hidden in the workbook; they are read like the others.",
            book.hidden_rows,
        ) % {"count": book.hidden_rows}
    if book.is_from_1904:
        yield _("The workbook counts its days from 1904; they are read so.")
    if book.is_filtered:
        yield _("The table has a filter; all of its rows are read, not only those that it shows.")


def _merged(count: int) -> Iterator[str]:
    if count:
        yield ngettext(
            "%(count)d merged cell covers several rows; what it says holds for each of them.",
            "%(count)d merged cells cover several rows; what each says holds for each of them.",
            count,
        ) % {"count": count}


def _unless_error(value: Any) -> Any:
    """A cell, or the error that a spreadsheet wrote instead of what it could not work out."""
    return Silent(value) if isinstance(value, str) and value[:1] == "#" and value.upper() in ERRORS else value


def _cleaned(lines: Iterable[Line]) -> Iterator[Line]:
    for line, row in lines:
        if len(row) > MOST_COLUMNS:
            raise UnusableFile(_("The table has more than %(most)d columns.") % {"most": MOST_COLUMNS})
        cells = [heads.clean(value) for value in row]
        if not heads.is_rule(cells):
            yield line, [_unless_error(cell) for cell in cells]


def _tables(name: str, lines: Iterable[Line], wanted: int, notes: tuple[str, ...], *, is_hidden: bool) -> list[Sheet]:
    """The tables among the lines of a sheet; further ones are named by their title or number."""
    rest = _cleaned(lines)
    window = list(islice(rest, max(heads.WINDOW, wanted + 2)))
    found = heads.locate(window, wanted)
    if found is None:
        return []
    heading, used = found
    tables = [Sheet(name, heading.line, heading.headers, Rows(), [], notes, is_hidden)]
    beyond: dict[int, list[int]] = {}
    for item in heads.body(chain(window[used:], rest), heading):
        if isinstance(item, heads.Part):
            title = item.title or str(len(tables) + 1)
            new, headers = f"{name}: {title}", item.heading.headers
            tables.append(Sheet(new, item.heading.line, headers, Rows(), [], notes, is_hidden))
        elif isinstance(item, heads.Skipped):
            tables[-1].skipped.append((item.line, item.why))
        elif isinstance(item, heads.Beyond):
            beyond.setdefault(len(tables) - 1, []).append(item.line)
        else:
            tables[-1].rows.add(Row(item.line, tuple(item.values)))  # type: ignore[union-attr]
    return [replace(table, notes=(*table.notes, *_beyond(beyond.get(n, [])))) for n, table in enumerate(tables)]


def _beyond(lines: list[int]) -> Iterator[str]:
    if lines:
        yield ngettext(
            "%(count)d row has cells to the right of the last heading, which are not read: line %(lines)s.",
            "%(count)d rows have cells to the right of the last heading, which are not read: lines %(lines)s.",
            len(lines),
        ) % {"count": len(lines), "lines": ", ".join(map(str, lines[:20])) + (" …" if len(lines) > 20 else "")}
