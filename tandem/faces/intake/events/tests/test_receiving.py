"""POST /intake/events/<source>/: known by address and secret, answered in words, never a failure."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import NOW
from tandem.faces.intake.events.entering import LARGEST
from tandem.faces.web import limits
from tandem.ground.kernel import clock, jobs, writing
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.ledger.models import Entry
from tandem.operation.events.models import Event
from tandem.operation.events.sources.models import EventSource
from tandem.operation.events.sources.operations import new_secret
from tandem.operation.events.sources.register import EVENT_SOURCES
from tandem.operation.events.tests.messages import PINGDOM, alert, group
from tests.cast import Cast

ADDRESS = "/intake/events/home.esrc-1/"


@pytest.fixture
def secret(home: Cast) -> str:
    """The secret of the only source at home."""
    source = writing.create(home.actor("ada"), EVENT_SOURCES, {"title": "Platform", "tool": "alertmanager"})
    return new_secret(home.actor("ada"), source.reference)[1]


def post(data: bytes, secret: str = "", address: str = ADDRESS, **headers: Any) -> Any:
    if secret:
        headers["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return Client().post(address, data, content_type="application/json", **headers)


def test_a_message_is_taken_in_by_tandem(home: Cast, secret: str) -> None:
    response = post(group(alert(), alert("web-2")), secret)
    assert (response.status_code, response.json()["new"]) == (200, 2)
    assert Event.objects.count() == 2
    entry = Entry.objects.filter(register="events").order_by("pk").first()
    assert entry is not None
    assert (entry.actor_label, entry.actor_id, entry.through) == ("Tandem", None, "api")


def test_the_secret_may_come_in_other_ways(home: Cast, secret: str) -> None:
    basic = base64.b64encode(f"alertmanager:{secret}".encode()).decode()
    assert post(group(alert()), HTTP_AUTHORIZATION=f"Basic {basic}").status_code == 200
    assert post(group(alert()), HTTP_X_TANDEM_SECRET=secret).status_code == 200
    assert post(group(alert()), address=f"{ADDRESS}?secret={secret}").status_code == 200
    assert Event.objects.get().count == 3


@pytest.mark.parametrize("wrong", ["", "tandem_events_no", "\x00", "é"])
def test_without_the_secret_nothing_is_taken_in(home: Cast, secret: str, wrong: str) -> None:
    assert post(group(alert()), wrong).status_code == 401
    assert post(group(alert()), HTTP_AUTHORIZATION="Basic ///").status_code == 401
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["home.esrc-9", "nowhere.esrc-1", "elsewhere.esrc-1", "home", "home.", "%00", "home.evt-1"]
)
def test_an_address_of_no_source_is_missing(home: Cast, secret: str, name: str) -> None:
    assert post(group(alert()), secret, f"/intake/events/{name}/").status_code == 404


def test_a_source_without_a_secret_takes_nothing_in(home: Cast) -> None:
    writing.create(home.actor("ada"), EVENT_SOURCES, {"title": "New", "tool": "alertmanager"})
    assert post(group(alert())).status_code == 401
    assert post(group(alert()), HTTP_AUTHORIZATION="Bearer ").status_code == 401


def test_the_former_secret_works_for_a_day_unless_it_has_leaked(home: Cast, secret: str) -> None:
    second = new_secret(home.actor("ada"), "ESRC-1")[1]
    assert [post(group(alert()), each).status_code for each in (secret, second)] == [200, 200]
    with clock.fixed(NOW + timedelta(hours=25)):
        assert [post(group(alert()), each).status_code for each in (secret, second)] == [401, 200]
    third = new_secret(home.actor("ada"), "ESRC-1", is_leaked=True)[1]
    assert [post(group(alert()), each).status_code for each in (second, third)] == [401, 200]


def test_the_secret_is_nowhere_kept(home: Cast, secret: str) -> None:
    source = EventSource.objects.get()
    assert secret not in str(vars(source))
    assert not Entry.objects.filter(state__contains=secret).exists()


def test_only_managers_make_secrets(home: Cast, secret: str) -> None:
    before = EventSource.objects.get().secret_hash
    with pytest.raises(NotPermitted):
        new_secret(home.actor("ben"), "ESRC-1")
    assert EventSource.objects.get().secret_hash == before


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"alerts": [{"labels": {}}]}', b"\xff", json.dumps(PINGDOM).encode()]
)
def test_nonsense_is_refused_in_words(home: Cast, secret: str, data: bytes) -> None:
    response = post(data, secret)
    assert response.status_code == 400
    assert len(response.json()["detail"]) > 10
    assert Event.objects.count() == 0


def test_a_stopped_source_is_told_so(home: Cast, secret: str) -> None:
    writing.transition(home.actor("ada"), EVENT_SOURCES, "ESRC-1", "stop", reason="Replaced")
    assert post(group(alert()), secret).status_code == 409
    assert Event.objects.count() == 0


def test_other_methods_are_named(home: Cast, secret: str) -> None:
    response = Client().get(ADDRESS)
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_only_who_has_the_secret_may_send_much(home: Cast, secret: str) -> None:
    filler = b" " * (limits.STRANGERS + 1)
    assert post(group(alert()) + filler, "no").status_code == 413
    assert post(group(alert()) + filler, secret).status_code == 200
    assert post(group(alert()) + b" " * LARGEST, secret).status_code == 413


@pytest.mark.django_db(transaction=False)
def test_a_long_message_is_taken_in_by_and_by(home: Cast, secret: str) -> None:
    response = post(group(*(alert(f"web-{number}") for number in range(120))), secret)
    assert (response.status_code, response.json()) == (202, {"received": 120, "waiting": True})
    assert Event.objects.count() == 0
    jobs.run_all()
    assert Event.objects.count() == 120
