"""What the pages of indicators and objectives show beside their fields: values over time."""

from typing import Any

from tandem.evaluation.measurements.register import INDICATORS
from tandem.faces.web.evaluation.measurements import charts
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions

MOST_CHARTS = 6


def indicator(visit: Visit, record: Any) -> dict[str, Any]:
    """Its own chart."""
    return {"charts": [{"indicator": record, "chart": chart}] if (chart := charts.of_indicator(record)) else []}


def objective(visit: Visit, record: Any) -> dict[str, Any]:
    """A chart for each indicator of the objective that has values."""
    if not permissions.may_view_register(visit.actor, INDICATORS):
        return {"charts": []}
    known = permissions.visible(visit.actor, INDICATORS).filter(objective=record).order_by("pk")[:MOST_CHARTS]
    pairs = [{"indicator": indicator, "chart": charts.of_indicator(indicator)} for indicator in known]
    return {"charts": [pair for pair in pairs if pair["chart"]]}
