"""What users of other tools reported of their clocks, each as a test of its own: it does not happen here.

Each name begins with the tool and, where there is one, the number under which the fault was reported there.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tandem.ground.clocks import log, reckoning
from tandem.ground.clocks.deadlines import Kind, Target
from tandem.ground.clocks.hours import Hours
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import WriteError
from tandem.operation.agreements.clocks import operations
from tandem.operation.agreements.tests.promises import ALWAYS, Promise, calendar, promise, register
from tests.cast import Cast

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = 24 * 60
OFFICE = Hours("UTC", (((8 * 60, 16 * 60),),) * 5 + ((), ()), frozenset(), {})


@pytest.fixture
def agreed(home: Cast) -> Promise:
    """Office hours in Vienna: answered within an hour, resolved within eight."""
    made = promise(home)
    made.version("1.0", calendar(home), (("response", 0, 60), ("resolution", 1, 120), ("resolution", 3, 480)))
    return made


def after(**span: int) -> Any:
    return clock.fixed(MONDAY + timedelta(**span))


def waiting(agreed: Promise) -> Any:
    """An incident that waits for its customer from Monday half past ten on."""
    incident = agreed.incident()
    with after(hours=1):
        agreed.step("incidents", incident, "start")
        agreed.step("incidents", incident, "wait", pending_on="customer")
    return incident


def test_glpi_10594_a_target_of_days_takes_no_time_while_it_waits(home: Cast) -> None:
    made = promise(home)
    made.version("1.0", calendar(home, "Always", ALWAYS), (("resolution", 0, 3 * DAY), ("response", 0, 60)))
    incident = waiting(made)
    with after(days=10):
        made.step("incidents", incident, "start")
    running = made.clock(incident)
    assert (running.elapsed, running.due_at) == (3_600, MONDAY + timedelta(days=10) + timedelta(minutes=3 * DAY - 60))


def test_glpi_6902_waiting_is_not_lost_when_the_target_changes(agreed: Promise) -> None:
    incident = waiting(agreed)
    with after(days=1):
        agreed.step("incidents", incident, "start")
    with after(days=1, minutes=30):
        urgent = {"impact": 1, "urgency": 1}
        writing.change(agreed.home.actor("ada"), register("incidents"), incident.reference, urgent)
    swapped = agreed.clock(incident)
    assert (swapped.target.priority, swapped.elapsed) == (1, 5_400)
    kinds = [event["kind"] for event in swapped.events]
    assert kinds == ["start", "pause", "resume", "swap"]


def test_glpi_14492_waiting_takes_the_hours_of_the_calendar_alone() -> None:
    friday = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
    events = [
        log.entry(Kind.START, friday),
        log.entry(Kind.PAUSE, friday + timedelta(minutes=15)),
        log.entry(Kind.RESUME, friday + timedelta(days=2)),
    ]
    stand = reckoning.stand(events, OFFICE, Target(3_600), friday + timedelta(days=2, hours=1))
    assert (stand.elapsed, stand.due) == (900, datetime(2026, 3, 9, 8, 45, tzinfo=UTC))


def test_glpi_24481_nothing_is_violated_while_it_waits(agreed: Promise) -> None:
    incident = waiting(agreed)
    with after(days=60):
        assert operations.INCIDENTS.tick(agreed.home.actor("ada")) == 0
    kept = agreed.clock(incident)
    assert (kept.state, kept.is_breached, kept.due_at) == ("paused", False, None)


def test_glpi_21155_nobody_moves_a_deadline_by_another_opening_time(agreed: Promise) -> None:
    incident = agreed.incident()
    before = agreed.clock(incident).due_at
    with after(hours=1):
        later = {"opened_at": (MONDAY + timedelta(minutes=50)).isoformat()}
        try:
            writing.change(agreed.home.actor("ada"), register("incidents"), incident.reference, later)
        except WriteError:
            incident.refresh_from_db()
            assert incident.opened_at == MONDAY
    assert agreed.clock(incident).due_at == before


def test_itop_escalation_is_no_state_of_the_ticket(agreed: Promise) -> None:
    incident = agreed.incident()
    agreed.step("incidents", incident, "start")
    with after(days=7):
        operations.INCIDENTS.tick(agreed.home.actor("ada"))
    incident.refresh_from_db()
    assert (agreed.clock(incident).state, incident.state) == ("late", "in-progress")
    states = {state.key for state in register("incidents").workflow.states}  # type: ignore[union-attr]
    assert not {key for key in states if "escalat" in key or "late" in key}


def test_zammad_a_ticket_that_waits_and_is_answered_starts_where_it_stood(agreed: Promise) -> None:
    incident = waiting(agreed)
    before = agreed.clock(incident)
    with after(days=1):
        agreed.step("incidents", incident, "start")
    again = agreed.clock(incident)
    assert (before.elapsed, again.elapsed) == (3_600, 3_600)
    assert [event["kind"] for event in again.events] == ["start", "pause", "resume"]


def test_osticket_a_ticket_opened_again_keeps_the_time_it_had_used(agreed: Promise) -> None:
    incident = agreed.incident()
    with after(hours=1):
        agreed.step("incidents", incident, "resolve", resolution="Restarted")
    with after(days=1):
        agreed.step("incidents", incident, "reopen", "Down again")
    again = agreed.clock(incident)
    assert (again.elapsed, again.state, again.stopped_at) == (3_600, "running", None)
