"""What a mail server refuses is said where somebody waits for it, and no page answers with an error for it."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import Client

from tandem.ground.accounts.models import Invitation
from tandem.ground.kernel.tenancy import organization_active
from tests.cast import Cast


@pytest.fixture(autouse=True)
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a commit is done at once, for the test never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda follow, *_all, **_more: follow())


class Refusing(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("nobody is at home")


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def invited(cast: Cast) -> str:
    told = {"email": "gwen@example.org", "role": "reader"}
    answer = client_of(cast, "ada").post("/home/settings/members/invite/", told)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_invitation_says_that_it_was_sent(cast: Cast) -> None:
    assert "it was also sent by mail" in invited(cast)
    assert [sent.to for sent in mail.outbox] == [["gwen@example.org"]]


def test_an_invitation_that_was_refused_says_so_and_stands(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    page = invited(cast)
    assert "The message was not sent (nobody is at home)" in page
    assert "also sent by mail" not in page
    assert "/join/" in page
    with organization_active(cast.home.pk):
        assert Invitation.objects.count() == 1


def test_a_lost_password_answers_alike_when_the_server_is_away(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    for address in ("ada@example.org", "nobody@example.org"):
        answer = Client().post("/accounts/password/reset/", {"email": address})
        assert answer.status_code == 302, address
