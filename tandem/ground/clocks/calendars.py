"""How much business time lies between two moments, and when so much of it will have passed.

Open seconds are summed up once for each year, so that a question costs a search, whatever lies between.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tandem.ground.clocks.hours import Hours, year_of

FAR = 100  # years within which an answer is looked for


class NeverOpen(ValueError):
    """So much business time does not come within a hundred years."""


def open_between(hours: Hours, begin: datetime, end: datetime) -> int:
    """Open seconds from one moment until another, whole seconds; 0 when the second is not later."""
    if end <= begin:
        return 0
    zone = ZoneInfo(hours.zone)
    first, last = begin.astimezone(zone).year, end.astimezone(zone).year
    whole = sum(year_of(hours, year).whole for year in range(first, last))
    return whole + year_of(hours, last).open_until(_seconds(end)) - year_of(hours, first).open_until(_seconds(begin))


def after(hours: Hours, begin: datetime, seconds: int) -> datetime:
    """The first moment at which so many open seconds have passed since another; that moment itself for none.

    Raises NeverOpen when they do not come within a hundred years.
    """
    if seconds <= 0:
        return begin
    first = begin.astimezone(ZoneInfo(hours.zone)).year
    wanted = seconds + year_of(hours, first).open_until(_seconds(begin))
    for year in range(first, first + FAR):
        known = year_of(hours, year)
        if wanted <= known.whole:
            return datetime.fromtimestamp(known.moment_after(wanted), UTC)
        wanted -= known.whole
    raise NeverOpen("So much business time does not come within a hundred years.")


def is_open(hours: Hours, moment: datetime) -> bool:
    """Whether it is open at a moment."""
    known, second = year_of(hours, moment.astimezone(ZoneInfo(hours.zone)).year), _seconds(moment)
    return known.open_until(second + 1) > known.open_until(second)


def _seconds(moment: datetime) -> int:
    """Whole seconds since 1970; ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return int(moment.timestamp() // 1)
