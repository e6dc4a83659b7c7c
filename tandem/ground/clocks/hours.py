"""Opening hours as people write them, and one year of them as moments in UTC."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = 24 * 60  # minutes
Span = tuple[int, int]  # from and until, in minutes after local midnight
Week = tuple[tuple[Span, ...], ...]  # Monday first


class BadHours(ValueError):
    """Hours that do not make sense, in words."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When it is open: the spans of each weekday in local time, the days on which it is closed or open otherwise.

    A time counts as open when the clock on the wall shows a time within a span: an hour that comes twice when clocks
    go back counts twice, one that is left out does not count. `version` names the wording that a result rests on.
    """

    zone: str
    week: Week
    closed: frozenset[date] = frozenset()
    special: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    version: int = 1
    hashed: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise BadHours("A week has seven days.")
        for spans in (*self.week, *self.special.values()):
            if any(not 0 <= begin < end <= DAY for begin, end in spans):
                raise BadHours("A span begins before it ends, within one day.")
            if any(before[1] > after[0] for before, after in pairwise(spans)):
                raise BadHours("The spans of a day follow one another.")
        identity = (self.zone, self.week, self.closed, tuple(sorted(self.special.items())), self.version)
        object.__setattr__(self, "hashed", hash(identity))  # each question to a year asks for it

    def __hash__(self) -> int:
        return self.hashed

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The open spans of a day, in minutes after its local midnight."""
        if day in self.special:
            return self.special[day]
        return () if day in self.closed else self.week[day.weekday()]

    @property
    def is_ever_open(self) -> bool:
        """False when no weekday has hours."""
        return any(self.week)


ALWAYS: Week = (((0, DAY),),) * 7
AROUND_THE_CLOCK = Hours("UTC", ALWAYS)


@dataclass(frozen=True, slots=True)
class Year:
    """One local year: where open spans begin and end, and the open seconds before each, in seconds since 1970."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    whole: int

    def open_until(self, moment: int) -> int:
        """Open seconds from the beginning of the year until a moment."""
        place = bisect_right(self.begins, moment) - 1
        if place < 0:
            return 0
        return self.before[place] + min(moment, self.ends[place]) - self.begins[place]

    def moment_after(self, seconds: int) -> int:
        """The first moment at which so many open seconds of the year have passed; 0 < seconds ≤ whole."""
        place = bisect_right(self.before, seconds - 1) - 1
        return self.begins[place] + seconds - self.before[place]


@lru_cache(512)
def year_of(hours: Hours, year: int) -> Year:
    """A year of these hours, worked out once."""
    begins, ends, before, whole = [], [], [], 0
    for begin, end in _joined(_moments(hours, year)):
        begins.append(begin)
        ends.append(end)
        before.append(whole)
        whole += end - begin
    return Year(tuple(begins), tuple(ends), tuple(before), whole)


def _moments(hours: Hours, year: int) -> Iterator[tuple[int, int]]:
    zone, day = ZoneInfo(hours.zone), date(year, 1, 1)
    while day.year == year:
        spans = hours.spans_on(day)
        if spans:
            for first, last, offset in _steady(zone, day):
                yield from _clipped(spans, day, first, last, offset)
        if day == date.max:
            return
        day += timedelta(days=1)


def _clipped(spans: tuple[Span, ...], day: date, first: int, last: int, offset: int) -> Iterator[tuple[int, int]]:
    """The spans of a day as moments, as far as they lie in a stretch during which the clocks stay as they are."""
    midnight = int(datetime.combine(day, time(), UTC).timestamp()) - offset
    for begin, end in spans:
        low, high = max(first, midnight + begin * 60), min(last, midnight + end * 60)
        if low < high:
            yield low, high


def _steady(zone: ZoneInfo, day: date) -> list[tuple[int, int, int]]:
    """The stretches of a local day between changes of the clocks: from, until, seconds ahead of UTC."""
    first, last = _midnight(zone, day), _midnight(zone, day + timedelta(days=1)) if day < date.max else None
    if last is None:
        return []
    stretches = []
    while first < last:
        offset = _offset(zone, first)
        change = last if _offset(zone, last - 1) == offset else _change(zone, first, last, offset)
        stretches.append((first, change, offset))
        first = change
    return stretches


def _change(zone: ZoneInfo, low: int, high: int, offset: int) -> int:
    """The second at which the clocks change between two moments."""
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == offset:
            low = middle
        else:
            high = middle
    return high


def _midnight(zone: ZoneInfo, day: date) -> int:
    """The moment at which a local day begins; where clocks skip midnight, when they do."""
    return int(datetime.combine(day, time(), zone).timestamp())


def _offset(zone: ZoneInfo, moment: int) -> int:
    ahead = datetime.fromtimestamp(moment, zone).utcoffset()
    return int(ahead.total_seconds()) if ahead is not None else 0


def _joined(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch made one, so that a change of day or clocks leaves no seam."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined
