"""A service report as a printed document and as a workbook."""

import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import locales
from tandem.proof.reporting import letterhead
from tandem.proof.reporting.characters import legible
from tandem.proof.reporting.statement_xlsx import OPTIONS, add_table


def as_pdf(report: Any, organization: Organization) -> bytes:
    """The report on paper; the same report gives the same bytes on one machine."""
    return letterhead.pdf("service_report", for_printing(report, organization))


def for_printing(report: Any, organization: Organization) -> dict[str, Any]:
    """What the printed document says, as plain data."""
    day = report.issued_on or report.period_end
    return {
        "day": [day.year, day.month, day.day],
        "organization": organization.name,
        "reference": report.reference,
        "title": report.title,
        "facts": [[name, said] for name, said in _facts(report) if said],
        "summary": report.summary,
        "targets": [_target(row) for row in report.figures if "key" not in row],
        "breaches": [_breach(row) for row in report.breaches],
        "figures": [_figure(row) for row in report.figures if "key" in row],
        "conclusions": [_conclusion(one) for one in _conclusions(report)],
        "nothing": report.nothing_follows,
        "words": _words() | {"none": _nothing_missed(report)},
    }


def _nothing_missed(report: Any) -> str:
    is_measured = all(row["kept"] is not None for row in report.figures if "key" not in row)
    return _("Nothing was missed.") if is_measured else _("Nothing that was measured was missed.")


def _conclusions(report: Any) -> Any:
    return report.conclusions.select_related("owner", "action").order_by("pk")


def _facts(report: Any) -> Iterator[tuple[str, str]]:
    """For whom, about what, when, and the head of the ledger at that moment."""
    definition = report.definition
    yield _("Period"), f"{locales.long_day(report.period_start)} – {locales.long_day(report.period_end)}"
    yield _("Customer"), report.customer.title if report.customer else ""
    yield _("For"), definition.audience
    yield _("What for"), definition.purpose
    yield _("State"), str(report.get_state_display())
    yield _("Issued"), f"{locales.long_day(report.issued_on)}, {report.issued_by.name}" if report.issued_by else ""
    yield _("Delivered to"), report.delivered_to
    yield _("Ledger"), f"{report.ledger_size}, {report.ledger_root}" if report.ledger_root else ""


def _target(row: dict[str, Any]) -> list[str]:
    if row["kept"] is None:
        return [row["label"], f"{row['promised']} %", "–", _("not measured"), ""]
    said = _("kept") if row["kept"] else _("missed")
    return [row["label"], f"{row['promised']} %", f"{row['value']} %", str(said), _trend(row)]


def _breach(row: dict[str, Any]) -> list[str]:
    return [f"{row['reference']} {row['title']}", f"{row['promised']} %", f"{row['achieved']} %", row["why"]]


def _figure(row: dict[str, Any]) -> list[str]:
    change = f"{row['change']:+d}" if row["change"] else "="
    return [row["label"], str(row["value"]), str(row["before"]), change, _trend(row)]


def _trend(row: dict[str, Any]) -> str:
    """The values of the periods before and of this one."""
    return " · ".join(str(value) for value in row["series"])


def _conclusion(conclusion: Any) -> list[str]:
    action = conclusion.action
    state = action.get_state_display() if action else conclusion.get_kind_display()
    return [
        conclusion.title,
        conclusion.owner.name if conclusion.owner else "",
        locales.long_day(conclusion.due),
        str(state),
    ]


def _words() -> dict[str, Any]:
    """Headings, and the columns of each table."""
    return {
        "page": str(_("Page")),
        "of": str(_("of")),
        "summary": str(_("How the period went")),
        "targets": str(_("Targets")),
        "breaches": str(_("What was missed, and why")),
        "figures": str(_("Figures")),
        "conclusions": str(_("What follows")),
        "columns": {name: [str(word) for word in words] for name, words in _columns().items()},
    }


def _columns() -> dict[str, tuple[str, ...]]:
    return {
        "targets": (_("Target"), _("Promised"), _("Achieved"), _("Result"), _("Trend")),
        "breaches": (_("Target"), _("Promised"), _("Achieved"), _("Why")),
        "figures": (_("Figure"), _("Now"), _("Before"), _("Change"), _("Trend")),
        "conclusions": (_("Conclusion"), _("Who"), _("By"), _("State")),
    }


def as_xlsx(report: Any, organization: Organization) -> bytes:
    """The same as a workbook, a sheet for each table."""
    data, file = for_printing(report, organization), io.BytesIO()
    words = data["words"]
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties(
            {
                "title": legible(report.title),
                "author": legible(organization.name),
                "created": report.counted_at.replace(tzinfo=None),
            }
        )
        facts = [*data["facts"], [words["summary"], report.summary]]
        add_table(book, _("Report"), (_("What"), _("Is")), facts, (22, 90))
        for name in ("targets", "breaches", "figures", "conclusions"):
            add_table(book, words[name], words["columns"][name], data[name], (50, 14, 14, 40, 40))
    return file.getvalue()
