"""What came of reading a file: counts, what is wrong grouped by column and value, and each wrong line for a table."""

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

MOST_ERRORS = 500
MOST_GROUPS = 1_000
LINES_NAMED = 20
SAMPLES = 50
SHOWN = 200  # characters of a wrong value


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong on one line of the file, in which column, and what would be right."""

    line: int
    column: str
    message: str
    value: str = ""


@dataclass(slots=True)
class Group:
    """One kind of fault: the same value of one column with the same message, on how many lines, the first of them.

    `name` is the field that the column was to fill, `offered` what the value may have meant there.
    """

    column: str
    value: str
    message: str
    name: str = ""
    count: int = 0
    lines: list[int] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LineChange:
    """What one line would do: create a record, or change these fields (label, before, after) of one."""

    line: int
    reference: str
    title: str
    changes: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """What an earlier file of the same source held and this one does not: which file, its day, how many, the first."""

    file: str
    day: str
    count: int
    records: list[tuple[str, str]]


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do. With errors nothing is written.

    `errors` holds the first wrong cells, `groups` counts all of them, `wrong` the lines that have one. `left_out` names
    the lines that somebody chose to leave out; `lost` what the last file of the same source held; `notes` say what else
    a person should know.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[LineError] = field(default_factory=list)
    samples: list[LineChange] = field(default_factory=list)
    is_written: bool = False
    groups: list[Group] = field(default_factory=list)
    wrong: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: Lost | None = None

    @property
    def rows(self) -> int:
        """Rows that were read."""
        return self.new + self.changed + self.unchanged


class Problems:
    """Everything that is wrong, grouped for people and listed for a table."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.lines: set[int] = set()
        self._groups: dict[tuple[str, str, str], Group] = {}
        self._table: IO[bytes] | None = None

    def add(self, error: LineError, name: str = "", offered: list[str] | None = None) -> Group:
        """Count one wrong cell."""
        self.lines.add(error.line)
        self.outcome.wrong = len(self.lines)
        if len(self.outcome.errors) < MOST_ERRORS:
            self.outcome.errors.append(error)
        self._write(error)
        group = self._group(error, name, offered or [])
        group.count += 1
        if len(group.lines) < LINES_NAMED and error.line not in group.lines[-1:]:
            group.lines.append(error.line)
        return group

    def _group(self, error: LineError, name: str, offered: list[str]) -> Group:
        key = (error.column, error.value, error.message)
        if key not in self._groups and len(self._groups) >= MOST_GROUPS:
            key = (error.column, "…", _("Further values of this column are wrong; the table names them."))
        if key not in self._groups:
            self._groups[key] = Group(*key, name=name, offered=offered)
        return self._groups[key]

    def close(self) -> None:
        """Put the groups into the outcome, the most frequent first."""
        self.outcome.groups = sorted(self._groups.values(), key=lambda group: -group.count)

    def _write(self, error: LineError) -> None:
        if self._table is None:
            self._table = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the problems
            self._table.write("\ufeff".encode() + _line([_("Line"), _("Column"), _("Value"), _("What would be right")]))
        self._table.write(_line([error.line, error.column, error.value, error.message]))

    def table(self) -> Iterator[bytes]:
        """All of them as CSV, in the order of the file's lines; empty when nothing is wrong."""
        if self._table is not None:
            self._table.seek(0)
            while part := self._table.read(2**16):
                yield part
            self._table.seek(0, 2)


def _line(cells: list[Any]) -> bytes:
    text = io.StringIO()
    guarded = [f"'{cell}" if str(cell).startswith(("=", "+", "-", "@")) else cell for cell in cells]
    csv.writer(text).writerow(guarded)
    return text.getvalue().encode()


def shown(value: Any) -> str:
    """A value as an error shows it."""
    return "" if value is None else str(value)[:SHOWN]
