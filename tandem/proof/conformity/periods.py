"""Lengths of time as ISO 8601 writes them, such as P12M or PT4H."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from dateutil.relativedelta import relativedelta

from tandem.ground.kernel.patterns.intervals import LONGEST_ALONE

_PERIOD: Final = re.compile(
    r"P(?=\d|T\d)(?:(?P<years>\d{1,2})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?P<hours>\d{1,4})H)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time; months follow the calendar."""

    text: str
    months: int
    days: int
    hours: int

    @property
    def length(self) -> timedelta:
        """The same as a fixed number of hours; only for periods without months."""
        return timedelta(days=self.days, hours=self.hours)

    def before(self, day: date) -> date:
        """The day this long before another."""
        earlier: date = day - relativedelta(months=self.months, days=self.days)
        return earlier

    def after(self, day: date) -> date:
        """The day this long after another."""
        later: date = day + relativedelta(months=self.months, days=self.days)
        return later


def period(text: str) -> Period:
    """The period written like this; raises ValueError that says how it should be written."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is no period; write it like P12M, P30D or PT4H.")
    amounts = {name: int(number or 0) for name, number in match.groupdict().items()}
    months = amounts["years"] * 12 + amounts["months"]
    return Period(text, months, amounts["weeks"] * 7 + amounts["days"], amounts["hours"])


AHEAD_ALONE: Final = period(
    f"P{LONGEST_ALONE + 1}M"
)  # what one person may plan ahead, and one for the day of the month


def start_of(day: date, zone: tzinfo) -> datetime:
    """The moment a day begins in a time zone."""
    return datetime.combine(day, time(), zone)
