"""Whole numbers as tables write them: with separators, with words behind them; never cut off."""

import pytest

from tandem.ground.exchange.conversion import DAY_FIRST, Options, convert
from tandem.ground.kernel import registers
from tandem.ground.kernel.errors import Invalid

FIELD = registers.find("risks").field("plan_cost")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("12500", 12500),
        ("12,500", 12500),
        ("12.500", 12500),
        ("1'250'000", 1_250_000),
        ("12 500", 12500),
        (12500.0, 12500),
        ("3 - High", 3),
        ("4,0", 4),
        ("5 (certain)", 5),
    ],
)
def test_a_whole_number_is_read_whole(raw: object, number: int) -> None:
    assert convert(FIELD, raw, Options(DAY_FIRST)) == number


@pytest.mark.parametrize("raw", ["12.5", "12,75", 3.7, "1,2,3", "about 5"])
def test_what_is_no_whole_number_is_refused(raw: object) -> None:
    with pytest.raises(Invalid):
        convert(FIELD, raw, Options(DAY_FIRST))
