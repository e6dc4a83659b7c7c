"""How full something is and when it reaches its limit, by hand and in general."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.operation.capacity.projecting import level_of, percent_of, reached_on

FIRST = date(2026, 1, 1)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False, allow_infinity=False)


def uses(*amounts: int, every: int = 10) -> list[tuple[date, Decimal]]:
    return [(FIRST + timedelta(days=every * at), Decimal(amount)) for at, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    ("used", "level"),
    [
        ("0", "fine"),
        ("74.999", "fine"),
        ("75", "warning"),
        ("89.999", "warning"),
        ("90", "limit"),
        ("99.999", "limit"),
        ("100", "full"),
        ("140", "full"),
    ],
)
def test_levels_begin_at_their_threshold(used: str, level: str) -> None:
    assert level_of(Decimal(used), Decimal(100), 75, 90) == level


def test_percent_is_told_to_a_tenth() -> None:
    assert percent_of(Decimal("61.5"), Decimal(120)) == Decimal("51.2")


def test_use_that_grows_by_one_a_day_reaches_ninety_on_day_ninety() -> None:
    assert reached_on(uses(0, 10, 20, 30), Decimal(90)) == FIRST + timedelta(days=90)


def test_the_first_whole_day_on_which_the_line_is_there_counts() -> None:
    assert reached_on(uses(0, 3), Decimal(10)) == FIRST + timedelta(days=34)  # 33.3 days


def test_what_is_reached_already_is_reached_on_the_day_of_the_newest_use() -> None:
    assert reached_on(uses(20, 95), Decimal(90)) == FIRST + timedelta(days=10)


@pytest.mark.parametrize("known", [[], [50], [50, 50], [50, 40]])
def test_what_does_not_grow_never_gets_there(known: list[int]) -> None:
    assert reached_on(uses(*known), Decimal(90)) is None


def test_what_lies_more_than_ten_years_ahead_is_not_foreseen() -> None:
    slow = [(FIRST, Decimal("1")), (FIRST + timedelta(days=100), Decimal("1.001"))]
    assert reached_on(slow, Decimal(90)) is None


def test_only_the_newest_values_count_in_whatever_order_they_come() -> None:
    old = [(FIRST - timedelta(days=1_000 + at), Decimal(80)) for at in range(10)]
    known = [*uses(*range(0, 24)), *old]
    assert reached_on(known, Decimal(40)) == reached_on(list(reversed(known)), Decimal(40))
    assert reached_on(known, Decimal(40)) == FIRST + timedelta(days=400)


@given(st.lists(st.tuples(st.integers(0, 2_000), AMOUNTS), max_size=40, unique_by=lambda pair: pair[0]), AMOUNTS)
def test_a_limit_is_reached_no_earlier_than_the_newest_use_and_no_later_for_less(
    known: list[tuple[int, Decimal]], limit: Decimal
) -> None:
    days = [(FIRST + timedelta(days=at), used) for at, used in known]
    reached = reached_on(days, limit)
    if reached is None:
        return
    assert reached >= max(day for day, _used in days)
    sooner = reached_on(days, limit / 2)
    assert sooner is not None and sooner <= reached
