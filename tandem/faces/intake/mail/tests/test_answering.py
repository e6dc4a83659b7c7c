"""Answers: each public entry goes out once, in its thread; what is not taken is tried again or said."""

import dataclasses
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from tandem.faces.intake.mail.tests import shapes
from tandem.faces.intake.mail.tests.conftest import KARI, Desk, after
from tandem.faces.intake.mail.tests.shapes import raw
from tandem.ground.kernel import comments, permissions, writing
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.models import Comment
from tandem.operation.mail import tokens
from tandem.operation.mail.sent import background, operations
from tandem.operation.mail.sent.models import Sent
from tandem.operation.mail.tickets import INCIDENT


@pytest.fixture
def opened(desk: Desk) -> Any:
    """An incident that Kari of Berglund opened by mail."""
    return desk.incident(desk.take().ticket)


def say(desk: Desk, incident: Any, text: str = "We are looking.", audience: str = "public", by: str = "ben") -> Comment:
    """An entry of an incident."""
    actor, incidents = desk.cast.actor(by), desk.register("incidents")
    return comments.add(actor, incidents, incident.reference, text, kind="reply", audience=audience)


def send(desk: Desk) -> int:
    """What the worker does each minute."""
    operations.write_answers(desk.actor)
    return operations.send_due(desk.actor)


def test_public_entry_goes_out_once_in_its_thread(desk: Desk, opened: Any) -> None:
    say(desk, opened)
    assert (send(desk), send(desk)) == (1, 0)
    (message,) = mail.outbox
    assert (message.to, message.from_email) == ([KARI], "Service desk <desk@provider.example>")
    assert message.subject == f"[{opened.reference}] Printer"
    assert message.extra_headers["In-Reply-To"] == "<m1@berglund.example>"
    assert message.extra_headers["References"] == "<m1@berglund.example>"
    name = message.extra_headers["Message-ID"].strip("<>")
    assert tokens.ticket_of(name, desk.cast.home.pk) == (INCIDENT, opened.pk)
    sent = Sent.objects.get()
    assert (sent.state, sent.message_id, sent.attempts) == ("sent", name, 1)


def test_reply_to_what_went_out_joins_and_is_not_sent_back(desk: Desk, opened: Any) -> None:
    with after(0.5):
        say(desk, opened)
        send(desk)
    with after(1):
        outcome = desk.take(raw("Thanks", Message_ID="<m2@x>", In_Reply_To=f"<{Sent.objects.get().message_id}>"))
        assert (outcome.state, outcome.ticket) == ("joined", opened.reference)
        assert send(desk) == 0
    with after(2):
        say(desk, opened, "It works again.")
        send(desk)
    names = mail.outbox[1].extra_headers["References"].split()
    assert names == ["<m1@berglund.example>", f"<{Sent.objects.order_by('pk')[0].message_id}>", "<m2@x>"]


def test_inside_entries_do_not_go_out(desk: Desk, opened: Any) -> None:
    say(desk, opened, audience="internal")
    assert (send(desk), Sent.objects.count()) == (0, 0)


def test_nobody_is_sent_their_own_words(desk: Desk) -> None:
    desk.add("people", {"title": "Ben", "email": "ben@example.org"})
    say(desk, desk.incident(desk.take(From="ben@example.org").ticket))
    assert send(desk) == 0


def test_stranger_who_asked_is_answered(desk: Desk) -> None:
    say(desk, desk.incident(desk.take(From="someone@nowhere.example").ticket))
    send(desk)
    assert mail.outbox[0].to == ["someone@nowhere.example"]


def test_group_signs_or_else_the_mailbox(desk: Desk, opened: Any) -> None:
    writing.change(
        desk.cast.actor("ada"), desk.register("mailboxes"), desk.mailbox.reference, {"signature": "The desk"}
    )
    say(desk, opened)
    send(desk)
    desk.add("mail-signatures", {"title": "Desk", "text": "Group of the desk"})
    say(desk, opened)
    send(desk)
    assert [message.body for message in mail.outbox] == [
        "We are looking.\n\n-- \nThe desk",
        "We are looking.\n\n-- \nGroup of the desk",
    ]


def test_what_was_said_before_there_was_a_mailbox_does_not_go_out(desk: Desk) -> None:
    incident = desk.incident(desk.take().ticket)
    with after(-60):
        say(desk, incident)
    assert send(desk) == 0


def test_without_a_server_nothing_counts_as_sent(desk: Desk, opened: Any, settings: Any) -> None:
    say(desk, opened)
    with_server = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert (send(desk), Sent.objects.count()) == (0, 0)
    settings.EMAIL_BACKEND = with_server
    assert send(desk) == 1


