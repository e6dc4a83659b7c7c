"""Random histories of clocks, held against a slow calculation of its own that agrees to the second.

The slow one knows nothing of prefix sums: it walks through half hours of UTC, in each of which the clock on the wall
of these zones is a constant ahead, and adds up what lies within the hours written for the day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from tandem.ground.clocks import log, reckoning
from tandem.ground.clocks.deadlines import Kind, Target
from tandem.ground.clocks.hours import Hours

ZONES = ("UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo")
STARTS = (date(2026, 3, 27), date(2026, 10, 23), date(2026, 12, 29), date(2026, 3, 6), date(2026, 4, 2))
HALF_HOUR = timedelta(minutes=30)
FURTHEST = 10  # days after which the slow calculation gives up looking for a deadline
OFFICE = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))


class History(NamedTuple):
    hours: Hours
    seconds: int
    events: list[dict[str, str]]
    now: datetime


def drawn(random: Random) -> History:
    """A history around a day on which clocks change, the year ends, or nothing happens."""
    day = random.choice(STARTS)
    week = random.choice(((OFFICE,) * 5 + ((), ()), (((0, 1440),),) * 7, (((22 * 60, 1440),),) * 7, _odd(random)))
    closed = frozenset({day + timedelta(days=random.randrange(4))} if random.random() < 0.5 else ())
    special = {day + timedelta(days=5): ((9 * 60 + 17, 11 * 60),)} if random.random() < 0.5 else {}
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    moment, events = begin + timedelta(seconds=random.randrange(86_400)), []
    for kind in [Kind.START, *(random.choice(list(Kind)) for _ in range(random.randrange(7)))]:
        events.append(log.entry(kind, moment))
        moment += timedelta(seconds=random.randrange(100_000))
    now = begin + timedelta(seconds=random.randrange(8 * 86_400))
    return History(Hours(random.choice(ZONES), week, closed, special), random.randrange(60, 150_000), events, now)


def _odd(random: Random) -> tuple[tuple[tuple[int, int], ...], ...]:
    marks = [sorted(random.sample(range(1441), random.choice((0, 2, 4)))) for _day in range(6)]
    return (*(tuple(zip(of_day[::2], of_day[1::2], strict=True)) for of_day in marks), ((5, 1435),))


def open_spans(hours: Hours, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What is open between two moments, half hour by half hour."""
    zone, slot = ZoneInfo(hours.zone), begin.replace(minute=begin.minute // 30 * 30, second=0)
    while slot < end:
        local = slot.astimezone(zone).replace(tzinfo=None)
        midnight = local.replace(hour=0, minute=0)
        for day in (midnight, midnight + timedelta(days=1)):
            for first, last in hours.spans_on(day.date()):
                low = slot + (day + timedelta(minutes=first) - local)
                high = slot + (day + timedelta(minutes=last) - local)
                low, high = max(low, slot, begin), min(high, slot + HALF_HOUR, end)
                if low < high:
                    yield low, high
        slot += HALF_HOUR


def runs(events: list[dict[str, str]], now: datetime) -> tuple[list[tuple[datetime, datetime]], str]:
    """When the clock ran until now, and how it is left: running, paused or stopped."""
    ran: list[tuple[datetime, datetime]] = []
    since, is_over = None, False
    for event in events:
        at, kind = datetime.fromisoformat(event["at"]), event["kind"]
        if at > now:
            break
        if kind == "restart":
            ran, since, is_over = [], at, False
        elif kind == "reopen" and is_over:
            since, is_over = at, False
        elif kind in ("start", "resume") and not is_over:
            since = since or at
        elif kind in ("pause", "stop"):
            if since:
                ran.append((since, at))
            since, is_over = None, is_over or kind == "stop"
    if since:
        ran.append((since, now))
    return ran, "running" if since else "stopped" if is_over else "paused"


def slowly(history: History) -> tuple[str, int, datetime | None]:
    """State, elapsed seconds and deadline, the long way; no deadline when it is further away than one looks."""
    ran, left = runs(history.events, history.now)
    if left == "running":
        ran = [*ran[:-1], (ran[-1][0], history.now + timedelta(days=FURTHEST))]
    used, elapsed, due = 0, 0, None
    for begin, end in ran:
        for low, high in open_spans(history.hours, begin, end):
            passed = int((high - low).total_seconds())
            if due is None and used + passed >= history.seconds:
                due = low + timedelta(seconds=history.seconds - used)
            used += passed
            elapsed += max(0, int((min(high, history.now) - low).total_seconds()))
            if due is not None and low > history.now:
                break
    return _named(left, elapsed, history.seconds), elapsed, due


def _named(left: str, elapsed: int, seconds: int) -> str:
    if left == "stopped":
        return "missed" if elapsed > seconds else "met"
    if left == "paused":
        return "paused"
    if elapsed > seconds:
        return "late"
    return "running-out" if elapsed >= seconds * 75 // 100 else "running"


def differing(count: int, seed: int) -> list[tuple[int, object, object]]:
    """Histories on which the two calculations do not agree."""
    disagreeing: list[tuple[int, object, object]] = []
    for number in range(count):
        history = drawn(Random(seed + number))
        quick = reckoning.stand(history.events, history.hours, Target(history.seconds), history.now)
        state, elapsed, due = slowly(history)
        agrees = (quick.state, quick.elapsed) == (state, elapsed) and (due is None or quick.due == due)
        if not agrees:
            disagreeing.append((number, quick, (state, elapsed, due)))
    return disagreeing


def test_two_thousand_random_histories_agree_to_the_second() -> None:
    assert differing(2_000, 1) == []


@pytest.mark.slow_suite
def test_a_hundred_thousand_random_histories_agree_to_the_second() -> None:
    assert differing(100_000, 1_000_000) == []


def test_looking_again_comes_exactly_when_something_changes() -> None:
    for number in range(300):
        history = drawn(Random(number))
        quick = reckoning.stand(history.events, history.hours, Target(history.seconds), history.now)
        if quick.look_again is None:
            continue
        arguments = (history.events, history.hours, Target(history.seconds))
        before = reckoning.stand(*arguments, quick.look_again - timedelta(seconds=1))
        after = reckoning.stand(*arguments, quick.look_again)
        is_event = any(event["at"] == quick.look_again.isoformat() for event in history.events)
        assert before.state == quick.state or is_event, number
        assert after.state != quick.state or is_event, number
