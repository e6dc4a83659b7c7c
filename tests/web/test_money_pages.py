"""Pages of money, demand and capacity: exact amounts, one table for each currency, charts with the same figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tandem.faces.web.operation.courses import Dot, Line, drawn
from tandem.ground.kernel import writing
from tandem.operation.budgets.tests.test_budgets import approved, booked
from tandem.operation.capacity.tests.test_capacity import measured as used
from tandem.operation.capacity.tests.test_capacity import watched
from tandem.operation.demand.register import DEMAND
from tandem.operation.demand.tests.test_demand import measured, series_of
from tests.cast import Cast


@pytest.fixture
def ada(home: Cast) -> Client:
    client = Client()
    client.force_login(home.users["ada"])
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(f"/home/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_budget_shows_its_money_by_service_to_the_hundredth(home: Cast, ada: Client) -> None:
    budget, line = approved(home)
    booked(home, line, amount="700.05")
    shown = page(ada, f"budgets/{budget.reference}/")
    for text in ("By service", "By cost type", "3,650.00", "610.00", "700.05", "3,740.05", "90.05"):
        assert text in shown


def test_currencies_stand_side_by_side_and_are_never_added(home: Cast, ada: Client) -> None:
    assert "No budget is in force today" in page(ada, "budgets/overview/")
    for name in ("EUR", "SEK", "CHF"):
        approved(home, title=f"In {name}", currency=name)
    shown = page(ada, "budgets/overview/")
    assert [f"In all, {name}" in shown for name in ("EUR", "SEK", "CHF")] == [True, True, True]
    assert "10,950.00" not in shown


def test_a_demand_is_drawn_with_what_is_expected_and_told_as_a_table(home: Cast, ada: Client) -> None:
    series = series_of(home, periods=2)
    for day, amount in (("2025-11-01", 10), ("2025-12-01", 20), ("2026-01-01", 30)):
        measured(home, series, day, amount)
    writing.transition(home.actor("ben"), DEMAND, series.reference, "forecast")
    shown = page(ada, f"demand/{series.reference}/")
    assert shown.count('<circle class="after"') == 2
    assert "2026-03" in shown and "wrong by 0 tickets on average so far" in shown


def test_a_resource_is_drawn_against_its_thresholds(home: Cast, ada: Client) -> None:
    resource = watched(home)
    used(home, resource, "2026-01-01", "10")
    used(home, resource, "2026-01-11", "20")
    shown = page(ada, f"capacity/{resource.reference}/")
    assert "limit, 90 %" in shown and "warning, 75 %" in shown
    assert "22 Mar 2026" in shown


def test_the_error_is_drawn_around_what_is_expected_and_never_below_nothing() -> None:
    dots = [Dot(date(2026, month, 1), str(month), Decimal(month)) for month in (1, 2)]
    course = drawn(dots, [Dot(date(2026, 3, 1), "3", Decimal(3))], Decimal(5), [Line("limit", Decimal(8), "limit")])
    assert course is not None
    assert course.rows[0] == {"y": course.bottom, "word": "0"}
    assert course.band.endswith(f"{course.right},{course.bottom} Z")
    assert drawn([], [], Decimal(0), []) is None
