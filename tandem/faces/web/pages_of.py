"""Registers whose records have a page with more on it than the generated one, or in another order."""

from collections.abc import Callable
from typing import Any

from tandem.faces.web import ticket, veris
from tandem.faces.web.evaluation.improvement import screens as improving
from tandem.faces.web.evaluation.measurements import screens as measuring
from tandem.faces.web.operation import deciding
from tandem.faces.web.operation.budgets import screens as budgeting
from tandem.faces.web.operation.capacity import screens as filling
from tandem.faces.web.operation.customers import screens as asking
from tandem.faces.web.operation.demand import screens as using
from tandem.faces.web.operation.service_reports import screens as reporting
from tandem.faces.web.operation.tickets import clocks
from tandem.faces.web.record import documents, risks, services
from tandem.faces.web.shell import Visit
from tandem.operation.agreements.clocks.kinds import FOLLOWED

Screen = Callable[[Visit, Any], dict[str, Any]]


def _nothing_more(visit: Visit, record: Any) -> dict[str, Any]:
    return {}


def _incident(visit: Visit, record: Any) -> dict[str, Any]:
    return ticket.screen(visit, record) | veris.screen(record)


PAGES: dict[str, tuple[str, Screen]] = {
    "acknowledgements": ("records/acknowledgements.html", _nothing_more),
    "audit-findings": ("evaluation/improvement.html", improving.finding),
    "budget-comparisons": ("operation/budget.html", budgeting.comparison),
    "budgets": ("operation/budget.html", budgeting.budget),
    "capacity": ("operation/course.html", filling.resource),
    "demand": ("operation/course.html", using.demand),
    "demand-forecasts": ("operation/course.html", using.forecast),
    "document-reviews": ("records/document-reviews.html", _nothing_more),
    "document-versions": ("records/document-versions.html", _nothing_more),
    "documents": ("records/documents.html", documents.screen),
    "improvements": ("evaluation/improvement.html", improving.improvement),
    "incidents": ("incidents/ticket.html", _incident),
    "indicators": ("evaluation/charts.html", measuring.indicator),
    "items": ("records/items.html", _nothing_more),
    "nonconformities": ("evaluation/nonconformity.html", improving.nonconformity),
    "objectives": ("evaluation/charts.html", measuring.objective),
    "policy-exceptions": ("records/policy-exceptions.html", _nothing_more),
    "risks": ("records/risks.html", risks.screen),
    "service-reports": ("service_reports/record.html", reporting.figures),
    "services": ("records/services.html", services.screen),
    "surveys": ("operation/survey.html", asking.survey),
    "reference-incidents": ("incidents/reference.html", lambda visit, record: veris.screen(record)),
    **{key: ("operation/clocked.html", clocks.screen) for key in FOLLOWED if key != "incidents"},
    **{key: ("operation/approval.html", screen) for key, screen in deciding.SCREENS.items()},
}

EXPORTS = {"incidents": (("VERIS", "veris-list", ""),), "reference-incidents": (("VERIS", "veris-list", "others"),)}


def exports_of(key: str) -> tuple[tuple[str, str, str], ...]:
    """Further forms in which a list goes out: the word for it, the name of its address, and whose records they are."""
    return EXPORTS.get(key, ())


def page_of(key: str, visit: Visit, record: Any) -> tuple[str, dict[str, Any]]:
    """The template of a record's page and what it shows beside the usual."""
    template, screen = PAGES.get(key, ("record.html", _nothing_more))
    return template, screen(visit, record)
