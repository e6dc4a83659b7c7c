"""The page of a ticket and the queue: its clock in laps, its conversation, its checklist, where it goes on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tandem.faces.web.operation.tickets import clocks
from tandem.ground.kernel import clock, comments, writing
from tandem.ground.kernel.models import Comment
from tandem.operation.agreements.tests.promises import ALWAYS, Promise, calendar, promise
from tandem.operation.incidents.answers.register import CANNED_ANSWERS
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.steps.models import IncidentStep
from tandem.operation.incidents.steps.register import INCIDENT_STEPS
from tandem.operation.incidents.tests.steps import reported, take
from tandem.operation.incidents.watchers.models import IncidentWatcher
from tests.cast import Cast

TEN = datetime(2026, 3, 10, 10, tzinfo=ZoneInfo("Europe/Vienna"))


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(home: Cast, address: str, name: str = "ben") -> str:
    answer = signed_in(home, name).get(f"/home/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def agreed(home: Cast) -> Iterator[Promise]:
    """An agreement that pauses while the customer is waited for; at ten in the morning."""
    with clock.fixed(TEN):
        agreement = promise(home)
        agreement.version("1", calendar(home, "Always", ALWAYS), pauses=["customer"])
        yield agreement


def at(minutes: int) -> Any:
    return clock.fixed(TEN + timedelta(minutes=minutes))


def test_clock_tells_what_is_left_and_how_often_it_stood_still(home: Cast, agreed: Promise) -> None:
    incident = agreed.incident()
    with at(60):
        take(home, "ben", INCIDENTS, incident, "start")
        take(home, "ben", INCIDENTS, incident, "wait", pending_on="customer")
    with at(120):
        paused = clocks.of(incident)["resolution"]
        take(home, "ben", INCIDENTS, incident, "start")
    with at(180):
        running = clocks.of(incident)["resolution"]
    assert (paused.words, paused.tone, paused.is_going) == ("paused, 7 h 0 min left", "quiet", False)
    assert (running.words, running.whole, running.pauses) == ("6 h 0 min left", "of 8 h", "paused once")
    assert [lap.kind for lap in running.laps] == ["run", "pause", "run"]
    assert running.due == TEN + timedelta(hours=9)


def test_laps_lie_on_a_bar_from_the_beginning_to_the_deadline(home: Cast, agreed: Promise) -> None:
    incident = agreed.incident()
    with at(120):
        running = clocks.of(incident)["resolution"]
    assert [(lap.start, lap.width) for lap in running.laps] == [(0, 25)]
    assert (running.used, running.tone) == (25, "active")


def test_clock_that_ran_out_says_by_how_much(home: Cast, agreed: Promise) -> None:
    incident = agreed.incident()
    with at(8 * 60 + 40):
        running = clocks.of(incident)["resolution"]
    assert (running.words, running.tone, running.used) == ("40 min over", "bad", 100)


def test_ticket_shows_its_clock_and_a_reply_to_its_caller(home: Cast, agreed: Promise) -> None:
    incident = agreed.incident(reported_by="Jens Holm")
    text = page(home, f"incidents/{incident.reference}/")
    assert "1 h left of 1 h to answer" in text.replace("1 h 0 min", "1 h")
    assert "to Jens Holm" in text
    assert 'class="laps active"' in text


def test_replies_and_notes_are_told_apart(home: Cast) -> None:
    incident = reported(home)
    address = f"/home/incidents/{incident.reference}/comments/"
    client = signed_in(home, "ben")
    for kind in ("reply", "note"):
        client.post(address, {"text": f"This is a {kind} of mine", "kind": kind})
    told = list(Comment.objects.order_by("pk").values_list("kind", "audience"))
    assert told == [("reply", "public"), ("note", "internal")]
    text = page(home, f"incidents/{incident.reference}/")
    assert 'class="msg reply out"' in text
    assert 'class="msg note"' in text
    assert "Caller informed at" not in text.split('id="stream"')[1].split("composer")[0]


def test_prepared_answer_stands_in_the_reply_before_it_is_sent(home: Cast) -> None:
    incident = reported(home, reported_by="Jens Holm")
    values = {"title": "On it", "text": "Dear {caller}, we look at {reference} now."}
    answer = writing.create(home.actor("ben"), CANNED_ANSWERS, values)
    offered = page(home, f"tickets/{incident.reference}/answers/")
    assert f"?answer={answer.reference}" in offered
    drafted = page(home, f"incidents/{incident.reference}/?answer={answer.reference}")
    assert f"Dear Jens Holm, we look at {incident.reference} now.</textarea>" in drafted
    assert not Comment.objects.exists()


def test_line_of_the_checklist_is_ticked_on_the_ticket(home: Cast) -> None:
    incident = reported(home)
    line = {"incident": incident.reference, "title": "Call the carrier"}
    step = writing.create(home.actor("ben"), INCIDENT_STEPS, line)
    answer = signed_in(home, "ben").post(f"/home/tickets/steps/{step.reference}/")
    assert answer.headers["Location"] == f"/home/incidents/{incident.reference}/#checklist"
    assert IncidentStep.objects.get(pk=step.pk).state == "done"


def test_reader_ticks_nothing(home: Cast) -> None:
    line = {"incident": reported(home).reference, "title": "Call the carrier"}
    step = writing.create(home.actor("ben"), INCIDENT_STEPS, line)
    signed_in(home, "cleo").post(f"/home/tickets/steps/{step.reference}/")
    assert IncidentStep.objects.get(pk=step.pk).state == "open"


def test_ticket_is_watched_and_watched_no_longer_with_one_click(home: Cast) -> None:
    incident = reported(home)
    client = signed_in(home, "cleo")
    for state in ("watching", "stopped"):
        client.post(f"/home/tickets/{incident.reference}/watch/")
        assert IncidentWatcher.objects.get().state == state
    assert IncidentWatcher.objects.get().owner_id == home.users["cleo"].pk


def test_merged_ticket_shows_where_it_goes_on(home: Cast) -> None:
    kept = reported(home, opened_at=(clock.now() - timedelta(hours=2)).isoformat(), title="Mail is late")
    incident = take(home, "ben", INCIDENTS, reported(home), "merge", merged_into=kept.reference)
    text = page(home, f"incidents/{incident.reference}/")
    assert f'<a href="/home/incidents/{kept.reference}/">{kept.reference} Mail is late</a>' in text


def test_queue_shows_what_nobody_has_first_and_then_by_time_left(home: Cast, agreed: Promise) -> None:
    ben = home.users["ben"].pk
    later = agreed.incident(title="Later", assignee=ben)
    with at(30):
        agreed.incident(title="Latest", assignee=ben)
        nothing_promised = reported(home, title="Nothing promised", assignee=ben)
        agreed.incident(title="Nobody")
        text = page(home, "queue/")
    rows = text.split("<tbody>")[1]
    titles = ("Nobody", "Later", "Latest", "Nothing promised")
    places = [rows.index(f">{title}</a>") for title in titles]
    assert places == sorted(places)
    assert "30 min left to answer" in rows
    assert later.pk != nothing_promised.pk


def test_api_says_for_whom_a_comment_is(home: Cast) -> None:
    incident = reported(home)
    comments.add(home.actor("ben"), INCIDENTS, incident.reference, "For us alone", kind="note")
    client = signed_in(home, "ben")
    address = f"/api/v1/home/incidents/{incident.reference}/comments"
    sent = client.post(
        address,
        {"text": "We look at it now.", "kind": "reply", "audience": "public"},
        content_type="application/json",
    )
    assert (sent.status_code, sent.json()["audience"]) == (201, "public")
    kinds = [(item["kind"], item["audience"]) for item in client.get(address).json()["items"]]
    assert kinds == [("note", "internal"), ("reply", "public")]
