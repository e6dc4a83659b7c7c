"""Finding the heading of a table among titles, notes and merged cells, and the rows that belong to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

SEARCHED = 60
LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the heading ends (line from 1), and the headings by column."""

    line: int
    headers: tuple[str, ...]


def clean(value: Any) -> Any:
    """A cell's value without the space around it; nothing is None."""
    if isinstance(value, str):
        value = value.replace("\x00", "").strip()
        return value or None
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date()
    return value


def _filled(row: list[Any]) -> list[Any]:
    return [value for value in row if value is not None]


def _is_heading(row: list[Any], width: int) -> bool:
    """Mostly different, not too long texts, in at least half of the table's columns."""
    cells = _filled(row)
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_HEADING and not _is_numeric(cell)]
    enough = len(cells) >= max(1 if width == 1 else 2, width * 0.5)
    return enough and len(texts) >= len(cells) * 0.8 and len(set(texts)) >= len(texts) * 0.8


def _is_numeric(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "", 1).replace("-", "", 1).isdigit()


def find(rows: list[list[Any]]) -> Heading | None:
    """The heading of a table: one row, or two when the upper one groups columns of the lower one."""
    width = max((len(_filled(row)) for row in rows[: SEARCHED * 4]), default=0)
    for index, row in enumerate(rows[:SEARCHED]):
        if not _is_heading(row, width):
            continue
        below = rows[index + 1] if index + 1 < len(rows) else []
        if _is_second_line(row, below, rows[index + 2] if index + 2 < len(rows) else [], width):
            return Heading(index + 2, _joined(row, below))
        return Heading(index + 1, _named(row))
    return None


def _is_second_line(row: list[Any], below: list[Any], after: list[Any], width: int) -> bool:
    """Short texts under empty or grouping cells, few of them, before a fuller row."""
    cells = _filled(below)
    if not cells or not all(isinstance(cell, str) and len(cell) <= 40 for cell in cells):
        return False
    under_gap = sum(1 for place, cell in enumerate(below) if cell and (place >= len(row) or row[place] is None))
    return len(cells) <= width * 0.7 and under_gap >= 1 and len(_filled(after)) > len(cells)


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
    return _("Column %(letter)s") % {"letter": _letter(place)}


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def body(rows: list[list[Any]], heading: Heading) -> tuple[list[tuple[int, list[Any]]], list[tuple[int, str]]]:
    """The rows below the heading, and the lines that are none of them: repeated headings, lone notes."""
    width = len(heading.headers)
    kept, skipped = [], []
    for line, row in enumerate(rows[heading.line :], start=heading.line + 1):
        cells = _filled(row)
        if not cells:
            continue
        if sum(1 for name, cell in zip(heading.headers, row, strict=False) if str(cell) == name) >= max(2, width // 2):
            skipped.append((line, _("repeats the headings")))
        elif len(cells) == 1 and width >= 4:
            skipped.append((line, _("has one cell only")))
        else:
            kept.append((line, [*row[:width], *([None] * (width - len(row)))]))
    return kept, skipped
