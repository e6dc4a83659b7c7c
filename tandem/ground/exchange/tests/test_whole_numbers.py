"""Whole numbers as tables write them: with separators, with words behind them; never cut off."""

import pytest

from tandem.ground.exchange import numbers
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


@pytest.mark.parametrize("raw", ["12.5", "12,75", 3.7, "1,2,3", "about 5", "1–2", "2-3", "03:00:00"])
def test_what_is_no_whole_number_is_refused(raw: object) -> None:
    with pytest.raises(Invalid):
        convert(FIELD, raw, Options(DAY_FIRST))


@pytest.mark.parametrize(("written", "number"), [("Rare (1)", 1), ("Major - 4", 4), ("Hoch: 3", 3), ("4 - Major", 4)])
def test_a_step_is_known_by_the_number_beside_its_word(written: str, number: int) -> None:
    assert numbers.whole(written) == number


@pytest.mark.parametrize("written", ["Level 2 of (5)", "high", "Temperature: -5", "Level 3.5 (4)"])
def test_a_word_with_no_number_of_its_own_is_asked_about(written: str) -> None:
    with pytest.raises(Invalid):
        numbers.whole(written)
