"""The tables of decisions in a sheet: where each begins, what its columns mean, and its lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tandem.direction.controls.statements.spreadsheet import words
from tandem.ground.exchange.mapping import plain

LONGEST_HEADING: Final = 200
LONGEST_DECIDING: Final = 60
SEARCHED_BELOW: Final = 60
REASONS: Final = {
    "risk": "because_risk",
    "law": "because_law",
    "contract": "because_contract",
    "practice": "because_practice",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of decisions as it stands there, its words understood but not yet its control."""

    sheet: str
    line: int
    number: Any
    title: str
    said: str
    cells: int
    decision: str
    reasons: frozenset[str]
    why: str
    progress: str

    @property
    def place(self) -> str:
        """The sheet and the line, as people call it."""
        return f"{self.sheet}!{self.line}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its heading line and its lines."""

    sheet: str
    line: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    line: int
    columns: dict[int, str]
    names: dict[int, str]
    excludes: bool

    def of(self, role: str) -> int | None:
        return next((column for column, meaning in self.columns.items() if meaning == role), None)


def tables(sheet: str, rows: Sequence[Sequence[Any]]) -> list[Table]:
    """Every table of decisions in a sheet; a table that says of no control whether it applies is none."""
    heads = _heads(rows) or _heads(rows, by_answers=True)
    ends = [*(head.line - 1 for head in heads[1:]), len(rows)][: len(heads)]
    return [
        Table(sheet, head.line, tuple(_lines(sheet, rows, head, end))) for head, end in zip(heads, ends, strict=True)
    ]


def _heads(rows: Sequence[Sequence[Any]], *, by_answers: bool = False) -> list[_Head]:
    candidates = (_head(rows, index, by_answers=by_answers) for index in range(len(rows)))
    return [head for head in candidates if head is not None]


def _head(rows: Sequence[Sequence[Any]], index: int, *, by_answers: bool = False) -> _Head | None:
    """The heading in this row: texts, none of them a number, that name a decision above a column of numbers.

    With `by_answers` a column of yes and one of no, each with marks below, name the decision.
    """
    row = rows[index]
    filled = [cell for cell in row if cell is not None]
    names = {column: cell for column, cell in enumerate(row) if isinstance(cell, str) and len(cell) <= LONGEST_HEADING}
    answers = _answers(names) if by_answers else {}
    headings = {column: name for column, name in names.items() if column not in answers}
    if len(names) < 2 or len(names) < len(filled) or any(map(_belongs_to_a_line, headings.values())):
        return None
    columns = {**_columns(headings), **answers}
    deciding = {column for column, role in columns.items() if role in ("decision", "inverse", *REASONS)}
    if not any(len(names[column]) <= LONGEST_DECIDING for column in deciding):
        return None
    number = _number_column(rows, index, columns)
    if number is None:
        return None
    others = _columns({column: name for column, name in headings.items() if column != number})
    return _Head(
        index + 1, dict(sorted({**others, **answers, number: "number"}.items())), names, _excludes(rows, index)
    )


def _answers(names: dict[int, str]) -> dict[int, str]:
    """The two columns headed yes and no, where each is there once and the next to the other."""
    said = {column: plain(name) for column, name in names.items()}
    agreeing = [column for column, word in said.items() if word in ("yes", "ja", "oui")]
    refusing = [column for column, word in said.items() if word in ("no", "nein", "non") and column - 1 in agreeing]
    if len(agreeing) != 1 or len(refusing) != 1:
        return {}
    return {agreeing[0]: "decision", refusing[0]: "inverse"}


def _belongs_to_a_line(cell: Any) -> bool:
    """Whether a cell is a number or a plain yes or no, which no heading is."""
    return bool(words.number_of(cell) or words.spans_of(cell)) or plain(str(cell)) in words.PLAIN_ANSWERS


def _columns(names: dict[int, str]) -> dict[int, str]:
    """The meaning of each column by its heading, every meaning but that of notes once."""
    roles: dict[int, str] = {}
    for column, name in names.items():
        word = plain(name)
        free = ((role, pattern) for role, pattern in words.ROLES if role == "notes" or role not in roles.values())
        roles[column] = next((role for role, pattern in free if re.search(pattern, word)), "notes")
    return {column: role for column, role in roles.items() if role != "passed"}


