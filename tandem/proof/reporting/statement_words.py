"""The words and figures of a statement that every document of it shares."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.controls.grading import Grade
from tandem.direction.controls.statements.backing import Behind
from tandem.direction.controls.statements.sheet import Line, Sheet
from tandem.proof.reporting.cover import Cover


def title() -> str:
    """What the document is."""
    return _("Statement of Applicability")


def columns() -> tuple[str, ...]:
    """The headings of the table."""
    return (
        _("Control"),
        _("Title"),
        _("Applies"),
        _("Reasons"),
        _("Justification"),
        _("Implementation"),
        _("Shown"),
        _("Own controls"),
        _("Evidence"),
    )


def cells(line: Line) -> tuple[str, ...]:
    """One row of the table, under the headings."""
    entry = line.entry
    return (
        entry.ref,
        entry.title,
        line.decision_word or _("not decided"),
        line.reason_words,
        entry.justification,
        progress(line),
        grade(line),
        "\n".join(behind(one) for one in line.controls),
        "\n".join([*(behind(one) for one in line.linked), *line.files]),
    )


def progress(line: Line) -> str:
    """How far it is, why it reads so, and whether the decision still waits to be confirmed."""
    entry = line.entry
    parts = [line.progress_word]
    if entry.progress_reason and line.progress_word:
        parts.append(f"({entry.progress_reason})")
    if not entry.is_confirmed:
        told = {"from": entry.inherited_from}
        parts.append(_("Inherited from %(from)s, to be confirmed.") % told)
    return " ".join(part for part in parts if part)


def grade(line: Line) -> str:
    """How far its controls are shown, by the weakest of them."""
    return str(line.grade.label) if line.grade and line.entry.decision == "applicable" else ""


def behind(one: Behind) -> str:
    """A record behind a decision in one line."""
    told = ", ".join(word for word in (one.note, str(Grade(one.grade).label) if one.grade else "") if word)
    return f"{one.reference} {one.title}" + (f" ({told})" if told else "")


def facts(sheet: Sheet, cover: Cover) -> list[tuple[str, str]]:
    """What stands on the cover, line by line."""
    statement = sheet.statement
    approved = _("%(who)s on %(day)s") % {"who": sheet.approver, "day": day(sheet.approved_on)}
    told = [
        (_("Organization"), cover.organization),
        (_("Catalogue of controls"), sheet.catalogue),
        (_("Scope"), cover.scope or _("The scope is not written down yet.")),
        (_("Not in scope"), cover.not_in_scope),
        (_("Certificate"), cover.certificate),
        (_("Statement"), f"{statement.reference} {statement.title}"),
        (_("Version"), f"{sheet.version_words} ({statement.get_state_display()})"),
        (_("Prepared by"), sheet.author),
        (_("Approved by"), approved if sheet.approved_on else _("Not approved yet")),
        (_("Last change"), moment(sheet.written_at)),
        (_("Printed on"), day(cover.printed_on)),
        (_("Head of the ledger"), head(cover)),
    ]
    return [(name, value) for name, value in told if value]


def head(cover: Cover) -> str:
    """The newest signed head: with it somebody can tell later that nothing before was altered."""
    if cover.head is None:
        return _("Nothing is sealed yet.")
    told = {"size": cover.head.size, "root": cover.head.root, "when": moment(cover.head.signed_at)}
    return _("%(size)d entries, root %(root)s, signed %(when)s") % told


def figures(sheet: Sheet) -> list[tuple[str, int]]:
    """The counts of the statement, in words."""
    told = sheet.figures
    return [
        (_("Controls"), told.whole),
        (_("Applicable"), told.applicable),
        (_("Excluded"), told.excluded),
        (_("Not decided"), told.undecided),
        (_("To be confirmed"), told.unconfirmed),
        (_("Implemented"), told.implemented),
        (_("In part"), told.partly),
        (_("Planned"), told.planned),
        (_("Not begun"), told.not_begun),
        (_("For good practice alone"), told.practice_alone),
        *((str(grade.label), count) for grade, count in sheet.grades.items()),
    ]


def day(value: date | None) -> str:
    """A day as documents write it."""
    return value.isoformat() if value else ""


def moment(value: datetime) -> str:
    """A time as documents write it."""
    return value.strftime("%Y-%m-%d %H:%M %Z").strip()


def words() -> Mapping[str, Any]:
    """Headings of the printed document."""
    return {
        "title": title(),
        "figures": _("Figures"),
        "decisions": _("Decisions"),
        "excluded": _("Excluded controls"),
        "none_excluded": _("No control is excluded."),
        "page": _("Page"),
        "of": _("of"),
        "summary": _("One row for each control: whether it applies, why, and how far it is"),
    }
