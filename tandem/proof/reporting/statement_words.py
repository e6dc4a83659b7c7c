"""The words and figures of a statement that every document of it shares."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.controls.grading import Grade
from tandem.direction.controls.statements.backing import Behind
from tandem.direction.controls.statements.sheet import Line, Reason, Sheet
from tandem.proof.reporting.cover import Cover, Edition
from tandem.proof.reporting.paper import Signature

NAMED = ("because_law", "because_contract")  # reasons whose records are named, not only numbered
OUTSIDE = 6  # columns that go outside: without tests, own controls and evidence


def title() -> str:
    """What the document is."""
    return _("Statement of Applicability")


def columns(edition: Edition = "inside") -> tuple[str, ...]:
    """The headings of the table."""
    whole = (
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
    return whole if edition == "inside" else whole[:OUTSIDE]


def cells(line: Line, edition: Edition = "inside") -> tuple[str, ...]:
    """One row of the table, under the headings."""
    entry = line.entry
    first = (
        entry.ref,
        entry.title,
        line.decision_word or _("not decided"),
        reasons(line, edition),
        entry.justification,
    )
    if edition == "outside":
        return (*first, line.progress_word)
    return (
        *first,
        progress(line),
        grade(line),
        "\n".join(behind(control) for control in line.controls),
        "\n".join([*(behind(record) for record in line.linked), *line.files]),
    )


def reasons(line: Line, edition: Edition) -> str:
    """Why it applies, with the law and the contract by name; outside nothing is numbered as it is here."""
    return "; ".join(_reason(reason, edition) for reason in line.reasons if reason.counts)


def _reason(reason: Reason, edition: Edition) -> str:
    is_named = reason.name in NAMED
    names = [
        " ".join(
            part for part in (record.reference if edition == "inside" else "", record.title if is_named else "") if part
        )
        for record in reason.records
    ]
    listing = ", ".join(name for name in names if name)
    return f"{reason.word} ({listing})" if listing else reason.word


def progress(line: Line) -> str:
    """How far it is, why it reads so, and whether the decision still waits to be confirmed."""
    entry = line.entry
    parts = [line.progress_word]
    if entry.progress_reason and line.progress_word:
        parts.append(f"({entry.progress_reason})")
    if not entry.is_confirmed:
        params = {"from": entry.inherited_from}
        parts.append(_("Inherited from %(from)s, to be confirmed.") % params)
    return " ".join(part for part in parts if part)


def grade(line: Line) -> str:
    """How far its controls are shown, by the weakest of them."""
    return str(line.grade.label) if line.grade and line.entry.decision == "applicable" else ""


def behind(record: Behind) -> str:
    """A record behind a decision in one line."""
    details = ", ".join(word for word in (record.note, str(Grade(record.grade).label) if record.grade else "") if word)
    return f"{record.reference} {record.title}" + (f" ({details})" if details else "")


def facts(sheet: Sheet, cover: Cover) -> list[tuple[str, str]]:
    """What stands on the cover, line by line."""
    statement, is_outside = sheet.statement, cover.edition == "outside"
    approved = _("%(who)s on %(day)s") % {"who": sheet.approver, "day": day(sheet.approved_on)}
    rows = [
        (_("Organization"), cover.organization),
        (_("Catalogue of controls"), sheet.catalogue),
        (_("Scope"), cover.scope or _("The scope is not written down yet.")),
        (_("Not in scope"), cover.not_in_scope),
        (_("Certificate"), cover.certificate),
        (_("Statement"), f"{statement.reference} {statement.title}"),
        (_("Edition"), _("For outside: without tests, own controls and evidence") if is_outside else ""),
        (_("Version"), f"{sheet.version_words} ({statement.get_state_display()})"),
        (_("Prepared by"), sheet.author),
        (_("Approved by"), approved if sheet.approved_on else _("Not approved yet")),
        (_("Last change"), moment(sheet.written_at)),
        (_("Printed on"), day(cover.printed_on)),
        (_("Head of the ledger"), head(cover)),
    ]
    return [(name, value) for name, value in rows if value]


def classification(cover: Cover, of_house: str) -> str:
    """What stands at the bottom of each page: what goes outside is not marked for the house."""
    return _("For outside use") if cover.edition == "outside" else of_house


def watermark(sheet: Sheet) -> str:
    """What stands across a statement that nobody has approved, or that another one has followed."""
    return "" if sheet.statement.state == "approved" else str(sheet.statement.get_state_display()).lower()


def head(cover: Cover) -> str:
    """The newest signed head: with it somebody can tell later that nothing before was altered."""
    if cover.head is None:
        return _("Nothing is sealed yet.")
    params = {"size": cover.head.size, "root": cover.head.root, "when": moment(cover.head.signed_at)}
    return _("%(size)d entries, root %(root)s, signed %(when)s") % params


def figures(sheet: Sheet, edition: Edition = "inside") -> list[tuple[str, int]]:
    """The counts of the statement, in words."""
    counts = sheet.figures
    whole = [
        (_("Controls"), counts.whole),
        (_("Applicable"), counts.applicable),
        (_("Excluded"), counts.excluded),
        (_("Not decided"), counts.undecided),
        (_("Implemented"), counts.implemented),
        (_("In part"), counts.partly),
        (_("Planned"), counts.planned),
        (_("Not begun"), counts.not_begun),
    ]
    if edition == "outside":
        return whole
    own = [(_("To be confirmed"), counts.unconfirmed), (_("For good practice alone"), counts.practice_alone)]
    return [*whole, *own, *((str(grade.label), count) for grade, count in sheet.grades.items())]


def signatures(sheet: Sheet) -> list[Signature]:
    """Who prepared the statement, who approved it, and room for top management."""
    return [
        Signature(_("Prepared by"), sheet.author),
        Signature(_("Approved by"), sheet.approver, sheet.approved_on),
        Signature(_("Top management")),
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
        "signatures": _("Signatures"),
        "summary": _("One row for each control: whether it applies, why, and how far it is"),
    }
