"""Outages: planned only when announced, looked into otherwise, and counted month by month."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.operation.availability.models import Outage
from tandem.operation.availability.results.models import AvailabilityResult
from tandem.operation.availability.results.operations import measure
from tests.cast import Cast
from tests.provider import OFFICE, add, change, now, register, service, step, target

TODAY = datetime(2026, 4, 2, 9, tzinfo=UTC)
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(autouse=True)
def _second_of_april(home: Cast) -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def outage(home: Cast, served: Any, begin: str, end: str = "", **values: Any) -> Any:
    times = {"started_at": f"2026-03-{begin}:00Z"} | ({"ended_at": f"2026-03-{end}:00Z"} if end else {})
    return add(home, "outages", title="Mail was away", service=served, **times, **values)


def refusals(attempt: Any) -> dict[str, Any]:
    with pytest.raises(Invalid) as invalid:
        attempt()
    return dict(invalid.value.problems)


def test_an_outage_that_is_over_is_to_be_investigated_within_two_weeks(home: Cast) -> None:
    made = outage(home, service(home), "30T08:00", "30T09:00")
    assert (made.state, made.investigate_by) == ("ended", date(2026, 4, 13))
    going_on = outage(home, made.service, "31T08:00")
    assert (going_on.state, going_on.investigate_by) == ("ongoing", None)
    over = step(home, "outages", going_on, "end", ended_at="2026-03-31T08:30:00Z")
    assert (over.state, over.investigate_by) == ("ended", date(2026, 4, 14))


def test_planned_is_only_what_was_announced_to_somebody_before_it_began(home: Cast) -> None:
    served = service(home)
    late = {"is_planned": True, "announced_at": "2026-03-30T08:00:00Z", "announced_to": "All customers"}
    assert list(refusals(lambda: outage(home, served, "30T08:00", "30T09:00", **late))) == ["announced_at"]
    early = late | {"announced_at": "2026-03-20T08:00:00Z"}
    told_nobody = early | {"announced_to": ""}
    assert list(refusals(lambda: outage(home, served, "30T08:00", "30T09:00", **told_nobody))) == ["announced_to"]
    assert not Outage.objects.exists()
    assert outage(home, served, "30T08:00", "30T09:00", **early).state == "closed"


def test_an_unplanned_outage_cannot_be_turned_into_a_planned_one_unannounced(home: Cast) -> None:
    made = outage(home, service(home), "30T08:00", "30T09:00")
    assert list(refusals(lambda: change(home, "outages", made, is_planned=True))) == ["announced_at"]
    assert now(made).is_planned is False


@pytest.mark.parametrize(
    ("begin", "end", "field"),
    [
        ("2026-03-30T08:00:00Z", "2026-03-30T08:00:00Z", "ended_at"),
        ("2026-03-30T08:00:00Z", "2026-04-03T08:00:00Z", "ended_at"),
        ("2026-04-03T08:00:00Z", None, "started_at"),
    ],
)
def test_times_lie_in_their_order_and_behind_us(home: Cast, begin: str, end: str | None, field: str) -> None:
    given = {"title": "Away", "service": service(home), "started_at": begin, "ended_at": end}
    assert list(refusals(lambda: add(home, "outages", **given))) == [field]


def test_planned_work_to_come_waits_and_closes_by_itself(home: Cast) -> None:
    planned = {"is_planned": True, "announced_at": "2026-03-20T08:00:00Z", "announced_to": "All customers"}
    made = add(home, "outages", title="New disks", service=service(home), started_at="2026-04-05T20:00:00Z", **planned)
    assert made.state == "announced"
    with clock.fixed(datetime(2026, 4, 6, 9, tzinfo=UTC)):
        over = step(home, "outages", made, "end", ended_at="2026-04-05T21:00:00Z")
    assert (over.state, over.investigate_by) == ("closed", None)


def test_an_investigation_says_cause_findings_and_what_followed(home: Cast) -> None:
    made = outage(home, service(home), "30T08:00", "30T09:00")
    lacking = refusals(lambda: step(home, "outages", made, "investigate"))
    assert sorted(lacking) == ["cause", "followed", "investigation"]
    said = {"cause": "power", "investigation": "The battery was flat", "followed": "It is checked each month"}
    done = step(home, "outages", made, "investigate", **said)
    assert (done.state, done.investigated_by, done.investigated_on) == ("investigated", home.users["ada"], TODAY.date())
    fixed = refusals(lambda: change(home, "outages", done, ended_at="2026-03-30T08:01:00Z"))
    assert list(fixed) == ["ended_at"]
    again = step(home, "outages", done, "take-up-again", reason="It came again")
    assert (again.state, again.investigated_by, again.investigated_on) == ("ended", None, None)


def test_an_outage_is_taken_away_by_managers_with_a_reason_and_never_deleted(home: Cast) -> None:
    made = outage(home, service(home), "30T08:00", "30T09:00", owner=home.users["ben"])
    with pytest.raises(NotPermitted):
        step(home, "outages", made, "cancel", by=home.actor("ben"), reason="It looks bad")
    with pytest.raises(NotPermitted):
        writing.delete(home.actor("ada"), register("outages"), made.reference)
    assert now(made).state == "ended"


def counted(home: Cast, wanted: Any) -> Any:
    measure(home.actor("ada"), *MARCH)
    return AvailabilityResult.objects.get(target=wanted)


def test_a_month_is_counted_over_the_agreed_hours(home: Cast) -> None:
    wanted = target(home, OFFICE, "99.5")
    outage(home, wanted.service, "30T06:00", "30T08:00")  # summer time: from eight to ten in Vienna
    outage(home, wanted.service, "28T06:00", "28T08:00")  # a Saturday
    result = counted(home, wanted)
    assert (result.agreed, result.away, result.failures) == (22 * 600, 120, 1)
    assert (result.achieved, result.promised, result.is_met) == (Decimal("99.090"), Decimal("99.500"), False)
    assert (result.between_failures, result.to_restore) == (22 * 600 - 120, 120)
    assert [line["counted"] for line in result.lines] == [0, 7200]


def test_what_another_customer_alone_felt_does_not_count(home: Cast) -> None:
    wanted = target(home)
    other = add(home, "customers", title="Nordlig")
    outage(home, wanted.service, "30T08:00", "30T09:00", customer=other)
    assert counted(home, wanted).away == 0
    outage(home, wanted.service, "30T08:00", "30T09:00", customer=wanted.agreement_version.agreement.customer)
    assert AvailabilityResult.objects.get().away == 60


@pytest.mark.parametrize(("is_counted", "minutes"), [(False, 0), (True, 60)])
def test_the_agreement_says_whether_planned_outages_count(home: Cast, is_counted: bool, minutes: int) -> None:
    wanted = target(home, is_planned_counted=is_counted)
    planned_work = {"is_planned": True, "announced_at": "2026-03-20T08:00:00Z", "announced_to": "All customers"}
    outage(home, wanted.service, "30T08:00", "30T09:00", **planned_work)
    result = counted(home, wanted)
    assert (result.away, result.planned, result.failures) == (minutes, 60, 0)


def test_the_result_goes_to_the_target_and_what_was_missed_is_asked_about(home: Cast) -> None:
    wanted = target(home)
    made = outage(home, wanted.service, "30T00:00", "30T08:00")
    result = counted(home, wanted)
    noted = register("service-results").model.objects.get()
    assert (noted.target, noted.achieved, noted.is_met) == (wanted, result.achieved, False)
    assert noted.explanation == f"Outages: {made.reference} Mail was away."
    assert Action.objects.get().source_reference == noted.reference
    assert now(wanted).last_result == MARCH[1]
    assert measure(home.actor("ada"), *MARCH) == 0


def test_a_month_is_counted_again_when_an_outage_of_it_changes(home: Cast) -> None:
    wanted = target(home)
    counted(home, wanted)
    made = outage(home, wanted.service, "30T08:00", "30T09:00")
    assert AvailabilityResult.objects.get().away == 60
    change(home, "outages", made, ended_at="2026-03-30T10:00:00Z")
    assert AvailabilityResult.objects.get().away == 120
    noted = register("service-results").model.objects.get()
    assert noted.achieved == AvailabilityResult.objects.get().achieved < 100
    step(home, "outages", made, "cancel", reason="A probe was wrong")
    assert (AvailabilityResult.objects.get().away, now(noted).achieved) == (0, 100)


def test_nobody_enters_figures(home: Cast) -> None:
    wanted = target(home)
    given = {"target": wanted, "period_start": MARCH[0], "period_end": MARCH[1]}
    with pytest.raises(Invalid):
        add(home, "availability-results", **given, achieved=100)
    made = add(home, "availability-results", **given)
    assert list(refusals(lambda: change(home, "availability-results", made, period_end="2026-03-30"))) == ["period_end"]
    assert now(made).period_end == MARCH[1]
    with pytest.raises(NotPermitted):
        writing.create(home.actor("ben"), register("availability-results"), given)


def test_a_period_is_over_and_of_a_target_for_availability(home: Cast) -> None:
    wanted = target(home)
    given = {"target": wanted, "period_start": "2026-04-01", "period_end": "2026-04-30"}
    assert list(refusals(lambda: add(home, "availability-results", **given))) == ["period_end"]
