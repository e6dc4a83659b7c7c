"""My work: done and put off from the list, and as a calendar behind a secret address."""

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from tandem.ground.accounts import operations
from tandem.ground.accounts.models import ApiToken
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.register import ACTIONS
from tests.cast import Cast


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def waiting(home: Cast) -> Cast:
    """An action of Ben's, due yesterday."""
    ada = home.actor("ada")
    due = ada.today - timedelta(days=1)
    writing.create(ada, ACTIONS, {"title": "Call the carrier", "due": due, "owner": home.users["ben"].pk})
    return home


def test_an_action_is_done_from_the_list(waiting: Cast) -> None:
    ben = client_of(waiting, "ben")
    assert "In a week" in ben.get("/home/work/").content.decode()
    answer = ben.post("/home/work/ACT-1/", {"do": "done"}, follow=True)
    assert "ACT-1 is done." in answer.content.decode()
    assert Action.objects.get().state == "done"


def test_an_overdue_action_is_put_off_a_week_from_today(waiting: Cast) -> None:
    client_of(waiting, "ben").post("/home/work/ACT-1/", {"do": "later"})
    assert Action.objects.get().due == waiting.actor("ben").today + timedelta(days=7)


def test_what_waits_can_be_subscribed_to_by_a_secret_that_opens_nothing_else(waiting: Cast) -> None:
    ben = waiting.actor("ben")
    token, secret = operations.issue_token(ben, "Phone", "calendar", clock.now() + timedelta(days=30))
    answer = Client().get(f"/calendar/home/{secret}/work.ics")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Carry out: Call the carrier"]
    assert events[0].decoded("dtstart") == date(2026, 3, 1)
    token.refresh_from_db()
    assert token.last_used_at == clock.now()
    assert Client().get("/api/v1/home/actions/", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert Client().get(f"/calendar/elsewhere/{secret}/work.ics").status_code == 404
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=clock.now())
    assert Client().get(f"/calendar/home/{secret}/work.ics").status_code == 404


def test_a_token_for_programs_is_no_calendar(waiting: Cast) -> None:
    _token, secret = operations.issue_token(waiting.actor("ben"), "Script", "read", clock.now() + timedelta(days=30))
    assert Client().get(f"/calendar/home/{secret}/work.ics").status_code == 404
