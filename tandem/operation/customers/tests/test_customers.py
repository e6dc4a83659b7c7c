"""Customers, what stands on their page, and when it is done in time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.ground.kernel.models import Action
from tandem.operation.customers.complaints.background import escalate_late
from tandem.operation.customers.complaints.levels.register import COMPLAINT_LEVELS
from tandem.operation.customers.complaints.register import COMPLAINTS
from tandem.operation.customers.contacts.register import CUSTOMER_CONTACTS
from tandem.operation.customers.register import CUSTOMERS
from tandem.operation.customers.reviews.register import CUSTOMER_REVIEWS
from tandem.operation.customers.satisfaction.register import SATISFACTION
from tests.cast import Cast

TODAY = date(2026, 3, 2)


def customer(home: Cast, title: str = "Berglund", **values: Any) -> Any:
    given = {"title": title, "owner": home.users["ben"].pk, "arrangements": "Meeting each quarter", **values}
    made = writing.create(home.actor("ada"), CUSTOMERS, given)
    return writing.transition(home.actor("ada"), CUSTOMERS, made.reference, "begin")


def refused(problem: str, attempt: Any) -> None:
    with pytest.raises(Invalid) as invalid:
        attempt()
    assert problem in invalid.value.problems


def test_a_customer_begins_with_somebody_and_ways_to_talk(home: Cast) -> None:
    ada = home.actor("ada")
    bare = writing.create(ada, CUSTOMERS, {"title": "Berglund"})
    refused("owner", lambda: writing.transition(ada, CUSTOMERS, bare.reference, "begin"))
    bare.refresh_from_db()
    assert (bare.state, bare.version) == ("prospect", 1)
    begun = customer(home, "Nordlig")
    assert (begun.state, begun.since, begun.next_review) == ("active", TODAY, date(2027, 3, 2))


def test_a_customer_neither_ends_before_it_begins_nor_goes_without_reviews(home: Cast) -> None:
    made = customer(home, since="2026-01-01")
    ada = home.actor("ada")
    refused("ends_on", lambda: writing.change(ada, CUSTOMERS, made.reference, {"ends_on": "2025-12-31"}))
    refused("review_months", lambda: writing.change(ada, CUSTOMERS, made.reference, {"review_months": 0}))


def test_a_meeting_that_was_held_moves_the_next_review(home: Cast) -> None:
    made, ada = customer(home, review_months=3), home.actor("ada")
    meeting = writing.create(ada, CUSTOMER_REVIEWS, {"customer": made, "title": "Spring", "planned_on": "2026-03-01"})
    refused("agreed", lambda: writing.transition(ada, CUSTOMER_REVIEWS, meeting.reference, "hold"))
    values = {"present": "Both", "performance": "Well", "agreed": "Go on", "held_on": "2026-02-27"}
    refused(
        "held_on",
        lambda: writing.transition(
            ada, CUSTOMER_REVIEWS, meeting.reference, "hold", values | {"held_on": "2026-03-03"}
        ),
    )
    writing.transition(ada, CUSTOMER_REVIEWS, meeting.reference, "hold", values)
    made.refresh_from_db()
    assert (made.last_review, made.next_review) == (date(2026, 2, 27), date(2026, 5, 27))
    with pytest.raises(NotPermitted, match="has been held"):
        writing.change(ada, CUSTOMER_REVIEWS, meeting.reference, {"agreed": "Nothing"})


def test_an_older_meeting_that_is_written_down_later_moves_nothing(home: Cast) -> None:
    made, ada = customer(home), home.actor("ada")
    common = {"customer": made.reference, "title": "Meeting", "planned_on": "2026-01-01", "state": "held"}
    for day in ("2026-02-01", "2025-11-01"):
        writing.create(ada.via("import"), CUSTOMER_REVIEWS, common | {"held_on": day})
    made.refresh_from_db()
    assert made.last_review == date(2026, 2, 1)


def complaint(home: Cast, of: Any, **values: Any) -> Any:
    given = {"customer": of, "title": "On hold", "received_on": "2026-03-01", **values}
    return writing.create(home.actor("ada"), COMPLAINTS, given)


def test_a_complaint_has_somebody_and_a_day_from_the_first(home: Cast) -> None:
    made = complaint(home, customer(home))
    assert (made.owner_id, made.due) == (home.users["ben"].pk, date(2026, 3, 21))


def test_a_complaint_ends_only_with_what_was_found_done_and_said_to_it(home: Cast) -> None:
    made, ada = complaint(home, customer(home)), home.actor("ada")
    refused("findings", lambda: writing.transition(ada, COMPLAINTS, made.reference, "resolve"))
    done = {"findings": "Nobody there", "outcome": "Two more at noon"}
    writing.transition(ada, COMPLAINTS, made.reference, "resolve", done)
    refused("customer_agrees", lambda: writing.transition(ada, COMPLAINTS, made.reference, "close"))
    with pytest.raises(WriteError, match="escalate it"):
        writing.transition(ada, COMPLAINTS, made.reference, "close", {"customer_agrees": "no"})
    closed = writing.transition(ada, COMPLAINTS, made.reference, "close", {"customer_agrees": "yes"})
    assert (closed.state, closed.answered_on, closed.closed_on) == ("closed", TODAY, TODAY)
    with pytest.raises(NotPermitted, match="It is closed"):
        writing.change(ada, COMPLAINTS, made.reference, {"outcome": "Nothing"})


def test_the_day_of_a_complaint_moves_only_by_escalating_it_to_somebody_else(home: Cast) -> None:
    made, ada = complaint(home, customer(home)), home.actor("ada")
    refused("due", lambda: writing.change(ada, COMPLAINTS, made.reference, {"due": "2026-09-01"}))
    to = {"escalated_to": home.users["ada"].pk, "due": "2026-04-10"}
    refused("reason", lambda: writing.transition(ada, COMPLAINTS, made.reference, "escalate", to))
    escalated = writing.transition(ada, COMPLAINTS, made.reference, "escalate", to, reason="They are cross")
    assert (escalated.due, escalated.escalated_on) == (date(2026, 4, 10), TODAY)
    assert Action.objects.get(source_reference=made.reference).owner_id == home.users["ada"].pk


def test_what_is_past_its_day_escalates_by_itself_once(home: Cast) -> None:
    made = complaint(home, customer(home), owner=home.users["ada"].pk)
    due_is_over = datetime(2026, 3, 22, 9, tzinfo=UTC)
    for moment in (due_is_over - timedelta(days=1), due_is_over, due_is_over + timedelta(days=1)):
        with clock.fixed(moment):
            escalate_late()
    made.refresh_from_db()
    assert (made.escalated_on, made.escalated_to_id) == (date(2026, 3, 22), home.users["ben"].pk)
    assert Action.objects.filter(source_reference=made.reference).count() == 1


def test_what_its_keeper_let_lie_goes_to_the_managers(home: Cast) -> None:
    made = complaint(home, customer(home))
    with clock.fixed(datetime(2026, 3, 22, 9, tzinfo=UTC)):
        escalate_late()
    made.refresh_from_db()
    assert made.escalated_to_id is None
    assert Action.objects.get(source_reference=made.reference).owner_id is None


def test_a_low_mark_waits_until_somebody_says_what_came_of_it(home: Cast) -> None:
    made, ada = customer(home), home.actor("ada")
    states = {}
    for score in (1, 2, 3, 5):
        given = {"customer": made, "title": "Survey", "score": score, "given_on": "2026-02-01"}
        states[score] = writing.create(ada, SATISFACTION, given)
    assert {score: mark.state for score, mark in states.items()} == {
        1: "to-look-into",
        2: "to-look-into",
        3: "given",
        5: "given",
    }
    assert states[1].owner_id == home.users["ben"].pk
    looked = writing.transition(ada, SATISFACTION, states[1].reference, "look-into", {"outcome": "Called them"})
    assert looked.state == "looked-into"


def test_marks_outside_one_to_five_or_altered_later_are_refused(home: Cast) -> None:
    made, ada = customer(home), home.actor("ada")
    common = {"customer": made, "title": "Survey", "given_on": "2026-02-01"}
    for score in (0, 6, -1):
        refused("score", lambda score=score: writing.create(ada, SATISFACTION, common | {"score": score}))
    refused("given_on", lambda: writing.create(ada, SATISFACTION, common | {"score": 3, "given_on": "2026-03-03"}))
    mark = writing.create(ada, SATISFACTION, common | {"score": 1})
    refused("score", lambda: writing.change(ada, SATISFACTION, mark.reference, {"score": 5}))
    mark.refresh_from_db()
    assert (mark.score, mark.version) == (1, 1)


def test_people_of_one_customer_are_not_named_at_another(home: Cast) -> None:
    mine, theirs, ada = customer(home), customer(home, "Nordlig"), home.actor("ada")
    jens = writing.create(ada, CUSTOMER_CONTACTS, {"customer": theirs, "title": "Jens"})
    common = {"customer": mine, "contact": jens, "title": "Wrong"}
    refused("contact", lambda: writing.create(ada, COMPLAINTS, common | {"received_on": "2026-03-01"}))
    refused("contact", lambda: writing.create(ada, SATISFACTION, common | {"score": 4, "given_on": "2026-03-01"}))


def test_a_customer_with_open_complaints_does_not_end(home: Cast) -> None:
    made, ada = customer(home), home.actor("ada")
    complaint(home, made)
    with pytest.raises(WriteError, match="Close its complaints first"):
        writing.transition(ada, CUSTOMERS, made.reference, "end", reason="They left")
    made.refresh_from_db()
    assert made.state == "active"


def test_a_complaint_climbs_the_levels_that_were_set_up_each_once(home: Cast) -> None:
    ada, cleo = home.actor("ada"), home.users["cleo"]
    first = {"title": "Keeper", "level": 1, "days": 0, "whom": "keeper", "answer_days": 2}
    second = {"title": "Director", "level": 2, "days": 5, "whom": "person", "person": cleo.pk, "answer_days": 1}
    third = {"title": "All managers", "level": 3, "days": 9, "whom": "managers"}
    for level in (first, second, third):
        writing.create(ada, COMPLAINT_LEVELS, level)
    made = complaint(home, customer(home), owner=home.users["ada"].pk)
    seen = []
    for days in range(12):  # due on the 21st
        with clock.fixed(datetime(2026, 3, 21, 9, tzinfo=UTC) + timedelta(days=days)):
            escalate_late()
        made.refresh_from_db()
        seen.append(made.level)
    assert seen == [0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3]
    asked = Action.objects.filter(source_reference=made.reference).order_by("pk").values_list("owner_id", "due")
    assert list(asked) == [
        (home.users["ben"].pk, date(2026, 3, 24)),
        (cleo.pk, date(2026, 3, 28)),
        (None, date(2026, 4, 2)),
    ]


def test_levels_come_one_after_the_other_and_name_whom_they_mean(home: Cast) -> None:
    ada = home.actor("ada")
    writing.create(ada, COMPLAINT_LEVELS, {"title": "First", "level": 1, "days": 3})
    refused("days", lambda: writing.create(ada, COMPLAINT_LEVELS, {"title": "Second", "level": 2, "days": 3}))
    nobody = {"title": "Second", "level": 2, "days": 4, "whom": "person"}
    refused("person", lambda: writing.create(ada, COMPLAINT_LEVELS, nobody))
    with pytest.raises(Invalid):
        writing.create(ada, COMPLAINT_LEVELS, {"title": "Again", "level": 1, "days": 1})
    with pytest.raises(NotPermitted):
        writing.create(home.actor("ben"), COMPLAINT_LEVELS, {"title": "Mine", "level": 4, "days": 40})
    assert COMPLAINT_LEVELS.model.objects.count() == 1
