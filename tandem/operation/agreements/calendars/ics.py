"""Days on which it is closed, out of a calendar file as companies and authorities publish them (RFC 5545)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from icalendar import Calendar

from tandem.ground.clocks.hours import BadHours

LARGEST: Final = 250_000  # bytes of a file
LONGEST: Final = 366  # days of one event
MOST: Final = 20_000  # times that one event comes again
READ: Final = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")


def closed_days(content: bytes, first: date, last: date) -> list[str]:
    """The whole days of a file's events from one day through another, as 2026-12-24; BadHours where there are none.

    Events with hours close nothing; what was called off does not count.
    """
    days: set[date] = set()
    for event in _events(content):
        try:
            days.update(day for day in _days_of(event, last) if first <= day <= last)
        except (ValueError, OverflowError) as wrong:
            text = _("“%(title)s” is no day, or comes again in a way that days do not.")
            raise BadHours(text % {"title": event.get("SUMMARY", "")}) from wrong
    if not days:
        raise BadHours(_("The file holds no whole days from %(first)s to %(last)s.") % {"first": first, "last": last})
    return [day.isoformat() for day in sorted(days)]


def _events(content: bytes) -> list[Any]:
    if len(content) > LARGEST:
        raise BadHours(_("The file is too large for days of a calendar; take one of at most 250 kB."))
    try:
        return [event for event in Calendar.from_ical(content).walk("VEVENT") if event.get("STATUS") != "CANCELLED"]
    except (ValueError, IndexError, AttributeError) as wrong:  # what the package raises for nonsense
        raise BadHours(_("The file cannot be read as a calendar; export it as .ics.")) from wrong


def _days_of(event: Any, last: date) -> Iterator[date]:
    """Every day of an event each time it comes; none of one with hours."""
    begin = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(begin, date) or isinstance(begin, datetime):
        return
    left_out = set(_left_out(event))
    for start in _starts(event, begin, last):
        if start not in left_out:
            yield from (start + timedelta(days=number) for number in range(_length(event, begin)))


def _length(event: Any, begin: date) -> int:
    end, lasting = getattr(event.get("DTEND"), "dt", None), getattr(event.get("DURATION"), "dt", None)
    if isinstance(end, date) and not isinstance(end, datetime):
        return min(max((end - begin).days, 1), LONGEST)
    return min(max(lasting.days, 1), LONGEST) if isinstance(lasting, timedelta) else 1


def _starts(event: Any, begin: date, last: date) -> Iterator[date]:
    rule = event.get("RRULE")
    if not rule:
        yield begin
        return
    if rule.get("FREQ", [""])[0] not in READ or any(int(number) < 1 for number in rule.get("INTERVAL", [1])):
        raise ValueError(rule)
    plain = rule.to_ical().decode().split(";")
    parts = [part if not part.startswith("UNTIL=") else part[: len("UNTIL=20260101")] for part in plain]
    for moment in islice(rrulestr(";".join(parts), dtstart=datetime.combine(begin, time())), MOST):
        if moment.date() > last:
            return
        yield moment.date()


def _left_out(event: Any) -> Iterator[date]:
    exceptions = event.get("EXDATE") or []
    for exception in exceptions if isinstance(exceptions, list) else [exceptions]:
        for entry in exception.dts:
            yield entry.dt.date() if isinstance(entry.dt, datetime) else entry.dt
