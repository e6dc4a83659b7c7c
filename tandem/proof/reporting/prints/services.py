"""What services print: the report of a period, and the plan to take along when nothing else can be reached."""

from django.utils.translation import gettext_lazy

from tandem.proof.reporting import continuity_plan, service_report
from tandem.proof.reporting.printing import Asked, Print


def _report(asked: Asked) -> bytes:
    return service_report.as_pdf(asked.record, asked.organization)


def _workbook(asked: Asked) -> bytes:
    return service_report.as_xlsx(asked.record, asked.organization)


def _plan(asked: Asked) -> bytes:
    return continuity_plan.as_pdf(asked.record, asked.organization, asked.actor.today)


PRINTS = (
    Print(
        key="service-report",
        register="service-reports",
        title=gettext_lazy("Service report"),
        forms={"pdf": _report, "xlsx": _workbook},
    ),
    Print(
        key="continuity-plan",
        register="continuity-plans",
        title=gettext_lazy("Continuity plan for telephones"),
        forms={"pdf": _plan},
    ),
)
