"""Forecasts as reckoned by hand, and what holds of every one of them."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.operation.demand import periods
from tandem.operation.demand.forecasting import (
    SEASONAL,
    TREND,
    better,
    forecast,
    foretold,
    line,
    mean_error,
    seasonal_naive,
    trend,
)

HISTORIES = st.dictionaries(
    st.integers(0, 80), st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False), min_size=1, max_size=40
)


def history(*amounts: int) -> dict[int, Fraction]:
    return {at: Fraction(amount) for at, amount in enumerate(amounts)}


def values(*amounts: int) -> dict[int, Decimal]:
    return {at: Decimal(amount) for at, amount in enumerate(amounts)}


def test_the_line_of_least_squares_by_hand() -> None:
    assert line(history(1, 3, 2, 5)) == (Fraction(11, 10), Fraction(11, 10))
    assert trend(history(1, 3, 2, 5), 4, 4) == Fraction(11, 2)


def test_a_falling_line_ends_at_nothing() -> None:
    outlook = forecast(values(30, 20, 10), 4, 3, TREND)
    assert outlook is not None
    assert [amount for _at, amount in outlook.points] == [Decimal(0), Decimal(0), Decimal(0)]


def test_as_a_season_ago_repeats_the_last_season() -> None:
    outlook = forecast(values(10, 20, 30, 40, 12, 22, 32, 42), 4, 6, SEASONAL)
    assert outlook is not None
    assert outlook.points == [
        (8, Decimal(12)),
        (9, Decimal(22)),
        (10, Decimal(32)),
        (11, Decimal(42)),
        (12, Decimal(12)),
        (13, Decimal(22)),
    ]
    assert (outlook.error, outlook.percent) == (Decimal(2), Decimal("7.407"))  # 8 wrong in all, of 108


def test_a_gap_is_filled_from_the_season_before() -> None:
    known = {0: Fraction(7), 1: Fraction(8), 4: Fraction(9)}
    assert seasonal_naive(known, 2, 5) == 8
    assert seasonal_naive(known, 2, 6) == 9
    assert seasonal_naive({4: Fraction(1)}, 12, 5) is None


def test_the_error_of_the_trend_is_that_of_foretelling_each_period_from_those_before() -> None:
    known = history(1, 3, 2, 5)
    forecasts = foretold(known, trend, 1)
    assert forecasts == {2: Fraction(5), 3: Fraction(3)}
    assert mean_error(known, forecasts) == (Fraction(5, 2), Fraction(5, 7))


def test_nothing_measured_has_no_error_in_percent() -> None:
    assert mean_error(history(0, 0), {1: Fraction(2)}) == (Fraction(2), None)
    assert mean_error(history(1, 2), {}) is None


def test_the_better_method_is_the_one_that_was_less_wrong_over_the_same_periods() -> None:
    assert better(history(10, 20, 30, 40) | {at + 4: Fraction(10 * (at + 1)) for at in range(4)}, 4) == SEASONAL
    assert better(history(*range(0, 100, 10)), 4) == TREND
    assert better(history(5, 6), 12) == TREND
    assert better(history(5), 1) == SEASONAL
    assert better(history(5), 12) is None


def test_where_the_best_method_says_nothing_of_what_follows_the_other_does() -> None:
    sparse = {0: Decimal(0), 1: Decimal(0), 5: Decimal(0)}
    outlook = forecast(sparse, 4, 1)
    assert outlook is not None
    assert (outlook.method, outlook.points) == (TREND, [(6, Decimal(0))])


def test_too_little_gives_no_forecast_and_two_values_no_error() -> None:
    assert forecast({}, 12, 6) is None
    assert forecast(values(5), 12, 6) is None
    outlook = forecast(values(5, 6), 12, 1)
    assert outlook is not None
    assert (outlook.method, outlook.points, outlook.error) == (TREND, [(2, Decimal(7))], None)


@given(HISTORIES, st.integers(1, 60), st.integers(1, 30))
def test_a_forecast_follows_on_and_never_goes_below_nothing(known: dict[int, Decimal], season: int, count: int) -> None:
    outlook = forecast(known, season, count)
    if outlook is None:
        assert len(known) < 2
        return
    assert [at for at, _amount in outlook.points] == sorted(at for at, _amount in outlook.points)
    assert all(max(known) < at <= max(known) + count and amount >= 0 for at, amount in outlook.points)
    assert outlook.error is None or outlook.error >= 0


@given(HISTORIES, st.integers(1, 60))
def test_what_comes_later_does_not_change_what_was_foretold(known: dict[int, Decimal], season: int) -> None:
    exact = {at: Fraction(amount) for at, amount in known.items()}
    last = max(exact)
    earlier = {at: amount for at, amount in exact.items() if at != last}
    for method in (seasonal_naive, trend):
        forecasts = foretold(exact, method, season)
        forecasts.pop(last, None)
        assert forecasts == foretold(earlier, method, season)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(2, 30))
def test_a_straight_line_is_foretold_without_error(level: int, slope: int, count: int) -> None:
    outlook = forecast({at: Decimal(level + slope * at) for at in range(count)}, 12, 3, TREND)
    assert outlook is not None
    assert outlook.points == [(at, Decimal(level + slope * at)) for at in range(count, count + 3)]
    assert outlook.error in (None, Decimal(0))


@given(st.sampled_from(["week", "month", "quarter"]), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_one_period_and_periods_follow_one_another(kind: str, day: date) -> None:
    start = periods.begin_of(kind, day)
    end = periods.end_of(kind, start)
    number = periods.number_of(kind, day)
    assert start <= day <= end
    assert periods.start_of(kind, number) == start
    assert periods.number_of(kind, end + timedelta(days=1)) == number + 1


@pytest.mark.parametrize(
    ("kind", "day", "name"),
    [("month", "2026-03-01", "2026-03"), ("quarter", "2026-10-01", "2026-Q4"), ("week", "2024-12-30", "2025-W01")],
)
def test_periods_have_the_names_people_know(kind: str, day: str, name: str) -> None:
    assert periods.name_of(kind, date.fromisoformat(day)) == name
