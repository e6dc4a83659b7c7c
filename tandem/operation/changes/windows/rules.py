"""When a window is open."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

DAY = timedelta(days=1)


def check(window: Any, before: Any, today: date) -> Mapping[str, str]:
    """Its days are in order."""
    if window.begins_on and window.ends_on and window.ends_on < window.begins_on:
        return {"ends_on": _("The last day is not before the first.")}
    return {}


def locked(window: Any) -> str | None:
    """What has ended stays as it was."""
    return _("It has ended; write another window.") if window.state == "ended" else None


def is_for(window: Any, service: str) -> bool:
    """Whether a window is one of a service, by its reference; one that names none is everybody's."""
    return not window.services or service in window.services


def occurrences(window: Any, first: date, last: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Beginning and end of each time that it is open, beginning on one of these days, in local time."""
    hour, minute = (int(part) for part in window.begins.split(":"))
    first = max(first, window.begins_on or first)
    last = min(last, window.ends_on or last)
    day = first + timedelta(days=(window.weekday - first.isoweekday()) % 7)
    while day <= last:
        begins = datetime.combine(day, time(hour, minute), zone)
        yield begins, begins + timedelta(minutes=window.minutes)
        day += 7 * DAY
