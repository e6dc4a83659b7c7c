"""Money is exact: shares add up, plans go by the day, currencies are never mixed."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.operation.budgets.arithmetic import (
    CENT,
    Figures,
    MixedCurrencies,
    converted,
    expected,
    planned_by,
    rounded,
    shared_out,
    split,
    total,
)

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)
WEIGHTS = st.lists(
    st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False, allow_infinity=False), min_size=1, max_size=20
).filter(any)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_a_hundred_by_three_equal_weights_gives_the_odd_hundredth_to_the_first() -> None:
    third = [("a", Decimal(1)), ("b", Decimal(1)), ("c", Decimal(1))]
    assert shared_out(Decimal("100.00"), third) == {
        "a": Decimal("33.34"),
        "b": Decimal("33.33"),
        "c": Decimal("33.33"),
    }


def test_shares_by_devices_as_reckoned_by_hand() -> None:
    weights = [("workplace", Decimal(1450)), ("mail", Decimal(1180)), ("desk", Decimal(370))]
    assert shared_out(Decimal("10000.01"), weights) == {
        "workplace": Decimal("4833.34"),
        "mail": Decimal("3933.34"),
        "desk": Decimal("1233.33"),
    }


@given(AMOUNTS, WEIGHTS)
def test_shares_always_add_up_and_are_less_than_a_hundredth_from_exact(amount: Decimal, weights: list[Decimal]) -> None:
    parts = shared_out(amount, list(enumerate(weights)))
    assert sum(parts.values()) == amount
    whole = sum(Fraction(weight) for weight in weights)
    for place, weight in enumerate(weights):
        assert abs(Fraction(parts[place]) - Fraction(amount) * Fraction(weight) / whole) < Fraction(CENT)
        assert weight or parts[place] == 0


@pytest.mark.parametrize("weights", [[], [Decimal(0)], [Decimal(2), Decimal(-1)]])
def test_a_key_without_weight_shares_nothing(weights: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="weights above nothing"):
        shared_out(Decimal(10), list(enumerate(weights)))


@pytest.mark.parametrize(
    ("day", "planned"),
    [("2025-12-31", "0"), ("2026-01-01", "10"), ("2026-03-31", "900"), ("2026-12-31", "3650"), ("2027-06-01", "3650")],
)
def test_a_plan_is_spent_every_day_the_same(day: str, planned: str) -> None:
    assert planned_by(Decimal(3650), *YEAR, date.fromisoformat(day)) == Decimal(planned)


@given(AMOUNTS.filter(lambda amount: amount > 0), st.integers(0, 1_000), st.integers(-10, 1_100))
def test_a_plan_grows_from_nothing_to_the_whole(planned: Decimal, length: int, after: int) -> None:
    start, end = date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=length)
    by_now = planned_by(planned, start, end, start + timedelta(days=after))
    assert 0 <= by_now <= planned
    assert planned_by(planned, start, end, end) == planned
    assert planned_by(planned, start, end, start + timedelta(days=after + 1)) >= by_now


def test_halves_go_to_the_even_neighbour() -> None:
    assert [rounded(Decimal(text)) for text in ("0.005", "0.015", "-0.005", "2.675")] == [
        Decimal("0.00"),
        Decimal("0.02"),
        Decimal("0.00"),
        Decimal("2.68"),
    ]


def test_an_amount_in_another_currency_counts_by_its_rate() -> None:
    assert converted(Decimal("2150.00"), Decimal("0.9214")) == Decimal("1981.01")


def test_what_is_expected_is_what_was_spent_and_the_rest_as_planned_unless_somebody_says_otherwise() -> None:
    assert expected(Decimal(1200), Decimal(300), Decimal(350), None) == Decimal(1250)
    assert expected(Decimal(1200), Decimal(300), Decimal(350), Decimal(1500)) == Decimal(1500)


def test_variances_are_told_in_money_and_percent() -> None:
    figures = Figures("EUR", Decimal(1200), Decimal(300), Decimal(350), Decimal(1250))
    assert (figures.variance, figures.variance_by_now, figures.variance_percent) == (
        Decimal(50),
        Decimal(50),
        Decimal("4.2"),
    )
    assert Figures("EUR").variance_percent is None


def test_currencies_are_never_added() -> None:
    euros, crowns, francs = (Figures(name, Decimal(1)) for name in ("EUR", "SEK", "CHF"))
    with pytest.raises(MixedCurrencies, match="EUR and SEK"):
        total("EUR", (euros, crowns, francs))
    assert total("EUR", (euros, euros)).planned == Decimal(2)


@given(WEIGHTS, st.tuples(*[AMOUNTS] * 4))
def test_split_figures_add_up_to_the_line(weights: list[Decimal], amounts: tuple[Decimal, ...]) -> None:
    line = Figures("SEK", *amounts)
    assert total("SEK", split(line, list(enumerate(weights))).values()) == line
