"""The secret of a pipeline is made on its page and shown once, to managers."""

import re

from django.test import Client

from tandem.ground.kernel import writing
from tandem.operation.releases.pipelines.models import Pipeline
from tandem.operation.releases.pipelines.register import PIPELINES
from tests.cast import Cast

PAGE = "/home/release-pipelines/PIPE-1/secret/"


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_managers_make_it_and_see_it_once_others_never(home: Cast) -> None:
    writing.create(home.actor("ada"), PIPELINES, {"title": "Build"})
    for name in ("ben", "cleo"):
        client = signed_in(home, name)
        assert (client.get(PAGE).status_code, client.post(PAGE).status_code) == (403, 403)
    assert Pipeline.objects.get().secret_number == 0
    ada = signed_in(home, "ada")
    assert "/intake/pipelines/home.pipe-1/" in ada.get(PAGE).content.decode()
    shown = re.search(r"whsec_[A-Za-z0-9+/=]{40,}", ada.post(PAGE).content.decode())
    assert shown is not None and shown[0] not in ada.get(PAGE).content.decode()
