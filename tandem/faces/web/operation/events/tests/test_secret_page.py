"""The secret of a source is made on its page and shown once, to managers."""

import re

from django.test import Client

from tandem.ground.accounts.models import hashed
from tandem.ground.kernel import writing
from tandem.operation.events.sources.models import EventSource
from tandem.operation.events.sources.register import EVENT_SOURCES
from tests.cast import Cast

PAGE = "/home/event-sources/ESRC-1/secret/"


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_secret_is_shown_once(home: Cast) -> None:
    writing.create(home.actor("ada"), EVENT_SOURCES, {"title": "Platform", "tool": "alertmanager"})
    ada = signed_in(home, "ada")
    assert "/intake/events/home.esrc-1/" in ada.get(PAGE).content.decode()
    shown = re.search(r"tandem_events_[\w-]{40,}", ada.post(PAGE).content.decode())
    assert shown is not None
    assert EventSource.objects.get().secret_hash == hashed(shown[0])
    assert shown[0] not in ada.get(PAGE).content.decode()


def test_others_neither_see_nor_make_it(home: Cast) -> None:
    writing.create(home.actor("ada"), EVENT_SOURCES, {"title": "Platform", "tool": "alertmanager"})
    for name in ("ben", "cleo"):
        client = signed_in(home, name)
        assert (client.get(PAGE).status_code, client.post(PAGE).status_code) == (403, 403)
    assert EventSource.objects.get().secret_hash == ""
