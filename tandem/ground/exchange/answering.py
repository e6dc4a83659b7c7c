"""What somebody says of the tables of one file: how each is read, what its words mean, and which rows stay out."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from tandem.ground.exchange import runs, together
from tandem.ground.exchange.conversion import ORDERS
from tandem.ground.exchange.mapping import plain
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.reading import Sheet
from tandem.ground.kernel import registers
from tandem.ground.kernel.errors import WHOLE, Invalid

NO_TIME = "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """How one table is meant; what is not said stays as it was proposed.

    `columns` gives fields by heading, `words` meanings by word by field, `values` what holds for every row; `time` is
    the heading of the column that says when, or `NO_TIME`; `heading` the line of the headings.
    """

    columns: Mapping[str, str] | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[str, str] | None = None
    time: str = ""
    dates: str = ""
    heading: int = 0


def column_of(sheet: Sheet, heading: str) -> int:
    """The column under a heading; Invalid lists those that are there."""
    for place, name in enumerate(sheet.headers):
        if plain(name) == plain(heading):
            return place
    params = {"heading": heading, "table": sheet.name, "known": ", ".join(sheet.headers)}
    message = _("There is no column “%(heading)s” in the table “%(table)s”. It has: %(known)s.")
    raise Invalid({WHOLE: [message % params]})


def part_of(whole: ImportRun, name: str) -> ImportRun:
    """One table of a file by its name; Invalid lists those that are there."""
    known = {run.sheet: run for run in whole.parts.order_by("pk")}
    if name not in known:
        params = {"name": name, "known": ", ".join(f"“{sheet}”" for sheet in known)}
        raise Invalid({WHOLE: [_("There is no table “%(name)s” in this file. It has: %(known)s.") % params]})
    return known[name]


def say(whole: ImportRun, answers: Mapping[str, Answer]) -> None:
    """Take tables as somebody says, by the name of the table; each already has its register. Invalid for what is not
    in the file."""
    for name, answer in answers.items():
        run = part_of(whole, name)
        register = registers.find(run.register)
        if register is None:
            raise Invalid({WHOLE: [_("Say which register the table “%(name)s” goes to.") % {"name": name}]})
        if answer.heading:
            runs.choose_sheet(run, register, name, answer.heading, run.encoding)
        _take(run, together.sheet_of(run, runs.workbook(whole)), answer)


def _take(run: ImportRun, sheet: Sheet, answer: Answer) -> None:
    mapping, time = dict(run.mapping), run.time_column
    if answer.dates and answer.dates not in ORDERS:
        raise Invalid({WHOLE: [_("Days are written %(known)s.") % {"known": ", ".join(ORDERS)}]})
    if answer.columns is not None:
        mapping = {str(column_of(sheet, heading)): name for heading, name in answer.columns.items()}
        time = None
    if answer.time:
        time = None if answer.time == NO_TIME else column_of(sheet, answer.time)
    fixed = run.fixed if answer.values is None else dict(answer.values)
    runs.change_mapping(run, mapping, fixed, answer.dates or run.date_order, time)
    runs.say_words(run, answer.words)


def leave_out(whole: ImportRun, lines: Mapping[str, Iterable[int]]) -> None:
    """Leave lines out, by the name of their table."""
    for name, numbers in lines.items():
        runs.leave_out(part_of(whole, name), numbers)


def leave_out_wrong(whole: ImportRun) -> bool:
    """Leave out every line in which something was wrong last; False when there is none that can be left out."""
    wrong = {run.sheet: runs.wrong_lines(run) for run in _going(whole)}
    leave_out(whole, {name: lines for name, lines in wrong.items() if lines})
    return any(wrong.values())


def wrong_table(whole: ImportRun) -> Iterator[bytes]:
    """Everything that is wrong with the tables of a file, as CSV with the name of the table before each line."""
    heads = [_("Table"), _("Line"), _("Column"), _("Value"), _("What would be right")]
    yield "\ufeff".encode() + _written(heads)
    for run in _going(whole):
        path = runs.errors_path(run)
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                yield from (_written([_guarded(run.sheet), *row]) for row in islice(csv.reader(file), 1, None))


def _going(whole: ImportRun) -> list[ImportRun]:
    return list(whole.parts.exclude(register__in=("", together.LEFT_OUT)).order_by("pk"))


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _written(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()
