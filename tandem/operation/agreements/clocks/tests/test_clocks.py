"""Clocks of incidents: they follow what happens, lose nothing, and are never a state of the incident."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.ground.clocks import log, reckoning
from tandem.ground.clocks.deadlines import Kind, Target
from tandem.ground.clocks.hours import Hours
from tandem.ground.kernel import clock, inbox, jobs, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.ground.ledger.models import Entry
from tandem.operation.agreements.clocks import measuring, operations, rebasing
from tandem.operation.agreements.clocks.register import INCIDENT_CLOCKS
from tandem.operation.agreements.tests.promises import ALWAYS, Promise, add, calendar, promise, register
from tests.cast import Cast

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # half past ten in Vienna
PRIORITIES = (("resolution", 1, 120), ("resolution", 3, 480), ("response", 0, 60))


@pytest.fixture
def agreed(home: Cast) -> Promise:
    """Office hours in Vienna: answered within an hour, resolved within eight, urgent things within two."""
    made = promise(home)
    made.version("1.0", calendar(home), PRIORITIES)
    return made


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> Any:
    return clock.fixed(datetime(2026, month, day, hour, minute, tzinfo=UTC))


def step(agreed: Promise, incident: Any, key: str, reason: str = "", **values: Any) -> Any:
    return agreed.step("incidents", incident, key, reason, **values)


def test_a_new_incident_has_a_clock_for_each_time_promised(agreed: Promise) -> None:
    incident = agreed.incident()
    answer, end = (agreed.clock(incident, kind) for kind in ("response", "resolution"))
    assert (answer.state, answer.due_at) == ("running", datetime(2026, 3, 2, 10, 30, tzinfo=UTC))
    assert (end.state, end.due_at) == ("running", datetime(2026, 3, 3, 9, 30, tzinfo=UTC))
    assert (end.next_at, end.calendar.title) == (datetime(2026, 3, 3, 7, 30, tzinfo=UTC), "Office")
    assert incident.state == "new"


def test_many_new_incidents_have_the_clocks_that_each_would_have(home: Cast, agreed: Promise) -> None:
    rows = [
        {"title": "Slow", "service": agreed.service, "customer": agreed.customer, "impact": 2, "urgency": 2},
        {
            "title": "Down",
            "service": agreed.service,
            "customer": agreed.customer,
            "impact": 1,
            "urgency": 1,
            "priority": 1,
        },
        {"title": "Elsewhere"},
        {"title": "Back", "service": agreed.service, "customer": agreed.customer, "state": "resolved"},
    ]
    actor = home.actor("ada").importing()
    slow, down, elsewhere, back = writing.create_many(actor, register("incidents"), rows)
    found = INCIDENT_CLOCKS.model.objects.order_by("pk").values_list("incident_id", "kind", "target__minutes", "state")
    assert list(found) == [
        (slow.pk, "response", 60, "running"),
        (slow.pk, "resolution", 480, "running"),
        (down.pk, "response", 60, "running"),
        (down.pk, "resolution", 120, "running"),
        (back.pk, "resolution", 480, "met"),
    ]
    assert (slow.met_target, elsewhere.met_target, back.met_target) == (None, None, True)


def test_nothing_promised_no_clock(home: Cast, agreed: Promise) -> None:
    add(home, "incidents", title="Elsewhere", service=add(home, "services", title="Other"), customer=agreed.customer)
    stranger = add(home, "customers", title="Stranger")
    agreed.incident(customer=stranger)
    agreed.incident(service=None)
    assert not INCIDENT_CLOCKS.model.objects.exists()


def test_without_a_customer_a_single_agreement_counts_and_two_do_not(home: Cast, agreed: Promise) -> None:
    alone = agreed.incident(customer=None)
    assert INCIDENT_CLOCKS.model.objects.filter(incident=alone).count() == 2
    other = promise(home, "Nordlig", service=agreed.service)
    other.version("1.0", calendar(home, "Always", ALWAYS), PRIORITIES)
    unclear = agreed.incident(customer=None)
    assert not INCIDENT_CLOCKS.model.objects.filter(incident=unclear).exists()


def test_work_stops_the_answer_and_a_solution_the_end(agreed: Promise) -> None:
    incident = agreed.incident()
    with at(2, 10):
        step(agreed, incident, "start")
    with at(3, 9, 30):
        done = step(agreed, incident, "resolve", resolution="Restarted")
    assert (agreed.clock(incident, "response").state, agreed.clock(incident, "response").elapsed) == ("met", 1800)
    end = agreed.clock(incident)
    assert (end.state, end.elapsed, end.stopped_at) == ("met", 8 * 3600, datetime(2026, 3, 3, 9, 30, tzinfo=UTC))
    incident.refresh_from_db()
    assert (incident.met_target, incident.version) == (True, done.version)


def test_one_second_later_is_missed(agreed: Promise) -> None:
    incident = agreed.incident()
    with clock.fixed(datetime(2026, 3, 3, 9, 30, 1, tzinfo=UTC)):
        step(agreed, incident, "resolve", resolution="Restarted")
    assert (agreed.clock(incident).state, agreed.clock(incident).is_breached) == ("missed", True)
    incident.refresh_from_db()
    assert incident.met_target is False


def test_a_pause_over_a_weekend_takes_no_time(agreed: Promise) -> None:
    with at(6, 14, 30):  # half an hour before the week ends
        incident = agreed.incident()
        step(agreed, incident, "start")
    with at(6, 14, 45):
        step(agreed, incident, "wait", pending_on="customer")
    paused = agreed.clock(incident)
    assert (paused.state, paused.elapsed, paused.due_at, paused.next_at) == ("paused", 900, None, None)
    with at(9, 7, 30):  # half an hour into Monday
        step(agreed, incident, "start")
    running = agreed.clock(incident)
    assert (running.elapsed, running.due_at) == (900, datetime(2026, 3, 10, 7, 15, tzinfo=UTC))


def test_nothing_is_violated_while_it_waits_for_the_customer(agreed: Promise) -> None:
    incident = agreed.incident()
    step(agreed, incident, "start")
    step(agreed, incident, "wait", pending_on="customer")
    with at(30, 9):
        assert operations.INCIDENTS.tick(agreed.home.actor("ada")) == 0
    assert (agreed.clock(incident).state, agreed.clock(incident).is_breached) == ("paused", False)


def test_waiting_that_the_agreement_does_not_name_does_not_pause(agreed: Promise) -> None:
    incident = agreed.incident()
    step(agreed, incident, "start")
    step(agreed, incident, "wait", pending_on="supplier")
    assert agreed.clock(incident).state == "running"


def test_a_solution_that_did_not_hold_goes_on_where_it_was(agreed: Promise) -> None:
    incident = agreed.incident()
    with at(2, 10, 30):
        step(agreed, incident, "resolve", resolution="Restarted")
    with at(3, 9, 30):
        step(agreed, incident, "reopen", "Down again")
    again = agreed.clock(incident)
    assert (again.state, again.elapsed, again.stopped_at) == ("running", 3600, None)
    assert again.due_at == datetime(2026, 3, 4, 8, 30, tzinfo=UTC)
    incident.refresh_from_db()
    assert (incident.met_target, [event["kind"] for event in again.events]) == (None, ["start", "stop", "reopen"])


def test_another_priority_counts_from_the_beginning_and_loses_no_time(agreed: Promise) -> None:
    incident = agreed.incident()
    with at(2, 10, 30):
        writing.change(agreed.home.actor("ada"), register("incidents"), incident.reference, {"impact": 1, "urgency": 1})
    urgent = agreed.clock(incident)
    assert (urgent.target.priority, urgent.elapsed) == (1, 3600)
    assert urgent.due_at == datetime(2026, 3, 2, 12, 30, tzinfo=UTC)  # two hours, lunch left out
    assert urgent.events[-1]["kind"] == "swap"


def test_another_target_while_paused_counts_once_it_goes_on(agreed: Promise) -> None:
    incident = agreed.incident()
    with at(2, 10, 30):
        step(agreed, incident, "start")
        step(agreed, incident, "wait", pending_on="customer")
    with at(3, 9, 30):
        writing.change(agreed.home.actor("ada"), register("incidents"), incident.reference, {"impact": 1, "urgency": 1})
    paused = agreed.clock(incident)
    assert (paused.state, paused.elapsed, paused.due_at, paused.target.priority) == ("paused", 3600, None, 1)
    with at(4, 9, 30):
        step(agreed, incident, "start")
    assert agreed.clock(incident).due_at == datetime(2026, 3, 4, 10, 30, tzinfo=UTC)


def test_a_ticket_under_way_keeps_its_version_until_somebody_says_why(home: Cast, agreed: Promise) -> None:
    incident = agreed.incident()
    before = agreed.clock(incident)
    agreed.version("2.0", calendar(home, "Always", ALWAYS), (("resolution", 0, 60), ("response", 0, 10)))
    with at(2, 9, 45):
        writing.change(home.actor("ada"), register("incidents"), incident.reference, {"assignee": "ben@example.org"})
        kept = agreed.clock(incident)
        assert (kept.due_at, kept.target_id) == (before.due_at, before.target_id)
        with pytest.raises(Invalid):
            agreed.step("incident-clocks", kept, "rebase")
        agreed.step("incident-clocks", kept, "rebase", "Agreed with the customer")
    moved = agreed.clock(incident)
    assert (moved.due_at, moved.target.agreement_version.number) == (MONDAY + timedelta(hours=1), "2.0")
    assert moved.events[-1] | {"at": ""} == {
        "kind": "swap",
        "at": "",
        "why": "rebase",
        "target": moved.target.reference,
        "before": before.target.reference,
        "minutes": 60,
    }
    with pytest.raises(WriteError, match="already"):
        agreed.step("incident-clocks", moved, "rebase", "Again")


def test_all_tickets_of_an_agreement_are_counted_by_another_version_at_once(home: Cast, agreed: Promise) -> None:
    incidents = [agreed.incident() for _number in range(3)]
    newer = agreed.version("2.0", calendar(home, "Always", ALWAYS), (("resolution", 0, 60),))
    agreed.step("agreement-versions", newer, "rebase", "From today")
    assert {agreed.clock(incident).due_at for incident in incidents} == {MONDAY + timedelta(hours=1)}


def test_more_tickets_than_one_transaction_moves_are_counted_by_the_worker(
    home: Cast, agreed: Promise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebasing, "AT_ONCE", 2)
    incidents = [agreed.incident() for _number in range(5)]
    newer = agreed.version("2.0", calendar(home, "Always", ALWAYS), (("resolution", 0, 60),))
    agreed.step("agreement-versions", newer, "rebase", "From today")
    by_it = register("incident-clocks").model.objects.filter(target__agreement_version=newer, kind="resolution")
    assert by_it.count() == 1  # beside the clock of response, of which the newer version says nothing
    jobs.run_all(clock.now())
    assert by_it.count() == len(incidents)
    entries = Entry.objects.filter(register="incident-clocks", action="rebase")
    assert (entries.count(), {entry.reason for entry in entries}) == (5, {"By version 2.0"})


def test_time_runs_out_is_exceeded_and_waits_for_whoever_works_on_it(home: Cast, agreed: Promise) -> None:
    incident = agreed.incident(assignee="ben@example.org")
    ada, ben = home.actor("ada"), home.actor("ben")
    with at(3, 7, 29):
        operations.INCIDENTS.tick(ada)
        assert agreed.clock(incident).state == "running"
    with at(3, 7, 30):
        assert operations.INCIDENTS.tick(ada) == 1
        assert agreed.clock(incident).state == "running-out"
        assert agreed.clock(incident).reference in {task.reference for task in inbox.waiting(ben)}
    with clock.fixed(datetime(2026, 3, 3, 9, 30, 1, tzinfo=UTC)):
        operations.INCIDENTS.tick(ada)
        late = agreed.clock(incident)
        assert (late.state, late.is_breached, late.next_at) == ("late", True, None)
        assert operations.INCIDENTS.tick(ada) == 0
    incident.refresh_from_db()
    assert incident.state == "new"  # how a clock stands is no state of the incident


def test_a_tick_with_nothing_due_touches_nothing(home: Cast, agreed: Promise) -> None:
    for _number in range(5):
        agreed.incident()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert operations.INCIDENTS.tick(home.actor("ada")) == 0
    assert len(queries) == 1
    assert "next_at" in queries[0]["sql"]


def test_what_happened_to_a_clock_is_not_altered(home: Cast, agreed: Promise) -> None:
    kept = agreed.clock(agreed.incident())
    with pytest.raises(Invalid) as refused:
        writing.follow(home.actor("ada"), INCIDENT_CLOCKS, kept, {"events": []}, "altered")
    assert list(refused.value.problems) == ["events"]
    other = register("service-targets").model.objects.get(priority=1)
    with pytest.raises(Invalid):
        writing.follow(home.actor("ada"), INCIDENT_CLOCKS, kept, {"target": other}, "altered")
    for name in ("ada", "ben"):
        with pytest.raises(NotPermitted):
            writing.change(home.actor(name), INCIDENT_CLOCKS, kept.reference, {"target": other.reference})
    assert agreed.clock(kept.incident).version == kept.version


def test_an_opening_time_that_is_altered_later_moves_no_clock(home: Cast, agreed: Promise) -> None:
    incident = agreed.incident()
    due = agreed.clock(incident).due_at
    later = {"opened_at": "2026-03-02T09:29:00Z"}
    writing.change(home.actor("ada"), register("incidents"), incident.reference, later)
    assert agreed.clock(incident).due_at == due


def test_what_is_cancelled_or_belongs_to_somebody_else_no_longer_counts(home: Cast, agreed: Promise) -> None:
    gone, moved = agreed.incident(), agreed.incident()
    step(agreed, gone, "cancel", "Twice")
    stranger = add(home, "customers", title="Stranger")
    writing.change(home.actor("ada"), register("incidents"), moved.reference, {"customer": stranger})
    for incident in (gone, moved):
        dropped = agreed.clock(incident)
        assert (dropped.state, dropped.due_at, dropped.next_at) == ("dropped", None, None)


def test_a_confidential_incident_hides_its_clocks(home: Cast, agreed: Promise) -> None:
    incident = agreed.incident(is_confidential=True, owner="ada@example.org")
    with pytest.raises(WriteError):
        writing.find(home.actor("cleo"), INCIDENT_CLOCKS, agreed.clock(incident).reference)


def imported(home: Cast, agreed: Promise, **values: Any) -> Any:
    ada: Actor = home.actor("ada").via("import")
    given = {"title": "Old", "service": agreed.service.reference, "customer": agreed.customer.reference}
    return writing.create(ada, register("incidents"), given | {"opened_at": "2026-02-02 09:00", **values})


def test_what_is_imported_as_resolved_is_counted_by_its_own_times(home: Cast, agreed: Promise) -> None:
    for until, state in (("2026-02-02 17:00", "met"), ("2026-02-04 09:00", "missed")):
        incident = imported(home, agreed, state="resolved", resolved_at=until, resolution="Done")
        assert agreed.clock(incident).state == state
        assert not INCIDENT_CLOCKS.model.objects.filter(incident=incident, kind="response").exists()
        incident.refresh_from_db()
        assert incident.met_target is (state == "met")
    told = imported(home, agreed, state="resolved", resolved_at="2026-02-04 09:00", resolution="x", met_target=True)
    told.refresh_from_db()
    assert told.met_target is True


def test_a_month_is_counted_by_what_came_to_its_end_or_deadline_in_it(home: Cast, agreed: Promise) -> None:
    for day in (2, 3, 4):
        with at(day, 8, month=2):
            incident = agreed.incident()
        with at(day, 9, month=2):
            step(agreed, incident, "resolve", resolution="Restarted")
    with at(10, 8, month=2):
        open_still = agreed.incident()
    with at(2, 3):
        operations.INCIDENTS.tick(home.actor("ada"))
        operations.INCIDENTS.tick(home.actor("ada"))
        register("agreement-versions").model.objects.update(effective_from="2026-01-01")
        assert measuring.measure_last_month(home.actor("ada")) == 3
        assert measuring.measure_last_month(home.actor("ada")) == 0
    assert agreed.clock(open_still).state == "late"
    results = register("service-results").model.objects
    of_three = results.get(target__kind="resolution", target__priority=3)
    assert (of_three.counted, of_three.within, of_three.is_met) == (4, 3, False)


def results_of(month: int) -> set[tuple[str, str, int]]:
    """Of each result of a month: the version of its target, the kind, and how many were counted."""
    rows = register("service-results").model.objects.filter(period_start__month=month)
    return set(rows.values_list("target__agreement_version__number", "target__kind", "counted"))


def test_a_month_is_measured_by_the_wording_it_ended_with_and_what_kept_an_earlier_one(home: Cast) -> None:
    berglund, once = promise(home), [("resolution", 0, 480)]
    with at(2, 8, month=2):
        hours = calendar(home)
        berglund.version("1.0", hours, once)
        berglund.incident()
    with at(1, 8):
        berglund.version("2.0", hours, once)
    with at(2, 3):
        operations.INCIDENTS.tick(home.actor("ada"))
        assert measuring.measure_last_month(home.actor("ada")) == 1
        assert results_of(2) == {("1.0", "resolution", 1)}
        berglund.incident()
        step(berglund, berglund.clock(berglund.incident()).incident, "resolve", resolution="Restarted")
    with at(3, 8, month=4):
        assert measuring.measure_last_month(home.actor("ada")) == 1
        assert {row[0] for row in results_of(3)} == {"2.0"}
        berglund.step("agreements", berglund.agreement, "end", "They moved away")
    with at(3, 8, month=6):
        assert measuring.measure_last_month(home.actor("ada")) == 0
    assert results_of(5) == set()


VIENNA = Hours("Europe/Vienna", (((0, 1440),),) * 7)


@pytest.mark.parametrize(
    ("begin", "due"),
    [
        (datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 22, tzinfo=UTC)),
    ],
)
def test_an_hour_of_service_is_an_hour_whatever_clocks_on_walls_do(begin: datetime, due: datetime) -> None:
    stand = reckoning.stand([log.entry(Kind.START, begin)], VIENNA, Target(24 * 3600), begin)
    assert stand.due == due


def test_the_time_zone_is_that_of_the_agreement() -> None:
    begin = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    week = (((8 * 60, 17 * 60),),) * 7
    dues = {
        zone: reckoning.stand([log.entry(Kind.START, begin)], Hours(zone, week), Target(3600), begin).due
        for zone in ("Europe/Vienna", "America/New_York")
    }
    assert dues == {
        "Europe/Vienna": datetime(2026, 3, 2, 10, 30, tzinfo=UTC),
        "America/New_York": datetime(2026, 3, 2, 14, 0, tzinfo=UTC),
    }


@pytest.mark.parametrize("moment", ["2026-12-31T23:59:60+00:00", "2026-03-02T09:30:00", "yesterday", ""])
def test_moments_that_are_none_are_refused(moment: str) -> None:
    with pytest.raises(log.BadLog):
        log.events_of([{"kind": "start", "at": moment}])


def test_fractions_of_a_second_do_not_add_up() -> None:
    begin = datetime(2026, 3, 2, 9, 30, 0, 999_999, tzinfo=UTC)
    events = [log.entry(Kind.START, begin), log.entry(Kind.STOP, begin + timedelta(seconds=60))]
    assert reckoning.stand(events, VIENNA, Target(60), begin + timedelta(days=1)).state == "met"
