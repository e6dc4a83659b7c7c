"""A service report as a page whose figures open their records."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.service_reports import screens
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.operation.service_reports.issues.register import SERVICE_REPORTS


def _report(visit: Visit, reference: str) -> Any:
    return writing.find(visit.actor, register_of(visit, "service-reports"), reference)


@require_GET
@inside
def show(visit: Visit, reference: str) -> HttpResponse:
    """The report: how the period went, figures with their trend, targets, what was missed, what follows."""
    report = _report(visit, reference)
    return visit.page(
        "service_reports/report.html",
        title=report.title,
        report=report,
        state=SERVICE_REPORTS.workflow.state(report.state) if SERVICE_REPORTS.workflow else None,
        **screens.figures(visit, report),
        conclusions=list(report.conclusions.select_related("owner", "action").order_by("pk")),
        may_write=permissions.may_edit(visit.actor, SERVICE_REPORTS, report),
    )
