"""Weeks, months and quarters as numbers that follow one another."""

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

WEEK, MONTH, QUARTER = "week", "month", "quarter"
SEASONS: Final = {WEEK: 52, MONTH: 12, QUARTER: 4}
LENGTH: Final = {WEEK: relativedelta(weeks=1), MONTH: relativedelta(months=1), QUARTER: relativedelta(months=3)}
MONDAY: Final = date(1, 1, 1)  # the first day of the calendar is one


def begin_of(kind: str, day: date) -> date:
    """The first day of the period in which a day lies."""
    if kind == WEEK:
        return day - timedelta(days=day.weekday())
    month = day.month if kind == MONTH else (day.month - 1) // 3 * 3 + 1
    return day.replace(month=month, day=1)


def end_of(kind: str, start: date) -> date:
    """The last day of the period that begins on a day."""
    end: date = start + LENGTH[kind] - timedelta(days=1)
    return end


def number_of(kind: str, day: date) -> int:
    """The number of the period in which a day lies; the next period has the next number."""
    if kind == WEEK:
        return (day - MONDAY).days // 7
    months = day.year * 12 + day.month - 1
    return months if kind == MONTH else months // 3


def start_of(kind: str, number: int) -> date:
    """The first day of the period of this number."""
    if kind == WEEK:
        return MONDAY + timedelta(weeks=number)
    year, month = divmod(number if kind == MONTH else number * 3, 12)
    return date(year, month + 1, 1)


def name_of(kind: str, start: date) -> str:
    """What people call it: 2026-03, 2026-Q1, 2026-W09."""
    if kind == MONTH:
        return f"{start:%Y-%m}"
    if kind == QUARTER:
        return f"{start.year}-Q{(start.month - 1) // 3 + 1}"
    year, week, _day = start.isocalendar()
    return f"{year}-W{week:02}"
