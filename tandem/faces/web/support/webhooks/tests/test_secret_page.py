"""The secret of a webhook is made on its page and shown once, to managers."""

import re

from django.test import Client

from tandem.ground.kernel import writing
from tandem.support.webhooks.models import Webhook
from tandem.support.webhooks.register import WEBHOOKS
from tests.cast import Cast

PAGE = "/home/webhooks/HOOK-1/secret/"
VALUES = {"title": "Chat", "address": "https://chat.example.org/hook", "about": ["incidents"]}


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_secret_is_shown_once(home: Cast) -> None:
    writing.create(home.actor("ada"), WEBHOOKS, VALUES)
    ada = signed_in(home, "ada")
    shown = re.search(r"whsec_[\w+/=]{40,}", ada.post(PAGE).content.decode())
    assert shown is not None
    assert shown[0] not in ada.get(PAGE).content.decode()


def test_others_neither_see_nor_make_it(home: Cast) -> None:
    writing.create(home.actor("ada"), WEBHOOKS, VALUES)
    for name in ("ben", "cleo"):
        client = signed_in(home, name)
        assert {client.get(PAGE).status_code, client.post(PAGE).status_code} <= {403, 404}
    assert Webhook.objects.get().secret_number == 0
