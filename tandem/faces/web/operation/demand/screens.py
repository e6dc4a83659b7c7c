"""What the page of a demand shows beside its fields: what was measured, and what is expected."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.web.operation import courses
from tandem.faces.web.operation.courses import Dot
from tandem.faces.web.shell import Visit
from tandem.faces.web.wording import figure

MOST = 60


def demand(visit: Visit, series: Any) -> dict[str, Any]:
    """The newest values and the forecast that is expected to come true, or the newest one."""
    newest = series.values.order_by("-period_start")[:MOST]
    measured = [Dot(value.period_start, value.title, value.amount) for value in reversed(newest)]
    known = series.forecasts.exclude(state="rejected")
    forecast = known.filter(state="confirmed").first() or known.order_by("-pk").first()
    return _screen(series, measured, forecast)


def forecast(visit: Visit, record: Any) -> dict[str, Any]:
    """The values known when it was made, and what was expected then."""
    known = record.series.values.filter(period_end__lte=record.measured_until or record.made_on)
    until = known.order_by("-period_start")[:MOST]
    measured = [Dot(value.period_start, value.title, value.amount) for value in reversed(until)]
    return _screen(record.series, measured, record)


def _screen(series: Any, measured: list[Dot], forecast: Any) -> dict[str, Any]:
    last = measured[-1].day if measured else date.min
    points = forecast.points if forecast else []
    dots = [Dot(date.fromisoformat(point["start"]), point["name"], Decimal(point["amount"])) for point in points]
    expected = [dot for dot in dots if dot.day > last]
    error = (forecast.error if forecast else None) or Decimal(0)
    return {
        "course": courses.drawn(measured, expected, error, ()),
        "course_title": _("Demand: measured and expected"),
        "unit": series.unit,
        "measured": measured,
        "expected": expected,
        "error_words": figure(error),
        "forecast": forecast if expected else None,
        "expected_words": _("expected, with the mean error around it"),
    }
