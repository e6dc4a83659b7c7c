"""What a demand needs before it is measured, and when it is reported (20000-1:2018 8.4.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.operation.demand.periods import SEASONS

REPORT = Reviewed(
    while_in=("active",), months="report_months", last="last_report", next="next_report", since=("begun_on",)
)
NEEDED = ("owner", "drivers", "source")
MOST_PERIODS = 104
LONGEST_SEASON = 104


def derive_series(series: Any, before: Any, actor: Actor) -> None:
    """A season is a year, unless said otherwise; who counts by another period has another season."""
    is_usual = before is not None and before.season == SEASONS.get(before.every)
    if series.season is None or (is_usual and series.every != before.every):
        series.season = SEASONS.get(series.every)


def check_series(series: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is foreseen for some periods by a season of some; what was measured keeps its period."""
    problems = {}
    if before is not None and before.every != series.every and series.values.exists():
        problems["every"] = _("Values were measured by another period; begin another demand for this one.")
    if not 1 <= (series.season or 0) <= LONGEST_SEASON:
        problems["season"] = _("A season has from 1 to 104 periods.")
    if not 1 <= (series.periods or 0) <= MOST_PERIODS:
        problems["periods"] = _("Foresee from 1 to 104 periods.")
    if not series.report_months:
        problems["report_months"] = _("Say after how many months it is reported again: one at least.")
    return problems


def begin(series: Any, actor: Actor) -> None:
    """The first report is due an interval from today."""
    series.begun_on = series.begun_on or actor.today


def may_report(series: Any, actor: Actor) -> str | None:
    """A report tells something new."""
    if series.measured_until is None:
        return _("Enter first what was measured.")
    if series.reported_until is not None and series.measured_until <= series.reported_until:
        return _("Nothing was measured since the last report.")
    return None


def report(series: Any, actor: Actor) -> None:
    """Reported today, up to the newest value."""
    series.reported_until = series.measured_until
    REPORT.looked_at(series, actor)


def may_forecast(series: Any, actor: Actor) -> str | None:
    """There is something to reckon with."""
    return None if series.values.exists() else _("Enter first what was measured.")
