"""Mail about requests, problems and changes: replies join them, strangers do not, and what goes out is kept."""

from typing import Any

import pytest
from django.core import mail

from tandem.faces.intake.mail.taking import Outcome
from tandem.faces.intake.mail.tests.conftest import KARI, NILS, Desk, after
from tandem.ground.kernel import comments, links, permissions, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Comment
from tandem.operation.mail import tokens
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.sent import operations
from tandem.operation.mail.sent.models import Sent
from tandem.operation.mail.tickets import KINDS, Kind, register_of

INCIDENT, REQUEST, PROBLEM, CHANGE = KINDS
OTHERS = pytest.mark.parametrize("kind", [REQUEST, PROBLEM, CHANGE], ids=lambda kind: kind.name)
STRANGER, BEN, CLEO = "someone@nowhere.example", "ben@example.org", "cleo@example.org"
SIGNED = b"Authentication-Results: mx.provider.example; dmarc=pass\r\n"


def ticket(desk: Desk, kind: Kind) -> Any:
    """A ticket of a kind, of Kari at Berglund where it can be a customer's."""
    values: dict[str, Any] = {"title": "About the line"}
    if kind.is_customers:
        contact = desk.register("customer-contacts").model.objects.get(email=KARI)
        values |= {"contact": contact.pk, "customer": contact.customer_id}
    if kind is CHANGE:
        values |= {"kind": "item", "requester": desk.cast.users["cleo"].pk, "owner": desk.cast.users["ben"].pk}
    return desk.add(kind.register, values)


def reply(desk: Desk, kind: Kind, about: Any, sender: str, **headers: Any) -> Outcome:
    """A reply of somebody to a message of ours about a ticket."""
    name = tokens.message_id(desk.cast.home.pk, kind, about.pk, "provider.example")
    defaults = {"From": sender, "Message_ID": f"<r-{sender}>", "In_Reply_To": f"<{name}>", "Subject": "Re: anything"}
    return desk.take(body="Now it burns.", **defaults | headers)


def entries(kind: Kind, about: Any) -> list[tuple[str, str, str]]:
    """What stands in the stream of a ticket."""
    comments = Comment.objects.filter(register=kind.register, record_id=about.pk).order_by("pk")
    return list(comments.values_list("text", "audience", "sender"))


@OTHERS
def test_reply_of_somebody_who_works_here_joins_the_stream_inside(desk: Desk, kind: Kind) -> None:
    about = ticket(desk, kind)
    outcome = reply(desk, kind, about, BEN)
    assert (outcome.state, outcome.ticket, desk.incidents()) == ("joined", about.reference, 0)
    assert entries(kind, about) == [("Now it burns.", "internal", BEN)]
    received = Received.objects.get()
    assert (received.kind_of_ticket, received.ticket, received.incident) == (kind, about, None)


@OTHERS
def test_reference_in_the_subject_joins_too(desk: Desk, kind: Kind) -> None:
    about = ticket(desk, kind)
    outcome = desk.take(From=BEN, Subject=f"AW: [{about.reference.lower()}] Leitung")
    assert (outcome.state, outcome.ticket) == ("joined", about.reference)


@OTHERS
@pytest.mark.parametrize("sender", [STRANGER, NILS, CLEO])
@pytest.mark.parametrize("sign", ["token", "subject"])
def test_nobody_joins_a_ticket_of_others(desk: Desk, kind: Kind, sender: str, sign: str) -> None:
    about = ticket(desk, kind)
    if kind is CHANGE and sender == CLEO:
        pytest.skip("she asked for it")
    if sign == "token":
        outcome = reply(desk, kind, about, sender)
    else:
        outcome = desk.take(From=sender, Subject=f"Re: [{about.reference}]")
    assert (outcome.state, outcome.reason) == (
        "quarantine",
        f"It names {about.reference}, in which its sender has no part.",
    )
    assert (entries(kind, about), desk.incidents()) == ([], 0)


@OTHERS
def test_forged_token_of_any_kind_is_not_believed(desk: Desk, kind: Kind) -> None:
    about = ticket(desk, kind)
    made_up = f"tandem.{desk.cast.home.pk}.{kind.mark}{about.pk}.{'0' * 12}.{'0' * 32}@provider.example"
    outcome = reply(desk, kind, about, BEN, In_Reply_To=f"<{made_up}>")
    assert outcome.reason == "It answers a Message-ID that looks like one of ours and is none."
    assert entries(kind, about) == []


def test_token_of_one_kind_names_no_ticket_of_another(desk: Desk) -> None:
    name = tokens.message_id(desk.cast.home.pk, REQUEST, 7, "provider.example")
    assert tokens.ticket_of(name, desk.cast.home.pk) == (REQUEST, 7)
    assert tokens.ticket_of(name.replace(".r-", "."), desk.cast.home.pk) is None
    assert tokens.is_forged(name.replace(".r-", "."), desk.cast.home.pk)
    about_none = tokens.message_id(desk.cast.home.pk, None, 0, "provider.example")
    assert tokens.ticket_of(about_none, desk.cast.home.pk) is None
    assert not tokens.is_forged(about_none, desk.cast.home.pk)


