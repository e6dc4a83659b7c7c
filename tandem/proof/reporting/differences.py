"""What two versions of a statement say differently, as a table, a workbook or JSON."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import xlsxwriter
from django.utils.translation import gettext as _

from tandem.direction.controls.statements.comparing import COMPARED, Difference
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.rules import REASONS
from tandem.direction.controls.statements.sheet import WORDS
from tandem.proof.reporting.statement_xlsx import OPTIONS, add_table

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """One control that is decided differently, in words."""

    ref: str
    title: str
    was: str
    now: str


def rows_of(differences: Iterable[Difference]) -> list[Row]:
    """The differences in words, in their order."""
    return [
        Row(difference.ref, difference.title, _side(difference.was), _side(difference.now))
        for difference in differences
    ]


def _side(entry: StatementEntry | None) -> str:
    """What one version says of a control: decision, reasons, how far it is, justification."""
    if entry is None:
        return _("not in this version")
    parts = [str(entry.get_decision_display()) if entry.decision else _("not decided")]
    parts += [", ".join(str(WORDS[name]) for name in REASONS if getattr(entry, name))]
    if entry.decision != "excluded":
        parts.append(str(entry.get_progress_display()))
    return " · ".join(part for part in [*parts, entry.justification, entry.progress_reason] if part)


def as_xlsx(earlier: Statement, later: Statement, differences: Sequence[Difference]) -> bytes:
    """The differences as a workbook."""
    file = io.BytesIO()
    header = (_("Control"), _("Title"), _name(earlier), _name(later))
    rows = [(row.ref, row.title, row.was, row.now) for row in rows_of(differences)]
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": _("What differs"), "created": later.updated_at.replace(tzinfo=None)})
        add_table(book, _("What differs"), header, rows, (9, 34, 60, 60))
    return file.getvalue()


def as_json(earlier: Statement, later: Statement, differences: Sequence[Difference]) -> bytes:
    """The differences as plain data, with keys that stay the same in every language."""
    document = {
        "format": "tandem-statement-differences/1",
        "framework": later.framework,
        "earlier": earlier.reference,
        "later": later.reference,
        "controls": [
            {
                "control": difference.ref,
                "title": difference.title,
                "changed": difference.changed,
                "was": _data(difference.was),
                "is": _data(difference.now),
            }
            for difference in differences
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _data(entry: StatementEntry | None) -> dict[str, Any] | None:
    return {name: getattr(entry, name) for name in COMPARED} if entry is not None else None


def _name(statement: Statement) -> str:
    number = f", {_('version')} {statement.number}" if statement.number else ""
    return f"{statement.reference}{number}, {statement.get_state_display()}"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a comparison."""

    title: str
    ending: str
    media_type: str
    write: Callable[[Statement, Statement, Sequence[Difference]], bytes]


FORMS = {
    "xlsx": Form("Excel", "xlsx", EXCEL, as_xlsx),
    "json": Form("JSON", "json", "application/json", as_json),
}
