"""Reading CSV in any spelling, line by line."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.exchange.encodings import KNOWN, BadByte, encoding_of
from tandem.ground.exchange.unusable import UnusableFile

MOST_ROWS = 1_000_000
LONGEST_CELL = 2**20
SEPARATOR = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)
Line = tuple[int, list[Any]]


def encoding_to_use(path: Path, wanted: str = "") -> str:
    """The encoding to read a text file in; UnusableFile says what is wrong with the wanted or the recognized one."""
    if wanted:
        if wanted not in KNOWN and wanted != "latin-1":
            raise UnusableFile(_("“%(name)s” is no encoding that is read here.") % {"name": wanted})
        return wanted
    try:
        encoding = encoding_of(path)
    except BadByte as bad:
        raise UnusableFile(str(bad)) from bad
    if not encoding:
        raise UnusableFile(_("This is no text and no workbook that can be read here."))
    return encoding


def lines(path: Path, encoding: str) -> Iterator[Line]:
    """The rows of a CSV file, each with the line it begins on; UnusableFile names the line that cannot be read."""
    with path.open(encoding=encoding, newline="") as file:
        try:
            dialect, given = _dialect(file)
            csv.field_size_limit(LONGEST_CELL)
            watched = _Watched(file)
            yield from _rows(csv.reader(watched, dialect), given, watched)
        except UnicodeDecodeError as error:
            params = {"encoding": encoding, "why": error.reason}
            raise UnusableFile(
                _("The file is not written in %(encoding)s: %(why)s. Say in which encoding it is.") % params
            ) from error


class _Watched:
    """The lines of a file, and how often a quotation mark stands in those that were read since it was asked."""

    def __init__(self, file: Iterable[str]) -> None:
        self.file, self.lines, self.marks, self.has_ended = iter(file), 0, 0, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.file, "")
        if not line:
            self.has_ended = True
            raise StopIteration
        self.lines += 1
        self.marks += line.count('"')
        return line

    def is_open(self) -> bool:
        """Whether a row over several lines, or to the end of the file, has a mark without its other one; begins anew
        for the next row."""
        was_open = (self.lines > 1 or self.has_ended) and self.marks % 2 == 1
        self.lines = self.marks = 0
        return was_open


def _rows(reader: Any, above: int, watched: _Watched) -> Iterator[Line]:
    begins = above + 1
    for count in range(MOST_ROWS + 1):
        try:
            row = next(reader, None)
        except csv.Error as error:
            params = {"line": reader.line_num + above, "why": error}
            raise UnusableFile(_("Line %(line)d cannot be read: %(why)s") % params) from error
        if row is None:
            return
        if watched.is_open():
            words = _(
                "Line %(line)d opens a quotation mark that does not end where its cell does, so that it takes the lines"
                " below with it. Write a mark within a text twice, or leave it out."
            )
            raise UnusableFile(words % {"line": begins})
        if count == MOST_ROWS:
            raise UnusableFile(_("At most %(most)d rows can be read at once.") % {"most": MOST_ROWS})
        yield begins, [_unguarded(cell) for cell in row]
        begins = reader.line_num + above + 1


def _dialect(file: Any) -> tuple[type[csv.Dialect], int]:
    """The separator that the file names or its first lines agree on, and how many lines say it."""
    start = file.read(65536)
    first = start.splitlines()[0] if start else ""
    named = SEPARATOR.match(first)
    file.seek(0)
    if named:
        file.readline()
    sample = "\n".join(start.splitlines()[:50])

    class Chosen(csv.excel):
        delimiter = named[1] if named else max(",;\t|", key=lambda sign: _agreement(sample, sign))

    return Chosen, 1 if named else 0


def _agreement(sample: str, delimiter: str) -> float:
    """How many columns a separator gives, times how many of the lines agree on that number."""
    widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row]
    if not widths:
        return 0
    common = max(set(widths), key=widths.count)
    return 0 if common < 2 else common * widths.count(common) / len(widths)


def _unguarded(cell: str) -> str:
    """Takes off the mark that an export puts before what looks like a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r'" else cell
