"""Finding the headings of tables among titles, notes and merged cells, and the rows that belong to each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from tandem.ground.exchange.rows import Silent

SEARCHED = 60
WINDOW = SEARCHED * 4
LONGEST_HEADING = 200
DIFFERENT = 0.6  # of the headings of a table; two columns may be called alike
NARROW = 4  # with so many columns a line of one cell is a note, not a row
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202d\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
TOTALS = re.compile(
    r"(?:grand |sub-?|sous-)?totals?(?: général)?|sums?|(?:zwischen|gesamt)?summen?|gesamt|insgesamt|somme|totaux",
    re.IGNORECASE,
)
FOOTER = re.compile(  # what a program printed below a table, such as “© 2026 Ohm Ltd” and “Page 1 of 2”
    r"(?:©|\(c\)\s|(?:page|seite|printed|gedruckt|imprimé|exported|exportiert|generated|erstellt)\b).*\d",
    re.IGNORECASE,
)
FACT = re.compile(r"[^:]{2,40}:\s*\S")
RULE = re.compile(r":?-{3,}:?")
Line = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the heading ends (line in the file), and the headings by column."""

    line: int
    headers: tuple[str, ...]


@dataclass(slots=True)
class Part:
    """One table among the lines of a sheet: its heading, and what belongs to it as it is read."""

    heading: Heading
    title: str = ""


def clean(value: Any) -> Any:
    """A cell's value in NFC, without control characters and the space around it; nothing is None."""
    if isinstance(value, str):
        if not value.isascii():
            value = normalize("NFC", value)
        value = CONTROL.sub("", value).strip()
        return value or None
    if isinstance(value, datetime) and (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
        return value.date()
    return value


def legible(value: Any) -> Any:
    """A text without control characters and halves of characters; a list with its texts so; anything else as it is."""
    if isinstance(value, list):
        return [legible(part) for part in value]
    return CONTROL.sub("", value) if isinstance(value, str) else value


def is_rule(row: list[Any]) -> bool:
    """Whether a line of a text is nothing but the rule below the headings of a table in Markdown."""
    cells = _filled(row)
    return len(cells) > 1 and all(isinstance(cell, str) and RULE.fullmatch(cell) for cell in cells)


def _filled(row: list[Any]) -> list[Any]:
    return [value for value in row if value is not None]


def _is_heading(row: list[Any], width: int) -> bool:
    """Mostly different, not too long texts, in at least half of the table's columns."""
    cells = _filled(row)
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_HEADING and not _is_numeric(cell)]
    enough = len(cells) >= max(1 if width == 1 else 2, width * 0.5)
    return enough and len(texts) >= len(cells) * 0.8 and len(set(texts)) >= len(texts) * DIFFERENT


def _is_total(cells: list[Any]) -> bool:
    """Whether a line only adds up what stands above it."""
    word, figures = str(cells[0]).strip(" :"), cells[1:]
    return bool(figures and TOTALS.fullmatch(word)) and all(
        isinstance(cell, int | float) or (isinstance(cell, str) and _is_numeric(cell)) for cell in figures
    )


def _is_numeric(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "", 1).replace("-", "", 1).isdigit()


def find(rows: list[list[Any]]) -> Heading | None:
    """The heading of a table: one row, or two when the upper one groups columns of the lower one."""
    found = locate(list(enumerate(rows, start=1)))
    return found[0] if found else None


def locate(window: list[Line], wanted: int = 0) -> tuple[Heading, int] | None:
    """The heading, and how many of these lines it ends; `wanted` is the line that a person pointed at."""
    width = max((len(_filled(row)) for _line, row in window[:WINDOW]), default=0)
    for index, (line, row) in enumerate(window if wanted else window[:SEARCHED]):
        if line != wanted if wanted else not _is_heading(row, width):
            continue
        below = window[index + 1][1] if index + 1 < len(window) else []
        after = window[index + 2][1] if index + 2 < len(window) else []
        if not wanted and _states_facts(row) and _is_heading(below, width) and len(_filled(below)) > len(_filled(row)):
            continue
        if _is_second_line(row, below, after, width):
            return Heading(window[index + 1][0], _joined(row, below)), index + 2
        if _is_sparse_above(row, below, width):
            return Heading(window[index + 1][0], _joined(row, below)), index + 2
        above = window[index - 1][1] if index else []
        return Heading(line, _told_apart(above, row)), index + 1
    return None


def _states_facts(row: list[Any]) -> bool:
    """Whether a line above a table says something of the whole, such as “Auditor: Ada”, and heads no columns."""
    return any(isinstance(cell, str) and FACT.match(cell) for cell in row)


def _is_second_line(row: list[Any], below: list[Any], after: list[Any], width: int) -> bool:
    """Short texts under empty or grouping cells, few of them, before a fuller row."""
    cells = _filled(below)
    if not cells or not all(isinstance(cell, str) and len(cell) <= 40 for cell in cells):
        return False
    under_gap = sum(1 for place, cell in enumerate(below) if cell and (place >= len(row) or row[place] is None))
    return len(cells) <= width * 0.7 and under_gap >= 1 and len(_filled(after)) > len(cells)