def test_customer_who_asked_is_answered_and_replies_where_everybody_reads(desk: Desk) -> None:
    about = ticket(desk, REQUEST)
    with after(1):
        words = {"kind": "reply", "audience": "public"}
        comments.add(desk.cast.actor("ben"), register_of(REQUEST), about.reference, "It is ordered.", **words)
        operations.write_answers(desk.actor)
        operations.send_due(desk.actor)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([KARI], f"[{about.reference}] About the line")
    sent = Sent.objects.get()
    assert (sent.ticket, sent.customer_id, sent.state) == (about, about.customer_id, "sent")
    with after(2):
        outcome = desk.take(body="Thanks", Message_ID="<m2@x>", In_Reply_To=f"<{sent.message_id}>")
    assert (outcome.state, outcome.ticket) == ("joined", about.reference)
    assert entries(REQUEST, about)[-1] == ("Thanks", "public", KARI)


def test_whoever_asked_for_a_change_is_answered(desk: Desk) -> None:
    about = ticket(desk, CHANGE)
    words = {"kind": "reply", "audience": "public"}
    with after(1):
        comments.add(desk.cast.actor("ben"), register_of(CHANGE), about.reference, "On Sunday.", **words)
        operations.write_answers(desk.actor)
    sent = Sent.objects.get()
    assert (sent.recipient, sent.customer, sent.ticket) == (CLEO, None, about)
    assert reply(desk, CHANGE, about, CLEO).state == "joined"
    assert entries(CHANGE, about)[-1] == ("Now it burns.", "public", CLEO)


def test_supplier_who_was_written_to_about_a_problem_answers_inside(desk: Desk) -> None:
    about, supplier = ticket(desk, PROBLEM), "help@supplier.example"
    assert reply(desk, PROBLEM, about, supplier, Message_ID="<early@x>").state == "quarantine"
    letter = {"of_problem": about.reference, "recipient": supplier, "title": "Our line", "text": "What is it?"}
    desk.add("sent-mail", letter)
    assert reply(desk, PROBLEM, about, supplier).state == "joined"
    assert entries(PROBLEM, about) == [("Now it burns.", "internal", supplier)]
    for_customers = permissions.visible(desk.cast.actor("ben"), desk.register("sent-mail"))
    assert for_customers.get().customer is None


def test_message_about_two_tickets_is_refused(desk: Desk) -> None:
    problem, change = ticket(desk, PROBLEM), ticket(desk, CHANGE)
    letter = {"of_problem": problem.reference, "change": change.reference, "recipient": KARI, "title": "A", "text": "B"}
    with pytest.raises(Invalid) as refused:
        desk.add("sent-mail", letter)
    assert (list(refused.value.problems), Sent.objects.count()) == (["change"], 0)


def test_mailbox_of_requests_makes_requests(desk: Desk) -> None:
    change = {"opens": "request"}
    desk.mailbox = writing.change(desk.cast.actor("ada"), desk.register("mailboxes"), desk.mailbox.reference, change)
    outcome = desk.take(body="A second screen, please.", Subject="Screen")
    made = register_of(REQUEST).model.objects.get(reference=outcome.ticket)
    assert (outcome.state, made.title, made.description, made.group) == (
        "taken",
        "Screen",
        "A second screen, please.",
        "Desk",
    )
    assert (made.contact.email, made.customer.title, made.state) == (KARI, "Berglund", "submitted")
    assert desk.take(Message_ID="<m2@x>", In_Reply_To="<m1@berglund.example>").ticket == made.reference


def test_reply_to_an_ended_request_begins_another_that_is_linked(desk: Desk) -> None:
    about = ticket(desk, REQUEST)
    desk.step(REQUEST.register, about.reference, "cancel", reason="Not needed")
    outcome = reply(desk, REQUEST, about, KARI)
    other = register_of(REQUEST).model.objects.get(reference=outcome.ticket)
    (link,) = links.of(desk.cast.actor("ada"), register_of(REQUEST), other.pk)
    assert (outcome.state, link.reference, entries(REQUEST, about)) == ("taken", about.reference, [])


def test_quarantined_message_becomes_a_request_or_joins_by_hand(desk: Desk) -> None:
    first, second = desk.take(Precedence="bulk"), desk.take(Precedence="bulk", Message_ID="<m2@x>")
    desk.step("received-mail", first.reference, "take-in-as-request", by="ben")
    made = register_of(REQUEST).model.objects.get()
    problem = ticket(desk, PROBLEM)
    with pytest.raises(Invalid, match="Name the one ticket"):
        desk.step("received-mail", second.reference, "join", by="ben")
    with pytest.raises(Invalid, match="Name the one ticket"):
        named = {"request": made.reference, "of_problem": problem.reference}
        desk.step("received-mail", second.reference, "join", by="ben", **named)
    assert entries(PROBLEM, problem) == []
    desk.step("received-mail", second.reference, "join", by="ben", of_problem=problem.reference)
    assert entries(PROBLEM, problem) == [("It smokes.", "internal", KARI)]
