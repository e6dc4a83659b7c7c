"""Clocks of requests: by what is promised for their fulfilment, never while somebody has to approve them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tandem.ground.kernel import clock, inbox, writing
from tandem.operation.agreements.clocks import measuring, rebasing
from tandem.operation.agreements.request_clocks.operations import REQUESTS
from tandem.operation.agreements.tests.promises import Promise, add, calendar, promise, register
from tests.cast import Cast

PROMISED = (("fulfilment", 0, 480), ("fulfilment", 1, 60), ("resolution", 0, 240))


@pytest.fixture
def agreed(home: Cast) -> Promise:
    """Office hours in Vienna: requests are fulfilled within a working day, the most urgent within an hour."""
    made = promise(home)
    with at(2, 7):
        made.version("1.0", calendar(home), PROMISED)
    return made


def at(day: int, hour: int, minute: int = 0) -> Any:
    """A moment in March 2026, in UTC; an hour later in Vienna."""
    return clock.fixed(datetime(2026, 3, day, hour, minute, tzinfo=UTC))


def asked(agreed: Promise, **values: Any) -> Any:
    given = {"title": "A new mailbox", "service": agreed.service, "customer": agreed.customer}
    return add(agreed.home, "service-requests", **{**given, **values})


def step(agreed: Promise, request: Any, key: str, reason: str = "", **values: Any) -> Any:
    return agreed.step("service-requests", request, key, reason, **values)


def of(request: Any) -> Any:
    return register("request-clocks").model.objects.get(request=request)


def test_it_runs_from_asking_to_fulfilment_in_service_hours(agreed: Promise) -> None:
    with at(2, 8):
        request = asked(agreed)
    assert (of(request).state, of(request).due_at) == ("running", datetime(2026, 3, 3, 8, tzinfo=UTC))
    with at(2, 15):
        step(agreed, request, "accept")
        step(agreed, request, "fulfil", done="Made.", outcome="fulfilled")
    assert (of(request).state, of(request).elapsed) == ("met", 6 * 3_600)
    with at(4, 8):
        step(agreed, request, "reopen", "Not mine")
    assert (of(request).state, of(request).elapsed) == ("running-out", 6 * 3_600)


def test_who_waits_for_an_approval_is_not_late(agreed: Promise) -> None:
    offering = add(
        agreed.home, "request-offerings", title="A laptop", service=agreed.service, instructions="From the shelf."
    )
    rule = {"title": "Whoever answers for the service", "kind": "service-owner"}
    add(agreed.home, "request-approval-rules", offering=offering, **rule)
    with at(2, 8):
        writing.transition(agreed.home.actor("ada"), register("request-offerings"), offering.reference, "offer")
        request = asked(agreed, offering=offering)
    kept = of(request)
    assert (request.state, kept.state, kept.elapsed, kept.due_at) == ("approval", "paused", 0, None)


def test_waiting_for_the_person_is_waiting_for_the_customer(agreed: Promise) -> None:
    with at(2, 8):
        request = asked(agreed)
        step(agreed, request, "accept")
    with at(2, 9):
        step(agreed, request, "wait", pending_on="person", pending_until=date(2026, 3, 9))
    assert (of(request).state, of(request).elapsed) == ("paused", 3_600)
    with at(9, 8):
        step(agreed, request, "go-on")
    assert of(request).due_at == datetime(2026, 3, 9, 16, tzinfo=UTC)
    with at(9, 9):
        step(agreed, request, "wait", pending_on="supplier", pending_until=date(2026, 3, 11))
    assert of(request).state == "running"


def test_another_priority_counts_by_its_promise_and_what_is_taken_back_by_none(agreed: Promise) -> None:
    with at(2, 8):
        request = asked(agreed)
        writing.change(agreed.home.actor("ada"), register("service-requests"), request.reference, {"priority": 1})
    assert of(request).due_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert [event["kind"] for event in of(request).events] == ["start", "swap"]
    step(agreed, request, "cancel", "Not needed")
    assert (of(request).state, of(request).due_at) == ("dropped", None)


def test_time_that_runs_out_waits_for_whoever_works_on_it_and_is_counted(agreed: Promise) -> None:
    home = agreed.home
    with at(2, 8):
        request = asked(agreed, assignee=home.users["ben"].pk)
    with at(3, 7, 30):
        assert REQUESTS.tick(home.actor("ada")) == 1
        assert of(request).state == "running-out"
        assert any(task.register.key == "request-clocks" for task in inbox.waiting(home.actor("ben")))
    with at(3, 9):
        assert REQUESTS.tick(home.actor("ada")) == 1
    assert (of(request).state, of(request).is_breached) == ("late", True)
    target = of(request).target
    assert measuring.counts(home.actor("ada"), target, date(2026, 3, 1), date(2026, 3, 31)) == (1, 0)


def test_what_is_under_way_is_taken_over_by_a_new_version(agreed: Promise) -> None:
    with at(2, 8):
        request = asked(agreed)
        version = agreed.version("2.0", of(request).calendar, (("fulfilment", 0, 960),))
        assert of(request).target.minutes == 480
        rebasing.rebase_all(agreed.home.actor("ada"), version)
    assert (of(request).target.minutes, of(request).due_at) == (960, datetime(2026, 3, 4, 8, tzinfo=UTC))


def test_a_promise_about_incidents_is_none_about_requests(agreed: Promise) -> None:
    another = promise(agreed.home, "Nordal")
    with at(2, 8):
        another.version("1.0", calendar(agreed.home, "Further"), (("resolution", 0, 240),))
        asked(another)
    assert not register("request-clocks").model.objects.exists()


def test_what_came_fulfilled_has_no_clock(agreed: Promise) -> None:
    ada = agreed.home.actor("ada", "import")
    values = {"title": "Old", "service": agreed.service, "customer": agreed.customer, "state": "closed"}
    with at(2, 8):
        writing.create(ada, register("service-requests"), values)
    assert not register("request-clocks").model.objects.exists()
