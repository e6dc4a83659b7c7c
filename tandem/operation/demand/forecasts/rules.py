"""What a forecast keeps of the day it was made."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.operation.demand import forecasting, periods

EXPECTED = Approved(series=("series",), by="confirmed_by", on="confirmed_on", state="confirmed")


def derive_forecast(forecast: Any, before: Any, actor: Actor) -> None:
    """Reckoned once, from everything that is known of its demand."""
    if before is not None:
        return
    series = forecast.series
    known = list(series.values.order_by("-period_start")[: forecasting.MOST])
    numbers = {periods.number_of(series.every, value.period_start): value.amount for value in known}
    told = forecasting.forecast(numbers, series.season, series.periods, series.method)
    forecast.made_on = actor.today
    forecast.owner_id = forecast.owner_id or series.owner_id
    forecast.title = f"{series.title}, {actor.today.isoformat()}"
    forecast.measured_until = known[0].period_end if known else actor.today
    if told is not None:
        forecast.method, forecast.error, forecast.error_percent = told.method, told.error, told.percent
        forecast.points = [_point(series.every, number, amount) for number, amount in told.points]
        forecast.next_amount = told.points[0][1]


def _point(kind: str, number: int, amount: Any) -> dict[str, str]:
    start = periods.start_of(kind, number)
    return {"start": start.isoformat(), "name": periods.name_of(kind, start), "amount": str(amount)}


def check_forecast(forecast: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its demand, of which enough is known."""
    if before is not None:
        return {} if before.series_id == forecast.series_id else {"series": _("A forecast stays with its demand.")}
    if forecast.series.state != "active":
        return {"series": _("Only what is measured is foreseen.")}
    return {} if forecast.points else {"series": too_little(forecast.series)}


def too_little(series: Any) -> str:
    """What is missing before something can be foreseen."""
    if series.method == forecasting.SEASONAL:
        words = {"season": series.season}
        return _("By season, values of %(season)s periods are needed; choose the trend, or enter more.") % words
    return _("Too little was measured to foresee anything: enter values of two periods at least.")


def confirm(forecast: Any, actor: Actor) -> None:
    """Note who judged it, and when."""
    EXPECTED.note(forecast, actor)


def locked(forecast: Any) -> str | None:
    """What was judged stands."""
    return None if forecast.state == "drawn" else _("It was judged; make another forecast.")
