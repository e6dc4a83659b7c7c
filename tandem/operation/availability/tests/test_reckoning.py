"""Agreed time, what outages took of it, and an independent slow account that agrees to the second."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from tandem.ground.clocks.calendars import is_open
from tandem.ground.clocks.hours import ALWAYS, Hours
from tandem.operation.availability.reckoning import Account, Away, account

ROUND_THE_CLOCK = Hours("UTC", ALWAYS)
OFFICE = Hours("Europe/Vienna", (((8 * 60, 18 * 60),),) * 5 + ((), ()))
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = MONDAY + timedelta(days=7)
LATER = datetime(2026, 5, 1, tzinfo=UTC)
HOUR = 3600


def away(day: int, hour: float, lasted: float | None, *, planned: bool = False, name: str = "OUT-1") -> Away:
    begin = MONDAY + timedelta(days=day, hours=hour)
    return Away(name, "Away", begin, None if lasted is None else begin + timedelta(hours=lasted), planned)


def of(*outages: Away, hours: Hours = ROUND_THE_CLOCK, counted: bool = False, now: datetime = LATER) -> Account:
    return account(hours, MONDAY, WEEK, outages, is_planned_counted=counted, now=now)


def test_without_an_outage_all_of_it_was_there() -> None:
    whole = of()
    assert (whole.agreed, whole.away, whole.share) == (168 * HOUR, 0, Decimal(100))
    assert (whole.failures, whole.between, whole.restore, whole.lines) == (0, None, None, ())


def test_overlapping_outages_are_counted_once() -> None:
    availability = of(away(1, 9, 2, name="OUT-1"), away(1, 10, 3, name="OUT-2"), away(1, 10, 1, name="OUT-3"))
    assert availability.away == 4 * HOUR
    assert [(line.agreed, line.counted, line.why) for line in availability.lines] == [
        (2 * HOUR, 2 * HOUR, "counts"),
        (3 * HOUR, 2 * HOUR, "together"),
        (1 * HOUR, 0, "together"),
    ]
    assert (availability.failures, availability.restore, availability.between) == (1, 4 * HOUR, 164 * HOUR)
    assert availability.share == Decimal("97.619")


def test_planned_outages_count_only_where_the_agreement_says_so() -> None:
    outages = (away(1, 9, 2), away(3, 1, 4, planned=True, name="OUT-2"))
    left_out, counted = of(*outages), of(*outages, counted=True)
    assert (left_out.away, left_out.planned, left_out.lines[1].why) == (2 * HOUR, 4 * HOUR, "planned")
    assert (counted.away, counted.planned, counted.lines[1].why) == (6 * HOUR, 4 * HOUR, "counts")
    assert left_out.failures == counted.failures == 1
    assert left_out.restore == counted.restore == 2 * HOUR


def test_planned_work_hides_no_failure_beside_it() -> None:
    availability = of(away(1, 1, 4, planned=True), away(1, 3, 4, name="OUT-2"))
    assert availability.away == 4 * HOUR
    assert [line.counted for line in availability.lines] == [0, 4 * HOUR]


def test_only_agreed_hours_count() -> None:
    availability = of(away(0, 16, 4), away(5, 8, 10, name="OUT-2"), hours=OFFICE)
    assert availability.agreed == 50 * HOUR
    assert availability.away == 1 * HOUR  # from five to six in Vienna
    assert [line.why for line in availability.lines] == ["counts", "outside-hours"]
    assert availability.failures == 1


def test_what_reaches_beyond_the_period_is_cut_and_what_goes_on_runs_until_now() -> None:
    assert of(away(-1, 20, 10)).away == 6 * HOUR
    assert of(away(6, 20, 10)).away == 4 * HOUR
    assert of(away(6, 20, None), now=MONDAY + timedelta(days=6, hours=21)).away == HOUR
    assert of(away(6, 20, None)).away == 4 * HOUR
    assert of(away(8, 0, 1)).lines == ()


def test_shares_are_rounded_down_never_up_to_a_promise() -> None:
    assert of(away(1, 1, 1 / HOUR)).share == Decimal("99.999")


def test_a_period_in_which_nothing_was_agreed_is_kept() -> None:
    saturday = MONDAY + timedelta(days=5)
    availability = account(
        OFFICE, saturday, saturday + timedelta(days=1), [away(5, 8, 3)], is_planned_counted=True, now=LATER
    )
    assert (availability.agreed, availability.share) == (0, Decimal(100))


def test_a_slow_account_agrees_on_random_histories() -> None:
    random = Random(11)
    for number in range(60):
        hours = OFFICE if number % 2 else ROUND_THE_CLOCK
        outages = [
            away(0, random.randrange(-20, 190), random.randrange(1, 30), planned=random.random() < 0.3, name=f"OUT-{n}")
            for n in range(random.randrange(6))
        ]
        counted = number % 3 == 0
        availability = of(*outages, hours=hours, counted=counted)
        assert (availability.agreed, availability.away) == _slowly(hours, outages, counted=counted)
        assert sum(line.counted for line in availability.lines) == availability.away


def _slowly(hours: Hours, outages: list[Away], *, counted: bool) -> tuple[int, int]:
    """Hour by hour: every hour of these histories lies wholly inside or outside of everything."""
    agreed = lost = 0
    for hour in range(168):
        moment = MONDAY + timedelta(hours=hour)
        if not is_open(hours, moment):
            continue
        agreed += HOUR
        hit = (outage for outage in outages if counted or not outage.is_planned)
        lost += HOUR * any(outage.begin <= moment < (outage.end or LATER) for outage in hit)
    return agreed, lost
