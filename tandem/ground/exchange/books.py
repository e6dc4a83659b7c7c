"""Reading workbooks and Word documents by a child process that cannot take the server with it, part by part."""

import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from tandem.ground.exchange import archives, words
from tandem.ground.exchange.rows import unpacked
from tandem.ground.exchange.texts import MOST_ROWS, Line
from tandem.ground.exchange.unusable import UnusableFile

LARGEST_UNPACKED = 400 * 1024 * 1024
LARGEST_RATIO = 200
CHILD_SECONDS = 60
FILLED_DOWN = 1_000  # rows that one merged cell may cover


@dataclass(slots=True)
class BookSheet:
    """One sheet of a workbook: its rows are read once, in order, before the next sheet."""

    name: str
    is_hidden: bool
    hidden_rows: int
    is_filtered: bool
    is_from_1904: bool
    merged: list[list[int]]
    lines: Iterator[Line]


def kind_of_archive(path: Path) -> str:
    """Look at the directory of a zipped workbook, or of an archive of tables, before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnusableFile(_("The file is damaged: its archive cannot be read.")) from error
    names = {member.filename for member in members}
    unpacked_size = sum(member.file_size for member in members)
    packed_size = max(1, sum(member.compress_size for member in members))
    if unpacked_size > LARGEST_UNPACKED or (unpacked_size > 20 * 2**20 and unpacked_size / packed_size > LARGEST_RATIO):
        raise UnusableFile(_("Unpacked, this file would be suspiciously large; it was not opened."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnusableFile(_("The workbook holds macros. Save it as a plain .xlsx workbook and try again."))
    if {"xl/workbook.xml", "xl/workbook.bin", "content.xml", words.PART} & names:
        return "book"
    if archives.holds_tables(names):
        return "archive"
    raise UnusableFile(_("This is an archive without a table in it, or another kind of document, not a workbook."))


def check_old_office(path: Path) -> None:
    """Old Office containers also wrap workbooks that a password protects."""
    with path.open("rb") as file:
        head = file.read(4 * 2**20)
    if "EncryptedPackage".encode("utf-16-le") in head:
        raise UnusableFile(_("The workbook is protected by a password. Save it without one and try again."))
    if "Workbook".encode("utf-16-le") not in head and "Book".encode("utf-16-le") not in head:
        raise UnusableFile(_("This is an old Office document, not a workbook. Save it as .xlsx or CSV."))


def sheets(path: Path) -> Iterator[BookSheet]:
    """The sheets of a workbook one after the other; UnusableFile when it cannot be read."""
    with tempfile.TemporaryFile() as output:
        _run_child(path, output)
        output.seek(0)
        while (about := _next_part(output)) is not None:
            name, is_hidden, hidden_rows, is_filtered, is_from_1904, merged = about
            rest = _rows(output)
            yield BookSheet(name, is_hidden, hidden_rows, is_filtered, is_from_1904, merged, rest)
            for _row in rest:  # what its reader left
                pass


def _run_child(path: Path, output: IO[bytes]) -> None:
    command = [sys.executable, "-m", "tandem.ground.exchange.child", str(path)]
    try:
        done = subprocess.run(  # noqa: S603  our own module
            command, stdout=output, stderr=subprocess.PIPE, timeout=CHILD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnusableFile(_("The workbook took too long to read; save the sheet as CSV.")) from error
    if done.returncode == 0:
        return
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    if lines and lines[-1].startswith("unusable: "):
        raise UnusableFile(_("The workbook cannot be read: %(why)s") % {"why": lines[-1].removeprefix("unusable: ")})
    raise UnusableFile(_("The workbook is damaged or too large to read; save the sheet as CSV."))


def _next_part(output: IO[bytes]) -> Any:
    head = output.read(4)
    return unpacked(output.read(struct.unpack(">I", head)[0])) if len(head) == 4 else None


def _rows(output: IO[bytes]) -> Iterator[Line]:
    place = 0
    while (part := _next_part(output)) is not None:
        for row in part:
            place += 1
            if place > MOST_ROWS:
                raise UnusableFile(_("At most %(most)d rows can be read at once.") % {"most": MOST_ROWS})
            yield place, row


def filled_down(sheet: BookSheet) -> Iterator[Line]:
    """The rows of a sheet; what one cell says for several rows is said in each of them."""
    covered = {
        (line, left)
        for top, left, bottom, right in sheet.merged
        if left == right and top < bottom <= top + FILLED_DOWN
        for line in range(top + 2, bottom + 2)
    }
    said: dict[int, Any] = {}
    for line, row in sheet.lines:
        for column, value in enumerate(row if covered else ()):
            if (line, column) in covered:
                row[column] = said.get(column)
            else:
                said[column] = value
        yield line, row
