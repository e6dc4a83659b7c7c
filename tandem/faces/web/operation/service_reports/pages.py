"""A service report as a page whose figures open their records."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.operation.service_reports.issues.register import SERVICE_REPORTS

WIDTH, HEIGHT, INSET = 120.0, 26.0, 3.0


def _found(visit: Visit, reference: str) -> Any:
    return writing.find(visit.actor, register_of(visit, "service-reports"), reference)


@require_GET
@inside
def show(visit: Visit, reference: str) -> HttpResponse:
    """The report: how the period went, figures with their trend, targets, what was missed, what follows."""
    report = _found(visit, reference)
    rows = [_figure(visit, row) for row in report.figures]
    return visit.page(
        "service_reports/report.html",
        title=report.title,
        report=report,
        state=SERVICE_REPORTS.workflow.state(report.state) if SERVICE_REPORTS.workflow else None,
        figures=[row for row in rows if "key" in row],
        targets=[row for row in rows if "key" not in row],
        conclusions=list(report.conclusions.select_related("owner", "action").order_by("pk")),
        may_write=permissions.may_edit(visit.actor, SERVICE_REPORTS, report),
    )


def _figure(visit: Visit, row: dict[str, Any]) -> dict[str, Any]:
    """A figure with the address of the records behind it and its trend as a line."""
    address = f"{visit.url('list', row['register'])}?{urlencode(sorted(row['filters'].items()))}"
    return {**row, "url": address, "line": trend([float(value or 0) for value in row["series"]])}


def trend(values: list[float]) -> str:
    """The points of a line through values, the oldest left; empty for fewer than two."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    step = (WIDTH - 2 * INSET) / (len(values) - 1)
    tall = (HEIGHT - 2 * INSET) / ((high - low) or 1)
    return " ".join(
        f"{INSET + step * place:.1f},{HEIGHT - INSET - (value - low) * tall:.1f}" for place, value in enumerate(values)
    )
