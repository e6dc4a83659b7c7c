"""Closed days out of a calendar file: whole days, those that come again, nothing else."""

from datetime import date

import pytest

from tandem.ground.clocks.hours import BadHours
from tandem.ground.kernel import files, writing
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.operation.agreements.calendars.ics import closed_days
from tandem.operation.agreements.calendars.written import spans_of
from tandem.operation.agreements.tests.promises import add, register
from tests.cast import Cast

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)


def written(*lines: str) -> bytes:
    """A file with one event."""
    event = ("BEGIN:VEVENT", "UID:1", "SUMMARY:Closed", *lines, "END:VEVENT")
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *event, "END:VCALENDAR", "")).encode()


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("DTSTART;VALUE=DATE:20261224",), ["2026-12-24"]),
        (("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"), ["2026-12-24", "2026-12-25", "2026-12-26"]),
        (("DTSTART;VALUE=DATE:20261224", "DURATION:P2D"), ["2026-12-24", "2026-12-25"]),
        (("DTSTART;VALUE=DATE:20200501", "RRULE:FREQ=YEARLY"), ["2026-05-01", "2027-05-01", "2028-05-01"]),
        (
            ("DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=YEARLY;UNTIL=20271231T225959Z", "EXDATE;VALUE=DATE:20260501"),
            ["2027-05-01"],
        ),
    ],
)
def test_whole_days_are_taken_as_often_as_they_come(lines: tuple[str, ...], days: list[str]) -> None:
    assert closed_days(written(*lines), FIRST, LAST) == days


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no calendar",
        b"\x00\xff" * 100,
        written("DTSTART:20261224T090000Z"),
        written("DTSTART;VALUE=DATE:20190101"),
        written("DTSTART;VALUE=DATE:20261224", "STATUS:CANCELLED"),
        written("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=SECONDLY"),
        written("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=DAILY;INTERVAL=0"),
        written("DTSTART;VALUE=DATE:20261324"),
        written("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;BYMONTH=99"),
        b"x" * 250_001,
    ],
)
def test_what_closes_no_day_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(BadHours):
        closed_days(content, FIRST, LAST)


def test_days_of_the_attached_file_join_those_that_were_written(home: Cast) -> None:
    calendars, ada = register("calendars"), home.actor("ada")
    made = add(home, "calendars", title="Office", zone="Europe/Vienna", monday="8-17", closed=["2026-12-31"])
    with pytest.raises(WriteError, match="Attach"):
        writing.transition(ada, calendars, made.reference, "take-days")
    files.attach(ada, calendars, made.reference, "none.ics", [b"nonsense"])
    with pytest.raises(Invalid) as refused:
        writing.transition(ada, calendars, made.reference, "take-days")
    assert list(refused.value.problems) == ["closed"]
    files.attach(ada, calendars, made.reference, "days.ICS", [written("DTSTART;VALUE=DATE:20261224")])
    taken = writing.transition(ada, calendars, made.reference, "take-days")
    assert taken.closed == ["2026-12-24", "2026-12-31"]


def test_hours_past_midnight_are_told_how_to_be_written(home: Cast) -> None:
    with pytest.raises(BadHours, match="22:00-24:00 on this day and 0:00-6:30 on the next"):
        spans_of("22:00-06:30")
    with pytest.raises(Invalid) as refused:
        add(home, "calendars", title="Night", zone="Europe/Vienna", monday="22-6")
    assert list(refused.value.problems) == ["monday"]
