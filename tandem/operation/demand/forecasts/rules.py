"""What a forecast keeps of the day it was made."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.operation.demand import forecasting, periods

EXPECTED = Approved(series=("series",), by="confirmed_by", on="confirmed_on", state="confirmed")


def derive_forecast(forecast: Any, before: Any, actor: Actor) -> None:
    """Reckoned once, from everything that is known of its demand, or as people judge it."""
    if before is not None:
        return
    series = forecast.series
    known = list(series.values.order_by("-period_start")[: forecasting.MOST])
    forecast.made_on = actor.today
    forecast.owner_id = forecast.owner_id or series.owner_id
    forecast.title = f"{series.title}, {locales.day(actor.today)}"
    forecast.measured_until = known[0].period_end if known else None
    reckoned = _judged(forecast, actor.today) if forecast.judged is not None else _reckoned(series, known)
    if reckoned is not None:
        forecast.method, forecast.error, forecast.error_percent = reckoned.method, reckoned.error, reckoned.percent
        forecast.points = [_point(series.every, number, amount) for number, amount in reckoned.points]
        forecast.next_amount = reckoned.points[0][1]


def _reckoned(series: Any, known: list[Any]) -> forecasting.Forecast | None:
    numbers = {periods.number_of(series.every, value.period_start): value.amount for value in known}
    return forecasting.forecast(numbers, series.season, series.periods, series.method)


def _judged(forecast: Any, today: date) -> forecasting.Forecast:
    """The same in every period that follows what was measured; from this one on where nothing was."""
    series, end = forecast.series, forecast.measured_until
    first = periods.number_of(series.every, end) + 1 if end else periods.number_of(series.every, today)
    points = [(first + after, forecast.judged) for after in range(series.periods)]
    return forecasting.Forecast("judged", points, None, None)


def _point(kind: str, number: int, amount: Any) -> dict[str, str]:
    start = periods.start_of(kind, number)
    return {"start": start.isoformat(), "name": periods.name_of(kind, start), "amount": str(amount)}


def check_forecast(forecast: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its demand, of which enough is known."""
    if before is not None:
        kept = (before.series_id, before.judged) == (forecast.series_id, forecast.judged)
        return {} if kept else {"series": _("A forecast stays as it was made; make another one.")}
    if forecast.series.state != "active":
        return {"series": _("Only what is measured is foreseen.")}
    if forecast.judged is not None and forecast.judged < 0:
        return {"judged": _("Nobody uses less than nothing.")}
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
