"""Hours as people write them: `08:00-12:00, 13:00-17:00`, days as 2026-12-24, both as `2026-12-24 08:00-12:00`."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from tandem.ground.clocks.hours import DAY, BadHours, Hours, Span

SPAN = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.]([0-5]\d))?")


def spans_of(text: str) -> tuple[Span, ...]:
    """The spans of one day, in minutes after midnight and in their order; BadHours says what cannot be read."""
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    spans = sorted(_span(part) for part in parts)
    for before, after in pairwise(spans):
        if before[1] > after[0]:
            raise BadHours(_("“%(text)s” holds hours that overlap.") % {"text": text})
    return tuple(spans)


def _span(text: str) -> Span:
    written = SPAN.fullmatch(text)
    if written is None:
        raise BadHours(_("“%(text)s” cannot be read; write 08:00-12:00, 13:00-17:00.") % {"text": text})
    first, first_minute, last, last_minute = written.groups()
    begin = int(first) * 60 + int(first_minute or 0)
    end = int(last) * 60 + int(last_minute or 0)
    if DAY >= begin > end >= 0:
        words = {"text": text, "begin": text_of(begin), "end": text_of(end)}
        raise BadHours(
            _("“%(text)s” goes past midnight: write %(begin)s-24:00 on this day and 0:00-%(end)s on the next.") % words
        )
    if not 0 <= begin < end <= DAY:
        raise BadHours(_("“%(text)s” has to end after it begins, within one day.") % {"text": text})
    return begin, end


def text_of(minutes: int) -> str:
    """A time of day as people write it."""
    return f"{minutes // 60}:{minutes % 60:02}"


def day_of(text: str) -> date:
    """A day; BadHours for what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as wrong:
        raise BadHours(_("“%(text)s” is no day; write 2026-12-24.") % {"text": text}) from wrong


def special_of(text: str) -> tuple[date, tuple[Span, ...]]:
    """A day with its own hours."""
    day, _space, hours = text.strip().partition(" ")
    spans = spans_of(hours)
    if not spans:
        raise BadHours(_("“%(text)s” has no hours; write 2026-12-24 08:00-12:00.") % {"text": text})
    return day_of(day), spans


def hours_of(zone: str, week: Sequence[str], closed: Iterable[str], special: Iterable[str], version: int) -> Hours:
    """All of it together; BadHours when any of it makes no sense."""
    days = frozenset(day_of(text) for text in closed)
    return Hours(zone, tuple(spans_of(text) for text in week), days, dict(map(special_of, special)), version)
