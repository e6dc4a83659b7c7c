"""Agreeing by mail: one question to whoever is asked; the answer counts as on the page, and nowhere it would not."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tandem.faces.intake.mail import answering
from tandem.faces.intake.mail.taking import Outcome
from tandem.faces.intake.mail.tests.conftest import Desk, after
from tandem.faces.intake.mail.tests.shapes import raw
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import writing
from tandem.ground.kernel.models import Comment
from tandem.ground.ledger.models import Entry
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.sent import operations, questions
from tandem.operation.mail.sent.models import Sent
from tandem.operation.mail.tickets import KINDS, Kind, approvals_of, register_of

_INCIDENT, REQUEST, _PROBLEM, CHANGE = KINDS
BOTH = pytest.mark.parametrize("kind", [REQUEST, CHANGE], ids=lambda kind: kind.name)
DOORS = pytest.mark.parametrize("door", ["page", "api", "mail"])
PROOF = "Authentication-Results: mx.provider.example; dmarc=pass\r\n"
CHANGED = {
    "service_impact": "minor",
    "service_effect": "Ten minutes at night",
    "security_impact": "none",
    "security_effect": "Nothing changes",
    "moves_service": False,
    "changes_agreement": False,
    "interrupts_users": False,
    "reaches_information": False,
    "weakens_control": False,
    "opens_access": False,
    "benefit": "Two paths, little risk",
    "resources": "Two days",
}


def asked(desk: Desk, kind: Kind) -> Any:
    """The approval that Cleo is asked for; Ben asked for what it is about."""
    person = desk.add("people", {"title": "Cleo", "user": desk.cast.users["cleo"].pk})
    rule = {"title": "Whoever pays", "kind": "people", "people": [person.reference]}
    ben = desk.cast.actor("ben")
    if kind is REQUEST:
        offering = desk.add("request-offerings", {"title": "Laptop", "instructions": "Order it"})
        desk.add("request-approval-rules", rule | {"offering": offering.reference})
        desk.step("request-offerings", offering.reference, "offer")
        values = {"title": "A laptop", "offering": offering.reference, "description": "Mine is dead"}
        writing.create(ben, register_of(REQUEST), values)
    else:
        desk.add("change-approval-rules", rule)
        values = {"title": "Second line", "kind": "item", "reason": "A cut line stops us", "planned_for": "2026-04-01"}
        own = {"owner": desk.cast.users["ben"].pk}
        made = writing.create(ben, register_of(CHANGE), values | own)
        desk.step("changes", made.reference, "weigh", by="ben", **CHANGED)
    return approvals_of(kind).model.objects.get()


def ask(desk: Desk) -> Sent:
    """The question as it went out."""
    questions.write_questions(desk.actor)
    operations.send_due(desk.actor)
    question: Sent = Sent.objects.exclude(asks="").order_by("-pk")[0]
    return question


def answer(desk: Desk, question: Sent, text: str, sender: str = "cleo@example.org", **headers: Any) -> Outcome:
    """An answer to the question, its sender proved by the receiving server unless `proof` is another."""
    proof = str(headers.pop("proof", PROOF))
    defaults = {
        "From": sender,
        "Message_ID": f"<a{Received.objects.count()}@x>",
        "In_Reply_To": f"<{question.message_id}>",
        "Subject": f"Re: {question.title}",
    }
    return desk.take(proof.encode() + raw(text, **defaults | headers))


def now(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


@BOTH
def test_whoever_is_asked_is_asked_once_by_mail(desk: Desk, kind: Kind) -> None:
    approval = asked(desk, kind)
    question = ask(desk)
    assert (ask(desk).pk, Sent.objects.count(), len(mail.outbox)) == (question.pk, 1, 1)
    ticket = getattr(approval, kind.name)
    assert mail.outbox[0].to == ["cleo@example.org"]
    assert mail.outbox[0].subject == f"Do you agree? [{ticket.reference}] {ticket.title}"
    assert f"/home/{approvals_of(kind).key}/{approval.reference}/" in mail.outbox[0].body
    assert {"request": "Mine is dead", "change": "A cut line stops us"}[kind.name] in mail.outbox[0].body
    assert (question.ticket, question.customer, question.state) == (ticket, None, "sent")


@BOTH
def test_agree_in_the_first_line_agrees(desk: Desk, kind: Kind) -> None:
    approval = asked(desk, kind)
    outcome = answer(desk, ask(desk), "Agree\n\nIt is cheap enough.\n\n> You are asked to agree")
    decided, ticket = now(approval), now(getattr(approval, kind.name))
    assert (outcome.state, outcome.ticket, outcome.reason) == ("joined", ticket.reference, "Agreed by mail.")
    assert (decided.state, decided.decided_by_id) == ("agreed", desk.cast.users["cleo"].pk)
    assert decided.comment == "It is cheap enough."
    assert ticket.state == {"request": "fulfilment", "change": "approved"}[kind.name]
    entry = Entry.objects.filter(register=approvals_of(kind).key, action="agree").get()
    assert (entry.actor_id, entry.through) == (desk.cast.users["cleo"].pk, "mail")


@BOTH
def test_rejecting_says_why_as_on_the_page(desk: Desk, kind: Kind) -> None:
    approval = asked(desk, kind)
    question = ask(desk)
    outcome = answer(desk, question, "Reject")
    assert (outcome.state, now(approval).state) == ("quarantine", "asked")
    operations.send_due(desk.actor)
    assert mail.outbox[-1].to == ["cleo@example.org"]
    assert mail.outbox[-1].subject.startswith("Your answer did not decide")
    assert answer(desk, question, "Reject: too dear").reason == "Rejected by mail."
    assert (now(approval).state, now(approval).comment) == ("rejected", "too dear")


def through(desk: Desk, door: str, kind: Kind, approval: Any, who: str, step: str, comment: str) -> None:
    """Try to decide through a door."""
    if door == "mail":
        answer(desk, ask(desk), f"{step}\n{comment}", f"{who}@example.org")
        return
    client = Client()
    client.force_login(desk.cast.users[who])
    key, values = approvals_of(kind).key, {"comment": comment}
    if door == "page":
        client.post(f"/home/{key}/{approval.reference}/steps/{step}/", values | {"version": approval.version})
    else:
        address = f"/api/v1/home/{key}/{approval.reference}/transitions/{step}"
        client.post(address, values, content_type="application/json")


@BOTH
@DOORS
@pytest.mark.parametrize(
    ("who", "step", "comment", "state"),
    [
        ("cleo", "agree", "", "agreed"),
        ("cleo", "reject", "Not now", "rejected"),
        ("cleo", "reject", "", "asked"),
        ("ben", "agree", "", "asked"),
        ("ada", "agree", "", "asked"),
        ("finn", "reject", "Not now", "asked"),
    ],
    ids=["asked-agrees", "asked-rejects", "without-reason", "who-asked-for-it", "a-manager", "somebody"],
)
def test_every_door_decides_alike(
    desk: Desk, kind: Kind, door: str, who: str, step: str, comment: str, state: str
) -> None:
    approval = asked(desk, kind)
    through(desk, door, kind, approval, who, step, comment)
    assert now(approval).state == state
    if state == "asked":
        assert now(getattr(approval, kind.name)).state == {"request": "approval", "change": "weighed"}[kind.name]


@BOTH
@DOORS
def test_whoever_got_a_part_since_does_not_decide_through_any_door(desk: Desk, kind: Kind, door: str) -> None:
    approval = asked(desk, kind)
    ask(desk)
    ticket = getattr(approval, kind.name)
    type(ticket).objects.filter(pk=ticket.pk).update(owner=desk.cast.users["cleo"])
    through(desk, door, kind, approval, "cleo", "agree", "")
    assert now(approval).state == "asked"


@BOTH
def test_forwarded_question_is_refused(desk: Desk, kind: Kind) -> None:
    approval = asked(desk, kind)
    outcome = answer(desk, ask(desk), "Agree", "ada@example.org")
    words = "It answers a question that was put to somebody else."
    assert (outcome.state, outcome.reason, now(approval).state) == ("quarantine", words, "asked")
    assert Sent.objects.count() == 1


@pytest.mark.parametrize("proof", ["", "Authentication-Results: mx; spf=pass\r\n"])
def test_sender_whom_nobody_proves_does_not_decide(desk: Desk, proof: str) -> None:
    approval = asked(desk, CHANGE)
    outcome = answer(desk, ask(desk), "Agree", proof=proof)
    words = "Nobody proves that it is from whom it says, so it does not decide."
    assert (outcome.state, outcome.reason, now(approval).state) == ("quarantine", words, "asked")


def test_answer_counts_once(desk: Desk) -> None:
    approval = asked(desk, REQUEST)
    question = ask(desk)
    answer(desk, question, "Agree")
    outcome = answer(desk, question, "Reject: after all not")
    assert (outcome.state, outcome.reason) == ("quarantine", "It was decided already, or is no longer asked.")
    assert now(approval).state == "agreed"


def test_question_is_too_old_after_two_weeks(desk: Desk) -> None:
    approval = asked(desk, REQUEST)
    question = ask(desk)
    with after(14 * 24 * 60 + 1):
        outcome = answer(desk, question, "Agree")
    assert (outcome.reason, now(approval).state) == ("The question is too old to be answered by mail.", "asked")


def test_another_wording_is_asked_anew_and_the_old_answer_does_not_count(desk: Desk) -> None:
    approval = asked(desk, REQUEST)
    old = ask(desk)
    ticket = approval.request
    writing.change(desk.cast.actor("ben"), register_of(REQUEST), ticket.reference, {"description": "The dearest one"})
    outcome = answer(desk, old, "Agree")
    words = "What it is about was changed since the question was asked."
    assert (outcome.reason, now(approval).state) == (words, "asked")
    new = ask(desk)
    assert (new.pk != old.pk, "The dearest one" in new.text) == (True, True)
    answer(desk, new, "Agree")
    assert now(approval).state == "agreed"


def test_former_member_does_not_decide(desk: Desk) -> None:
    approval = asked(desk, REQUEST)
    question = ask(desk)
    Membership.objects.filter(user=desk.cast.users["cleo"]).delete()
    outcome = answer(desk, question, "Agree")
    assert (outcome.reason, now(approval).state) == ("Its sender is no member here any more.", "asked")


def test_automatic_answer_decides_nothing(desk: Desk) -> None:
    approval = asked(desk, REQUEST)
    outcome = answer(desk, ask(desk), "Agree", Auto_Submitted="auto-replied")
    assert (outcome.state, now(approval).state) == ("set-aside", "asked")


def test_what_is_no_decision_becomes_a_note_and_is_said(desk: Desk) -> None:
    approval = asked(desk, REQUEST)
    outcome = answer(desk, ask(desk), "Which model is it?")
    assert (outcome.state, now(approval).state) == ("joined", "asked")
    entry = Comment.objects.get(register="service-requests", record_id=approval.request_id)
    assert (entry.text, entry.audience) == ("Which model is it?", "internal")
    assert "No decision stands in the first line" in Sent.objects.order_by("-pk")[0].text


def test_nobody_is_asked_before_they_could_answer(desk: Desk) -> None:
    person = desk.add("people", {"title": "Cleo", "user": desk.cast.users["cleo"].pk})
    rule = {"title": "The board", "kind": "board", "people": [person.reference]}
    desk.add("change-approval-rules", rule)
    values = {"title": "Second line", "kind": "item", "reason": "A cut", "owner": desk.cast.users["ben"].pk}
    made = writing.create(desk.cast.actor("ben"), register_of(CHANGE), values)
    desk.step("changes", made.reference, "weigh", by="ben", **CHANGED)
    assert questions.write_questions(desk.actor) == 0


def test_question_is_not_there_for_the_customer(desk: Desk) -> None:
    approval = asked(desk, REQUEST)
    customer = desk.register("customers").model.objects.first()
    type(approval.request).objects.update(customer=customer)
    assert ask(desk).customer is None


@pytest.mark.parametrize(
    ("text", "step", "comment"),
    [
        ("agree", "agree", ""),
        ("I approve.", "agree", ""),
        ("**Approved**\nGo on", "agree", "Go on"),
        ("Genehmigt, aber bald", "agree", "aber bald"),
        ("REJECT - no money", "reject", "no money"),
        ("Declined\n\nNo money", "reject", "No money"),
    ],
)
def test_decision_stands_alone_in_the_first_line(text: str, step: str, comment: str) -> None:
    assert answering.word_in(text) == answering.Word(step, comment)


@pytest.mark.parametrize(
    "text", ["", "I agree with Ben that it is too dear", "No problem", "yes", "We might agree", "Please\nagree"]
)
def test_what_only_sounds_like_a_decision_is_none(text: str) -> None:
    assert answering.word_in(text) is None