def _is_sparse_above(row: list[Any], below: list[Any], width: int) -> bool:
    """A row of groups with gaps between them, above a full row of headings that fills every gap."""
    groups = _filled(row)
    gaps = [place for place in range(len(below)) if place >= len(row) or row[place] is None]
    return (
        len(groups) < width * 0.75
        and len(gaps) >= 2
        and len(_filled(below)) == width
        and all(isinstance(cell, str) and len(cell) <= 40 and not _is_numeric(cell) for cell in below)
    )


def _told_apart(upper: list[Any], lower: list[Any]) -> tuple[str, ...]:
    """Headings of which some stand twice, told apart by the groups in the line above, where it has any."""
    names = [cell for cell in lower if cell is not None]
    twice = {name for name in names if names.count(name) > 1}
    groups = [cell for cell in upper[1:] if cell is not None]
    is_grouped = bool(twice and groups) and all(isinstance(cell, str) and len(cell) <= 40 for cell in groups)
    if not is_grouped or _states_facts(upper):
        return _named(lower)
    told = _joined(upper, lower)
    return _named([told[place] if cell in twice else cell for place, cell in enumerate(lower)])


def _joined(upper: list[Any], lower: list[Any]) -> tuple[str, ...]:
    names, group = [], ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else None
        below = lower[place] if place < len(lower) else None
        group = str(above) if above is not None else group
        names.append(f"{group} {below}".strip() if below is not None else above)
    return _named(names)


def _named(cells: list[Any]) -> tuple[str, ...]:
    """Headings as text; empty ones get the letter of their column, equal ones a number."""
    last = max((place for place, cell in enumerate(cells) if cell is not None), default=-1)
    seen: dict[str, int] = {}
    names = []
    for place, cell in enumerate(cells[: last + 1]):
        name = " ".join(str(cell).split()) if cell is not None else unnamed(place)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def unnamed(place: int) -> str:
    """What a column without a heading is called."""
    return _("Column %(letter)s") % {"letter": letter(place)}


def letter(place: int) -> str:
    """The letter of a spreadsheet's column, counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the present table."""

    line: int
    values: list[Any]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that is no row, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Beyond:
    """A row with cells to the right of the last heading."""

    line: int


def body(lines: Iterable[Line], heading: Heading) -> Iterator[Kept | Skipped | Part | Beyond]:
    """The rows below a heading, the lines that are none of them, and where a further table begins."""
    width, is_after_gap, title, titled = len(heading.headers), False, "", 0
    is_summed_up = False
    for (line, row), below, after in _with_next(lines):
        cells = _filled(row)
        if not cells:
            is_after_gap, title = True, ""
        elif is_after_gap and len(cells) == 1 and _begins_table(_filled(below), below, after, heading, str(cells[0])):
            title, titled = str(cells[0]), line
        elif _repeats(heading, row):
            if title and titled:
                yield Skipped(titled, _("is the title of the rows below: “%(cell)s”") % {"cell": title[:60]})
            yield Skipped(line, _("repeats the headings"))
            title, titled = "", 0
        elif _is_total(cells):
            yield Skipped(line, _("adds up the rows above: “%(cell)s”") % {"cell": " ".join(map(str, cells))[:60]})
            is_summed_up = True
        elif is_after_gap and _begins_table(cells, row, below, heading, title):
            heading = Heading(line, _named(row))
            width = len(heading.headers)
            yield Part(heading, title)
            is_after_gap, title, titled, is_summed_up = False, "", 0, False
        elif len(cells) == 1 and (width >= NARROW or is_summed_up or FOOTER.match(str(cells[0]))):
            title, titled = str(cells[0]), 0
            yield Skipped(line, _("has one cell only: “%(cell)s”") % {"cell": title[:60]})
        else:
            is_after_gap, title = False, ""
            if len(row) > width and _filled(row[width:]):
                yield Beyond(line)
            yield Kept(line, [*row[:width], *([None] * (width - len(row)))])


def _with_next(lines: Iterable[Line]) -> Iterator[tuple[Line, list[Any], list[Any]]]:
    """Each line with the two rows below it."""
    held: list[Line] = []
    for line in lines:
        held.append(line)
        if len(held) == 3:
            yield held[0], held[1][1], held[2][1]
            del held[0]
    for place, line in enumerate(held):
        below = [row for _line, row in held[place + 1 :]]
        yield line, (below or [[]])[0], [*below, [], []][1]


def _repeats(heading: Heading, row: list[Any]) -> bool:
    same = sum(1 for name, cell in zip(heading.headers, row, strict=False) if str(cell) == name)
    return same >= max(2, len(heading.headers) // 2)


def _begins_table(cells: list[Any], row: list[Any], below: list[Any], heading: Heading, title: str) -> bool:
    """After a gap: short different texts over a row like them, of another width or below a title of their own."""
    texts = all(isinstance(cell, str) and len(cell) <= 60 and not _is_numeric(cell) for cell in cells)
    alike = len(cells) >= 2 and len(set(cells)) == len(cells) and len(_filled(below)) >= 2
    differs = bool(title) or len(_named(row)) != len(heading.headers)
    leads = all(isinstance(cell, str) for cell in row[: len(cells)])
    return texts and alike and differs and leads


def is_silent(value: Any) -> bool:
    """Whether a cell says nothing at all."""
    return isinstance(value, Silent)