class Unfriendly:
    """A server that answers as it is told to."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, *args: Any) -> int:
        raise self.error


REFUSED = SMTPRecipientsRefused({KARI: (550, b"no such user")})
LATER = SMTPRecipientsRefused({KARI: (451, b"come back later")})


def test_refused_message_is_said_on_the_incident(desk: Desk, opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    say(desk, opened)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", Unfriendly(REFUSED))
        send(desk)
    sent = Sent.objects.get()
    assert (sent.state, sent.problem) == ("refused", "no such user")
    note = desk.entries(opened)[-1]
    assert note.text == f"The message to {KARI} ({sent.reference}) was not taken: no such user"
    assert (note.audience, note.kind) == ("internal", "note")
    desk.step("sent-mail", sent.reference, "try-again")
    assert send(desk) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{sent.message_id}>"


@pytest.mark.parametrize("error", [LATER, SMTPServerDisconnected("gone"), ConnectionRefusedError("refused")])
def test_message_is_tried_again_and_given_up_at_last(
    desk: Desk, opened: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", Unfriendly(error))
    say(desk, opened)
    passed, states = 0, []
    for pause in (0, *operations.PAUSES):
        passed += pause + 1
        with after(passed):
            send(desk)
        states.append(Sent.objects.get().state)
    assert states == ["waiting"] * 5 + ["failed"]
    assert "was not taken" in desk.entries(opened)[-1].text


def test_message_is_not_tried_before_its_time(desk: Desk, opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    say(desk, opened)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", Unfriendly(LATER))
        send(desk)
    assert send(desk) == 0
    with after(2):
        assert send(desk) == 1


def test_message_of_a_killed_worker_goes_again_with_its_name(
    desk: Desk, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(desk, opened)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(EmailBackend, "send_messages", Unfriendly(KeyboardInterrupt()))  # type: ignore[arg-type]
        send(desk)
    name = Sent.objects.get().message_id
    assert send(desk) == 0
    with after(16):
        assert send(desk) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{name}>"


def test_two_workers_send_it_once(desk: Desk, opened: Any) -> None:
    entry = say(desk, opened)
    operations.write_answers(desk.actor)
    assert operations._write_answer(desk.actor, INCIDENT, entry) is False
    stale = Sent.objects.get()
    assert (operations._send(desk.actor, Sent.objects.get()), operations._send(desk.actor, stale)) == (True, False)
    assert (len(mail.outbox), Sent.objects.count()) == (1, 1)


def test_message_that_came_back_is_said_on_the_incident(desk: Desk, opened: Any) -> None:
    say(desk, opened)
    send(desk)
    sent = Sent.objects.get()
    outcome = desk.take(shapes.returned(sent.message_id))
    sent.refresh_from_db()
    assert (outcome.state, outcome.ticket, sent.state) == ("joined", opened.reference, "returned")
    note = desk.entries(opened)[-1]
    words = f"Our message to {KARI} ({sent.reference}) came back. smtp; 550 no such user"
    assert (note.text, note.audience) == (words, "internal")
    assert send(desk) == 0


def test_message_that_is_only_late_changes_nothing(desk: Desk, opened: Any) -> None:
    say(desk, opened)
    send(desk)
    assert desk.take(shapes.returned(Sent.objects.get().message_id, action="delayed")).state == "set-aside"
    assert Sent.objects.get().state == "sent"


def test_report_with_a_made_up_name_changes_nothing(desk: Desk, opened: Any) -> None:
    say(desk, opened)
    send(desk)
    made_up = f"tandem.1.1.{'0' * 12}.{'0' * 32}@provider.example"
    assert desk.take(shapes.returned(made_up)).state == "quarantine"
    assert Sent.objects.get().state == "sent"


def test_mail_of_who_asked_does_not_count_as_informing_them(desk: Desk, opened: Any) -> None:
    desk.take(raw("And it smells of plastic too.", Message_ID="<m2@x>", In_Reply_To="<m1@berglund.example>"))
    assert desk.incident().informed_at is None
    say(desk, opened, "Somebody is on the way to you.")
    assert desk.incident().informed_at is not None


def test_sent_message_is_not_rewritten(desk: Desk, opened: Any) -> None:
    say(desk, opened)
    send(desk)
    with pytest.raises(NotPermitted):
        writing.change(desk.cast.actor("ada"), desk.register("sent-mail"), Sent.objects.get().reference, {"text": "No"})
    assert Sent.objects.get().text == "We are looking."


def test_worker_sends_in_every_organization(desk: Desk, opened: Any) -> None:
    say(desk, opened)
    background.send_mail()
    assert len(mail.outbox) == 1


def test_customers_see_what_they_were_sent_and_nothing_of_others(desk: Desk, opened: Any) -> None:
    say(desk, opened)
    send(desk)
    ben, register = desk.cast.actor("ben"), desk.register("sent-mail")
    theirs = dataclasses.replace(ben, customer_id=opened.customer_id)
    others = dataclasses.replace(ben, customer_id=opened.customer_id + 1)
    assert writing.find(theirs, register, Sent.objects.get().reference).incident == opened
    assert not permissions.visible(others, register).exists()