def _number_column(rows: Sequence[Sequence[Any]], index: int, columns: dict[int, str]) -> int | None:
    """The column in which most cells down to the next empty line read like numbers of controls."""
    below = _block(rows, index + 1)
    best, most = None, 0
    for column in range(max((len(row) for row in below), default=0)):
        cells = [row[column] for row in below if column < len(row) and row[column] is not None]
        numbers = sum(map(words.is_number, cells))
        if numbers > most and numbers >= len(cells) * 0.5 and columns.get(column) in (None, "number", "title", "notes"):
            best, most = column, numbers
    return best


def _block(rows: Sequence[Sequence[Any]], start: int) -> list[Sequence[Any]]:
    """The lines from here to the next empty one, without empty ones before them."""
    block: list[Sequence[Any]] = []
    for row in rows[start : start + SEARCHED_BELOW]:
        if any(cell is not None for cell in row):
            block.append(row)
        elif block:
            break
    return block


def _excludes(rows: Sequence[Sequence[Any]], index: int) -> bool:
    """Whether the line above the heading says that the table lists what does not apply."""
    above = next(
        (row for row in reversed(rows[max(0, index - 2) : index]) if any(cell is not None for cell in row)), ()
    )
    texts = [cell for cell in above if cell is not None]
    return len(texts) == 1 and bool(re.search(r"\bnot applicable|\bexcluded|nicht anwendbar", plain(str(texts[0]))))


def _lines(sheet: str, rows: Sequence[Sequence[Any]], head: _Head, end: int) -> Iterator[Line]:
    for index in range(head.line, end):
        row = rows[index]
        if any(cell is not None for cell in row):
            yield _line(sheet, index + 1, row, head)


def _line(sheet: str, line: int, row: Sequence[Any], head: _Head) -> Line:
    def cell(role: str) -> Any:
        column = head.of(role)
        return row[column] if column is not None and column < len(row) else None

    number, title = cell("number"), _text(cell("title"))
    marked = {REASONS[role] for role in REASONS if words.decision_of(cell(role)) in (words.APPLICABLE, words.UNKNOWN)}
    decision = _decision(head, cell, bool(marked))
    reasons = (_text(cell("why")), _text(cell("why_not")) if decision != "applicable" else "")
    why = "\n".join(filter(None, map(words.reason_of, reasons)))
    notes = [
        (" ".join(head.names[column].split()), _text(row[column])) for column in _further(head) if column < len(row)
    ]
    grounds = frozenset(marked) | words.reasons_in(f"{_text(cell('sources'))} {_text(cell('why'))}")
    if any(words.names_risk_register(value) for _name, value in notes):
        grounds |= {"because_risk"}
    return Line(
        sheet=sheet,
        line=line,
        number=number,
        title=title or words.title_after(number),
        said=_said(head, cell),
        cells=sum(1 for value in row if value is not None),
        decision=decision,
        reasons=grounds if decision == words.APPLICABLE else frozenset(),
        why="\n".join([*([why] if why else []), *(f"{name}: {value}" for name, value in notes if value)]),
        progress=words.progress_of(cell("progress")),
    )


def _decision(head: _Head, cell: Any, is_marked: bool) -> str:
    if head.of("decision") is not None and head.of("inverse") is not None:
        return _of_both(words.decision_of(cell("decision")), words.decision_of(cell("inverse"), inverse=True))
    if head.of("decision") is not None:
        return words.decision_of(cell("decision"))
    if head.of("inverse") is not None:
        said = words.decision_of(cell("inverse"), inverse=True)
        return words.APPLICABLE if is_marked and said == words.UNDECIDED else said
    if head.excludes:
        return words.EXCLUDED
    return words.APPLICABLE if is_marked else words.UNDECIDED


def _of_both(said: str, otherwise: str) -> str:
    """What a column for “applicable” and one for “not applicable” say together; unknown where they part."""
    answers = {said, otherwise} - {words.UNDECIDED}
    return answers.pop() if len(answers) == 1 else words.UNKNOWN if answers else words.UNDECIDED


def _said(head: _Head, cell: Any) -> str:
    """The words of the decision; of two columns each with its heading, where both say something."""
    texts = {role: text for role in ("decision", "inverse") if (text := _text(cell(role)))}
    if len(texts) < 2:
        return next(iter(texts.values()), "")
    return ", ".join(f"{head.names[column]}: {texts[role]}" for column, role in head.columns.items() if role in texts)


def _further(head: _Head) -> list[int]:
    """Columns whose cells are kept with their heading beside the justification."""
    return [column for column, role in head.columns.items() if role in ("notes", "sources")]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()
