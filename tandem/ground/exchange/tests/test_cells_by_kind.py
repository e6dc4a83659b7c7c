"""Cells are read by the kind of the field: offsets count, and the 3 of “3.1” is no key."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import models

from tandem.ground.exchange.conversion import Options, convert
from tandem.ground.kernel.errors import Invalid

MOMENT = models.DateTimeField(name="moment")
DAY = models.DateField()
CHOICE = models.PositiveSmallIntegerField(choices=[(2, "2 - Medium"), (3, "High")])
VIENNA_IN_WINTER = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-10T13:30Z", datetime(2026, 3, 10, 13, 30, tzinfo=UTC)),
        ("2026-03-10 14:30:00+01:00", datetime(2026, 3, 10, 14, 30, tzinfo=VIENNA_IN_WINTER)),
        ("2026-03-10 14:30:00.250 +0100", datetime(2026, 3, 10, 14, 30, 0, 250_000, tzinfo=VIENNA_IN_WINTER)),
        ("10.03.2026 14:30", datetime(2026, 3, 10, 14, 30)),  # noqa: DTZ001  the gate adds the organization's zone
    ],
)
def test_the_offset_of_a_time_counts(written: str, meant: datetime) -> None:
    read = convert(MOMENT, written, Options())
    assert (read, read.utcoffset()) == (meant, meant.utcoffset())


def test_a_day_is_the_one_that_is_written() -> None:
    assert convert(DAY, "2026-03-10T23:30:00-05:00", Options()) == date(2026, 3, 10)


@pytest.mark.parametrize(("written", "key"), [("2 - Medium", 2), ("3", 3), (3.0, 3), ("2: medium", 2), ("high", 3)])
def test_a_choice_is_known_by_its_key_or_words(written: object, key: int) -> None:
    assert convert(CHOICE, written, Options()) == key


@pytest.mark.parametrize("written", ["3.1", 3.1, "3,1", "33", "3%", "2026-03-10"])
def test_a_number_that_only_begins_like_a_key_is_none(written: object) -> None:
    with pytest.raises(Invalid, match="is not one of"):
        convert(CHOICE, written, Options())
