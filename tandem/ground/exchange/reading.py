"""Reading tables that people bring: CSV in any spelling, Excel and OpenDocument sheets. Nothing in them is ever run.

What cannot be used is refused with `UnusableFile` in a colleague's words before anything is parsed that could hurt.
Workbooks are read by a child process with a limit on memory and time.
"""

import csv
import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from tandem.ground.exchange import heads

Value = str | int | float | bool | date | datetime | None
LARGEST = 64 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
LARGEST_RATIO = 200
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
CHILD_SECONDS = 60
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
)


class UnusableFile(ValueError):
    """A file that cannot be read as a table, and why, in words for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its line in the file or sheet, counted from 1, and its values by column."""

    line: int
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its headers, its rows, and lines that were left out with the reason."""

    name: str
    header_line: int
    headers: tuple[str, ...]
    rows: list[Row]
    skipped: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as it is, for readers that look for tables of their own: cells row by row, nothing is None."""

    name: str
    rows: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """All tables of a file."""

    sheets: tuple[Sheet, ...]

    def main(self) -> Sheet:
        """The table that holds most; among empty ones the one with most headings."""
        return max(self.sheets, key=lambda sheet: (len(sheet.rows) * max(1, len(sheet.headers)), len(sheet.headers)))

    def named(self, name: str) -> Sheet:
        """The table of this name, or the one that holds most."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None) or self.main()


def read_table(path: Path, filename: str = "", largest: int = LARGEST) -> Workbook:
    """The tables of a file; UnusableFile says why it cannot be used."""
    grids = read_grids(path, filename, largest)
    usable = tuple(table for table in map(_sheet, grids) if table.headers)
    if not usable:
        raise UnusableFile(_("There is no table in this file: nothing in it looks like a row of headings."))
    return Workbook(usable)


def read_grids(path: Path, filename: str = "", largest: int = LARGEST) -> list[Grid]:
    """The sheets of a file cell by cell; UnusableFile says why it cannot be used."""
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
        _check_archive(path)
        return _workbook(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        _check_old_office(path)
        return _workbook(path)
    for signature, kind in SIGNATURES:
        if start.startswith(signature):
            raise UnusableFile(
                _("This is %(kind)s, not a table. Save it as CSV or Excel and try again.") % {"kind": kind}
            )
    return [_text_grid(path, filename)]


def _check_archive(path: Path) -> None:
    """Look at the directory of a zipped workbook before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnusableFile(_("The file is damaged: its archive cannot be read.")) from error
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if unpacked > LARGEST_UNPACKED or (unpacked > 20 * 2**20 and unpacked / packed > LARGEST_RATIO):
        raise UnusableFile(_("Unpacked, this file would be suspiciously large; it was not opened."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnusableFile(_("The workbook holds macros. Save it as a plain .xlsx workbook and try again."))
    if not ({"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & names):
        raise UnusableFile(_("This is an archive or another kind of document, not a workbook."))


def _check_old_office(path: Path) -> None:
    """Old Office containers also wrap workbooks that a password protects."""
    head = path.read_bytes()[: 4 * 2**20]
    if "EncryptedPackage".encode("utf-16-le") in head:
        raise UnusableFile(_("The workbook is protected by a password. Save it without one and try again."))
    if "Workbook".encode("utf-16-le") not in head and "Book".encode("utf-16-le") not in head:
        raise UnusableFile(_("This is an old Office document, not a workbook. Save it as .xlsx or CSV."))


def _workbook(path: Path) -> list[Grid]:
    """The sheets of a workbook, read by a child process that cannot take the server with it."""
    command = [sys.executable, "-m", "tandem.ground.exchange.child", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=CHILD_SECONDS, check=False)  # noqa: S603  our module
    except subprocess.TimeoutExpired as error:
        raise UnusableFile(_("The workbook took too long to read; save the sheet as CSV.")) from error
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        if told and told[-1].startswith("unusable: "):
            raise UnusableFile(_("The workbook cannot be read: %(why)s") % {"why": told[-1].removeprefix("unusable: ")})
        raise UnusableFile(_("The workbook is damaged or too large to read; save the sheet as CSV."))
    sheets = msgspec.msgpack.decode(done.stdout, type=list[tuple[str, list[list[Any]]]])
    return [_grid(name, rows) for name, rows in sheets]


def _text_grid(path: Path, filename: str) -> Grid:
    raw = path.read_bytes()
    if b"\x00" in raw[:65536] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnusableFile(_("This is no text and no workbook that can be read here."))
    text = _decoded(raw)
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    rows: list[list[Any]] = []
    try:
        for row in reader:
            rows.append([_unguarded(cell) for cell in row])
            if len(rows) > MOST_ROWS:
                raise UnusableFile(_("At most %(most)d rows can be read at once.") % {"most": MOST_ROWS})
    except csv.Error as error:
        raise UnusableFile(
            _("Line %(line)d cannot be read: %(why)s") % {"line": reader.line_num, "why": error}
        ) from error
    return _grid(filename or path.name, rows)


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(raw[: 2**20], cp_isolation=["utf_16", "cp1252", "latin_1", "cp1250", "cp850"]).best()
    encoding = best.encoding if best else "cp1252"
    return raw.decode(encoding, errors="replace")


def _dialect(text: str) -> type[csv.Dialect]:
    """The separator that the first lines agree on."""
    sample = "\n".join(text[:65536].splitlines()[:50])

    class Chosen(csv.excel):
        delimiter = max(",;\t|", key=lambda sign: _agreement(sample, sign))

    return Chosen


def _agreement(sample: str, delimiter: str) -> float:
    """How many columns a separator gives, times how many of the lines agree on that number."""
    lines = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row]
    if not lines:
        return 0
    common = max(set(lines), key=lines.count)
    return 0 if common < 2 else common * lines.count(common) / len(lines)


def _unguarded(cell: str) -> str:
    """Takes off the mark that an export puts before what looks like a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r" else cell


def _grid(name: str, rows: list[list[Any]]) -> Grid:
    if rows and max(len(row) for row in rows) > MOST_COLUMNS:
        raise UnusableFile(_("The table has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    return Grid(name, [[heads.clean(value) for value in row] for row in rows])


def _sheet(grid: Grid) -> Sheet:
    found = heads.find(grid.rows)
    if found is None:
        return Sheet(grid.name, 0, (), [], [])
    body, skipped = heads.body(grid.rows, found)
    return Sheet(grid.name, found.line, found.headers, [Row(line, tuple(values)) for line, values in body], skipped)
