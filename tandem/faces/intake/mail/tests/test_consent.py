"""A mailbox signed in to by a person's consent, against a server of ours that answers as RFC 8628 and RFC 6749 say."""

from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from tandem.faces.cli.mail import mail
from tandem.faces.intake.mail import consent, fetching
from tandem.faces.intake.mail.tests import imap_double
from tandem.faces.intake.mail.tests.conftest import Desk, after
from tandem.faces.intake.mail.tokens import NoToken
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.ledger.models import Entry
from tandem.operation.mail.mailboxes.models import MailboxKey


@pytest.fixture
def giver() -> Iterator[Any]:
    """A server that gives codes and tokens."""
    with imap_double.giving_tokens() as server:
        yield server


@pytest.fixture
def mailbox(desk: Desk, giver: Any) -> Any:
    """The mailbox, to be signed in to by consent."""
    here = f"http://127.0.0.1:{giver.server_address[1]}"
    how = {"sign_in": "consent", "token_address": f"{here}/token", "code_address": f"{here}/codes", "client": "tandem"}
    return writing.change(desk.cast.actor("ada"), desk.register("mailboxes"), desk.mailbox.reference, how)


def test_a_person_confirms_a_code_and_tandem_reads_from_then_on(desk: Desk, mailbox: Any, giver: Any) -> None:
    ada = desk.cast.actor("ada")
    asked = consent.begin(ada, mailbox.reference)
    assert (asked.code, asked.address) == ("WDJB-MJHT", "https://login.example/device")
    giver.answers = ["authorization_pending", "slow_down"]
    granted = []
    for seconds in (0, 3, 6, 12, 18):  # five seconds apart, ten once the server asks for that
        with after(seconds / 60):
            granted.append(consent.is_granted(ada, mailbox.reference))
    assert granted == [False, False, False, False, True]
    assert len(giver.asked) == 4  # the code, and three times whether it is confirmed
    with imap_double.serving() as server:
        server.put(b"From: kari@berglund.example\r\nSubject: Printer\r\nMessage-ID: <a@x>\r\n\r\nIt smokes.\r\n")
        server.token, server.password = "t0ken", "no password is right"
        where = {"host": "127.0.0.1", "port": server.port, "security": "none", "user_name": "desk"}
        desk.step("mailboxes", mailbox.reference, "open", host="127.0.0.1", user_name="desk")
        updated = writing.change(ada, desk.register("mailboxes"), mailbox.reference, where)
        first, second = (fetching.fetch(desk.actor, updated) for _turn in range(2))
    assert (first.taken, first.problem, second.problem) == (1, "", "")
    assert len({form["refresh_token"][0] for form in giver.asked if "refresh_token" in form}) == 2  # renewed by use


def test_what_was_granted_is_kept_encrypted_and_told_to_nobody(desk: Desk, mailbox: Any, giver: Any) -> None:
    ada = desk.cast.actor("ada")
    consent.begin(ada, mailbox.reference)
    assert consent.is_granted(ada, mailbox.reference)
    key = MailboxKey.objects.get()
    assert giver.consent not in key.consent
    assert key.asked == ""
    assert Entry.objects.filter(action="consent granted").count() == 1


@pytest.mark.parametrize("error", ["access_denied", "expired_token", "invalid_client"])
def test_a_refusal_is_said_in_the_words_of_the_server(desk: Desk, mailbox: Any, giver: Any, error: str) -> None:
    consent.begin(desk.cast.actor("ada"), mailbox.reference)
    giver.answers = [error]
    with pytest.raises(NoToken, match=error):
        consent.is_granted(desk.cast.actor("ada"), mailbox.reference)
    assert MailboxKey.objects.get().consent == ""


def test_a_code_runs_out_and_none_is_asked_for_by_others(desk: Desk, mailbox: Any, giver: Any) -> None:
    consent.begin(desk.cast.actor("ada"), mailbox.reference)
    with after(16), pytest.raises(NoToken, match="run out"):
        consent.is_granted(desk.cast.actor("ada"), mailbox.reference)
    with pytest.raises(NotPermitted):
        consent.begin(desk.cast.actor("ben"), mailbox.reference)
    with pytest.raises(Invalid, match="Sign in with a code first"):
        desk.step("mailboxes", mailbox.reference, "open", host="imap.example", user_name="desk")
    assert len(giver.asked) == 1


def test_the_command_shows_the_code_and_waits(desk: Desk, mailbox: Any, giver: Any) -> None:
    done = CliRunner().invoke(mail, ["consent", "home", mailbox.reference], catch_exceptions=False)
    assert (done.exit_code, "WDJB-MJHT" in done.output) == (0, True)
    assert done.output.endswith(f"{mailbox.reference} is signed in to from now on.\n")


def test_the_page_shows_the_code_and_says_when_it_is_confirmed(desk: Desk, mailbox: Any, giver: Any) -> None:
    browser, address = Client(), f"/home/mailboxes/{mailbox.reference}/consent/"
    browser.force_login(desk.cast.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "WDJB-MJHT" in browser.post(address, {"do": "begin"}, follow=True).content.decode()
    giver.answers = ["authorization_pending"]
    assert "not confirmed yet" in browser.post(address, {"do": "check"}, follow=True).content.decode()
    with after(1):
        assert "signed in to from now on" in browser.post(address, {"do": "check"}, follow=True).content.decode()
    browser.force_login(desk.cast.users["ben"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(address).status_code == 403
