"""Demand: measured period by period, foreseen, judged, reported."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.operation.demand.forecasts.register import DEMAND_FORECASTS
from tandem.operation.demand.register import DEMAND
from tandem.operation.demand.values.register import DEMAND_VALUES
from tests.cast import Cast

SERVICES = next(register for register in registers.every() if register.key == "services")
TODAY = date(2026, 3, 2)


def series_of(home: Cast, **values: Any) -> Any:
    ada = home.actor("ada")
    served = writing.create(ada, SERVICES, {"title": "Desk"})
    given = {"title": "Tickets", "service": served, "unit": "tickets", "owner": home.users["ben"].pk}
    given |= {"drivers": "Workplaces", "source": "Ticket register", **values}
    made = writing.create(ada, DEMAND, given)
    return writing.transition(ada, DEMAND, made.reference, "begin")


def measured(home: Cast, series: Any, day: str, amount: Any, door: str = "api") -> Any:
    values = {"series": series.reference, "period_start": day, "amount": amount}
    return writing.create(home.actor("ben", door), DEMAND_VALUES, values)


def refused(problem: str, attempt: Any) -> None:
    with pytest.raises(Invalid) as invalid:
        attempt()
    assert problem in invalid.value.problems


def test_any_day_stands_for_its_period_and_each_has_one_value(home: Cast) -> None:
    series = series_of(home)
    made = measured(home, series, "2026-01-17", "412")
    series.refresh_from_db()
    assert (made.title, made.period_start, made.period_end, series.measured_until) == (
        "2026-01",
        date(2026, 1, 1),
        date(2026, 1, 31),
        date(2026, 1, 31),
    )
    with pytest.raises(Invalid):
        measured(home, series, "2026-01-03", "9")
    assert series.values.count() == 1


@pytest.mark.parametrize(
    ("day", "amount", "problem"),
    [("2026-03-01", "1", "period_start"), ("1889-01-01", "1", "period_start"), ("2026-01-01", "-1", "amount")],
)
def test_only_what_was_measured_is_entered(home: Cast, day: str, amount: str, problem: str) -> None:
    series = series_of(home)
    for door in ("page", "api", "import"):
        refused(problem, lambda door=door: measured(home, series, day, amount, door))
    assert not series.values.exists()


def test_a_forecast_is_drawn_judged_and_follows_the_one_before(home: Cast) -> None:
    series, ben = series_of(home, periods=2), home.actor("ben")
    with pytest.raises(WriteError, match="Enter first"):
        writing.transition(ben, DEMAND, series.reference, "forecast")
    for month, amount in enumerate((10, 20, 30), 11):
        measured(home, series, f"{2025 + (month > 12)}-{(month - 1) % 12 + 1:02}-01", amount)
    writing.transition(ben, DEMAND, series.reference, "forecast")
    first = series.forecasts.get()
    assert (first.method, first.next_amount, first.error, first.state) == (
        "trend",
        Decimal("40.000"),
        Decimal("0.000"),
        "drawn",
    )
    assert first.points == [
        {"start": "2026-02-01", "name": "2026-02", "amount": "40.000"},
        {"start": "2026-03-01", "name": "2026-03", "amount": "50.000"},
    ]
    refused("assumptions", lambda: writing.transition(ben, DEMAND_FORECASTS, first.reference, "confirm"))
    said = {"assumptions": "As reckoned"}
    writing.transition(ben, DEMAND_FORECASTS, first.reference, "confirm", said)
    writing.transition(ben, DEMAND, series.reference, "forecast")
    second = series.forecasts.get(state="drawn")
    writing.transition(ben, DEMAND_FORECASTS, second.reference, "confirm", said)
    first.refresh_from_db()
    series.refresh_from_db()
    assert (first.state, series.last_forecast) == ("superseded", TODAY)
    with pytest.raises(NotPermitted, match="make another forecast"):
        writing.change(ben, DEMAND_FORECASTS, second.reference, {"assumptions": "Otherwise"})


def test_too_little_is_not_foreseen(home: Cast) -> None:
    series = series_of(home, method="seasonal")
    measured(home, series, "2026-01-01", 10)
    refused("series", lambda: writing.create(home.actor("ben"), DEMAND_FORECASTS, {"series": series}))
    assert not series.forecasts.exists()


def test_a_demand_of_which_nothing_was_measured_is_judged(home: Cast) -> None:
    series, ben = series_of(home, periods=2), home.actor("ben")
    refused("judged", lambda: writing.create(ben, DEMAND_FORECASTS, {"series": series, "judged": "-1"}))
    made = writing.create(ben, DEMAND_FORECASTS, {"series": series, "judged": "420"})
    assert (made.method, made.next_amount, made.error) == ("judged", Decimal("420.000"), None)
    assert [point["name"] for point in made.points] == ["2026-03", "2026-04"]


def test_a_report_tells_something_new(home: Cast) -> None:
    series, ben = series_of(home), home.actor("ben")
    said = {"usage": "Ten tickets", "reported_to": "The board"}
    with pytest.raises(WriteError, match="Enter first"):
        writing.transition(ben, DEMAND, series.reference, "report", said)
    measured(home, series, "2026-01-01", 10)
    done = writing.transition(ben, DEMAND, series.reference, "report", said)
    assert (done.last_report, done.next_report) == (TODAY, date(2026, 6, 2))
    with pytest.raises(WriteError, match="Nothing was measured since"):
        writing.transition(ben, DEMAND, series.reference, "report", said)


def test_what_was_measured_keeps_its_period(home: Cast) -> None:
    series = series_of(home)
    assert series.season == 12
    changed = writing.change(home.actor("ada"), DEMAND, series.reference, {"every": "quarter"})
    assert changed.season == 4
    measured(home, series, "2025-11-01", 10)
    refused("every", lambda: writing.change(home.actor("ada"), DEMAND, series.reference, {"every": "week"}))
