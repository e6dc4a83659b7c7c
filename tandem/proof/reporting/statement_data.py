"""A statement as plain data: the JSON file, and what the PDF is set from."""

import csv
import io
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from tandem.direction.controls.statements.sheet import Line, Sheet
from tandem.ground.exchange.exporting import FORMULA_STARTS
from tandem.proof.reporting import letterhead
from tandem.proof.reporting import statement_words as words
from tandem.proof.reporting.cover import Cover

SHARES = (1.3, 3.3, 1.9, 3.2, 4, 2.7, 1.9, 4.4, 3.2)  # of the columns of the printed table


def as_json(sheet: Sheet, cover: Cover) -> bytes:
    """The statement as a JSON document, indented."""
    return msgspec.json.format(msgspec.json.encode(contents(sheet, cover)), indent=2) + b"\n"


def as_csv(sheet: Sheet) -> bytes:
    """The decisions as a table; what a spreadsheet would take for a formula is marked as text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_("Theme"), *words.columns()])
    for line in sheet.lines:
        writer.writerow(["'" + cell if cell.startswith(FORMULA_STARTS) else cell for cell in _cells(line)])
    return text.getvalue().encode("utf-8-sig")


def _cells(line: Line) -> tuple[str, ...]:
    return (line.theme, *words.cells(line))


def contents(sheet: Sheet, cover: Cover) -> dict[str, Any]:
    """Everything the statement says, with keys that stay the same in every language."""
    statement = sheet.statement
    return {
        "format": "tandem-statement/1",
        "organization": cover.organization,
        "statement": statement.reference,
        "title": statement.title,
        "framework": statement.framework,
        "catalogue": sheet.catalogue,
        "scope": cover.scope,
        "not_in_scope": cover.not_in_scope,
        "number": sheet.number,
        "state": statement.state,
        "prepared_by": sheet.author,
        "approved_by": sheet.approver,
        "approved_on": words.day(sheet.approved_on) or None,
        "changed_at": sheet.written_at.isoformat(),
        "ledger": _head(cover),
        "figures": {name: getattr(sheet.figures, name) for name in sheet.figures.__slots__},
        "grades": {str(grade): count for grade, count in sheet.grades.items()},
        "controls": [_line(line) for line in sheet.lines],
    }


def _head(cover: Cover) -> dict[str, Any] | None:
    if cover.head is None:
        return None
    return {"size": cover.head.size, "root": cover.head.root, "signed_at": cover.head.signed_at.isoformat()}


def _line(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "reference": entry.reference,
        "control": entry.ref,
        "title": entry.title,
        "theme": line.theme,
        "decision": entry.decision,
        "reasons": [
            {
                "reason": reason.name,
                "by_hand": reason.is_own,
                "records": [record.reference for record in reason.records],
            }
            for reason in line.reasons
            if reason.counts
        ],
        "justification": entry.justification,
        "implementation": entry.progress if entry.decision != "excluded" else None,
        "implementation_reason": entry.progress_reason,
        "grade": line.grade if entry.decision == "applicable" else None,
        "own_controls": [control.as_data() for control in line.controls],
        "evidence": [linked_record.as_data() for linked_record in line.linked],
        "files": list(line.files),
        "inherited_from": entry.inherited_from,
        "is_confirmed": entry.is_confirmed,
    }


def for_printing(sheet: Sheet, cover: Cover) -> dict[str, Any]:
    """What the printed document shows, in words."""
    letter = letterhead.current()
    return {
        "words": words.words(),
        "organization": cover.organization,
        "version": sheet.version_words,
        "statement": sheet.statement.reference,
        "day": [sheet.written_at.year, sheet.written_at.month, sheet.written_at.day],
        "facts": words.facts(sheet, cover),
        "classification": words.classification(cover, letter.classification if letter else ""),
        "watermark": words.watermark(sheet),
        "figures": words.figures(sheet, cover.edition),
        "columns": words.columns(cover.edition),
        "shares": SHARES[: len(words.columns(cover.edition))],
        "signatures": [
            {"part": signature.part, "name": signature.name, "said": signature.said}
            for signature in words.signatures(sheet)
        ],
        "themes": [
            {"title": theme, "rows": [words.cells(line, cover.edition) for line in lines]}
            for theme, lines in sheet.themes.items()
        ],
        "excluded": [
            (line.entry.ref, line.entry.title, line.entry.justification)
            for line in sheet.lines
            if line.entry.decision == "excluded"
        ],
    }
