"""Business time and deadlines, held against a slow calculation that looks at each minute's clock on the wall."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.ground.clocks.calendars import NeverOpen, after, is_open, open_between
from tandem.ground.clocks.deadlines import Event, Kind, Target, read
from tandem.ground.clocks.hours import ALWAYS, DAY, BadHours, Hours

OFFICE = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
WEEK = (OFFICE,) * 5 + ((), ())
VIENNA = Hours("Europe/Vienna", WEEK, frozenset({date(2026, 1, 6)}))
ZONES = ("UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo")
MINUTE = timedelta(minutes=1)


def slow_open(hours: Hours, begin: datetime, end: datetime) -> int:
    """Open seconds between two whole minutes, minute by minute."""
    zone, seconds, moment = ZoneInfo(hours.zone), 0, begin
    while moment < end:
        local = moment.astimezone(zone)
        minute = local.hour * 60 + local.minute
        seconds += 60 * any(low <= minute < high for low, high in hours.spans_on(local.date()))
        moment += MINUTE
    return seconds


@st.composite
def spans(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    marks = sorted(draw(st.sets(st.integers(0, DAY), min_size=0, max_size=4)))
    return tuple(zip(marks[::2], marks[1::2], strict=False))


@st.composite
def calendars_and_moments(draw: st.DrawFn) -> tuple[Hours, datetime, datetime]:
    """Hours around days on which clocks change, at the turn of the year and elsewhere."""
    day = draw(st.sampled_from([date(2026, 3, 7), date(2026, 3, 28), date(2026, 10, 24), date(2026, 12, 30)]))
    day = draw(st.sampled_from([day, date(2026, 4, 4), date(2026, 10, 3), date(2018, 11, 3)]))
    week = tuple(draw(st.lists(spans(), min_size=7, max_size=7)))
    closed = draw(st.frozensets(st.sampled_from([day, day + timedelta(days=1)]), max_size=1))
    hours = Hours(draw(st.sampled_from(ZONES)), week, closed, {day + timedelta(days=2): draw(spans())})
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) + draw(st.integers(0, 2 * DAY)) * MINUTE
    return hours, start, start + draw(st.integers(0, 3 * DAY)) * MINUTE


@settings(max_examples=150, deadline=None)
@given(calendars_and_moments())
def test_open_time_is_what_the_clock_on_the_wall_shows_minute_by_minute(
    drawn: tuple[Hours, datetime, datetime],
) -> None:
    hours, begin, end = drawn
    assert open_between(hours, begin, end) == slow_open(hours, begin, end)


@settings(max_examples=150, deadline=None)
@given(calendars_and_moments(), st.integers(1, 4 * 3600))
def test_the_moment_after_so_much_open_time_is_the_first_one(
    drawn: tuple[Hours, datetime, datetime], seconds: int
) -> None:
    hours, begin, _end = drawn
    if not hours.is_ever_open:
        return
    reached = after(hours, begin, seconds)
    assert open_between(hours, begin, reached) == seconds
    assert open_between(hours, begin, reached - timedelta(seconds=1)) == seconds - 1


@settings(max_examples=60, deadline=None)
@given(calendars_and_moments(), st.integers(0, 3 * DAY))
def test_open_time_adds_up(drawn: tuple[Hours, datetime, datetime], minutes: int) -> None:
    hours, begin, end = drawn
    middle = min(begin + minutes * MINUTE, end)
    assert open_between(hours, begin, end) == open_between(hours, begin, middle) + open_between(hours, middle, end)


def test_a_weekend_a_holiday_and_lunch_do_not_count() -> None:
    friday, wednesday = datetime(2026, 1, 2, 15, tzinfo=UTC), datetime(2026, 1, 7, 8, tzinfo=UTC)
    assert open_between(VIENNA, friday, wednesday) == (1 + 8 + 0 + 1) * 3600
    assert after(VIENNA, friday, 2 * 3600) == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert not is_open(VIENNA, datetime(2026, 1, 5, 11, 30, tzinfo=UTC))
    assert is_open(VIENNA, datetime(2026, 1, 5, 12, tzinfo=UTC))
    assert not is_open(VIENNA, datetime(2026, 1, 5, 16, tzinfo=UTC))


def test_the_hour_that_comes_twice_counts_twice_and_the_one_left_out_not() -> None:
    night = Hours("Europe/Vienna", (((2 * 60, 3 * 60),),) * 7)
    for day, seconds in ((date(2026, 3, 29), 0), (date(2026, 10, 25), 7200), (date(2026, 6, 1), 3600)):
        begin = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Vienna"))
        assert open_between(night, begin, begin.astimezone(UTC) + timedelta(hours=20)) == seconds, day


def test_what_is_always_open_counts_every_second() -> None:
    begin = datetime(2025, 12, 31, 12, tzinfo=UTC)
    always = Hours("Europe/Vienna", ALWAYS)
    assert open_between(always, begin, begin + timedelta(days=400, seconds=7)) == 400 * 86_400 + 7
    assert after(always, begin, 10**8) == begin + timedelta(seconds=10**8)


def test_what_never_opens_is_said_and_bad_hours_are_refused() -> None:
    closed = Hours("UTC", ((),) * 7)
    with pytest.raises(NeverOpen):
        after(closed, datetime(2026, 1, 1, tzinfo=UTC), 1)
    for week in (((),) * 6, (((60, 60),),) * 7, (((0, 90), (60, 120)),) * 7, (((0, DAY + 1),),) * 7):
        with pytest.raises(BadHours):
            Hours("UTC", week)
    with pytest.raises(ValueError, match="time zone"):
        open_between(VIENNA, datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001  that is what is refused


START = datetime(2026, 3, 2, 8, tzinfo=UTC)  # a Monday, nine o'clock in Vienna


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def test_a_pause_moves_the_deadline_by_the_business_time_it_took() -> None:
    target = Target(4 * 3600, version=3)
    running = read([Event(at(0), Kind.START)], VIENNA, target, at(1))
    assert (running.elapsed, running.left, running.due) == (3600, 3 * 3600, datetime(2026, 3, 2, 13, tzinfo=UTC))
    assert (running.is_running, running.is_met, running.versions) == (True, None, (1, 3))
    paused = read([Event(at(0), Kind.START), Event(at(1), Kind.PAUSE)], VIENNA, target, at(30))
    assert (paused.elapsed, paused.due, paused.is_running) == (3600, None, False)
    events = [Event(at(0), Kind.START), Event(at(1), Kind.PAUSE), Event(at(24), Kind.RESUME)]
    resumed = read(events, VIENNA, target, at(25))
    assert (resumed.elapsed, resumed.due) == (7200, datetime(2026, 3, 3, 11, tzinfo=UTC))


def test_a_clock_that_stopped_in_time_is_met_and_one_second_later_is_not() -> None:
    target = Target(3600)
    for seconds, is_met in ((3600, True), (3601, False)):
        events = [Event(at(0), Kind.START), Event(at(0) + timedelta(seconds=seconds), Kind.STOP)]
        reading = read(events, VIENNA, target, at(100))
        assert (reading.is_met, reading.elapsed, reading.is_stopped) == (is_met, seconds, True)
        assert reading.due == at(1)


def test_a_clock_begun_anew_forgets_and_what_is_to_come_does_not_count() -> None:
    events = [Event(at(0), Kind.START), Event(at(1), Kind.STOP), Event(at(2), Kind.RESTART), Event(at(90), Kind.STOP)]
    reading = read(events, VIENNA, Target(7200), at(2.5))
    assert (reading.elapsed, reading.is_running, reading.is_stopped) == (1800, True, False)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4 * DAY), st.sampled_from(list(Kind))), max_size=8),
    st.integers(1, 10),
    st.integers(0, 5 * DAY),
)
def test_a_reading_is_what_minutes_add_up_to(drawn: list[tuple[int, Kind]], wanted: int, until: int) -> None:
    events = [Event(START + minutes * MINUTE, kind) for minutes, kind in drawn]
    now, target = START + until * MINUTE, Target(wanted * 3600)
    reading = read(events, VIENNA, target, now)
    assert reading.elapsed == slow_elapsed(events, now)
    if reading.is_running and reading.due is not None:
        assert read(events, VIENNA, target, now).due == reading.due
        if reading.due > now:
            assert open_between(VIENNA, now, reading.due) == reading.left


def slow_elapsed(events: list[Event], now: datetime) -> int:
    """The same, state by state and minute by minute."""
    is_running = is_over = False
    elapsed, moment = 0, START
    pending = sorted(events, key=lambda event: event.at)
    while moment < now or pending:
        while pending and pending[0].at <= min(moment, now):
            kind = pending.pop(0).kind
            if kind == Kind.RESTART:
                is_running, is_over, elapsed = True, False, 0
            elif kind == Kind.REOPEN:
                is_running, is_over = is_running or is_over, False
            elif kind in (Kind.START, Kind.RESUME):
                is_running = is_running or not is_over
            else:
                is_running, is_over = False, is_over or kind == Kind.STOP
        if moment >= now:
            return elapsed
        elapsed += slow_open(VIENNA, moment, moment + MINUTE) if is_running else 0
        moment += MINUTE
    return elapsed
