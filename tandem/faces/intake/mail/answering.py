"""Answers to a question whether somebody agrees: decided with the same rights and the same gate as on the page."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.faces.intake.mail.letters import Letter
from tandem.ground.accounts.access import acting
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail.received import operations
from tandem.operation.mail.received.belonging import member_of
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.sent import questions
from tandem.operation.mail.sent.models import Sent
from tandem.operation.mail.sent.operations import subject_of
from tandem.operation.mail.sent.questions import AGREE, REJECT, Question
from tandem.operation.mail.tickets import approvals_of

QUARANTINE = "quarantine"
LONGEST_COMMENT = 500
VERBS = {
    AGREE: ("agree", "agreed", "approve", "approved", "accept", "accepted", "zugestimmt", "genehmigt", "einverstanden"),
    REJECT: ("reject", "rejected", "refuse", "refused", "decline", "declined", "disagree", "abgelehnt"),
}
BY_VERB = {verb: step for step, verbs in VERBS.items() for verb in verbs}
DECIDED = re.compile(rf"(?:i\s+)?({'|'.join(BY_VERB)})\s*(?:[.!]?$|[:,;–—-]\s*(.*)$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody answered: the step they mean and what they say with it."""

    step: str
    comment: str


def question_in(letter: Letter) -> Question | None:
    """The question that a message answers itself; one further up its thread is not what it answers."""
    return questions.of_message(letter.thread[0]) if letter.thread else None


def word_in(text: str) -> Word | None:
    """The decision that stands in the first line of an answer; None where it does not stand there alone.

    “Agree” or “reject” and nothing else, or with a comma or colon what is said with it; “I agree with Ben that …” is no
    decision.
    """
    first, _rest, below = text.strip().partition("\n")
    found = DECIDED.match(first.strip().strip("*_“”\"'"))
    if found is None:
        return None
    said = "\n".join(part for part in (found[2], below) if part)
    return Word(BY_VERB[found[1].lower()], said.strip()[:LONGEST_COMMENT])


def settle(tandem: Actor, received: Received, question: Question) -> None:
    """Let the answer to a question count, or say to whoever was asked why it does not."""
    ticket = question.sent.ticket
    if received.sender != question.sent.recipient:
        words = _("It answers a question that was put to somebody else.")
        return operations.leave(tandem, received, QUARANTINE, words, question.kind, ticket)
    word = word_in(received.answer or received.text)
    if word is None:
        operations.add_to_ticket(tandem, received, question.kind, ticket)
        return _say(tandem, question, _("No decision stands in the first line of your answer; it was kept as a note."))
    if reason := _stale(received, question) or _decide(received, question, word):
        operations.leave(tandem, received, QUARANTINE, reason, question.kind, ticket)
        return _say(tandem, question, reason)
    words = _("Agreed by mail.") if word.step == AGREE else _("Rejected by mail.")
    return operations.note_decided(tandem, received, question.kind, ticket, words)


def _stale(received: Received, question: Question) -> str:
    """Why a question can no longer be answered, or not by this message; empty when it can."""
    if received.proof != "proved":
        return _("Nobody proves that it is from whom it says, so it does not decide.")
    if question.approval.state != "asked":
        return _("It was decided already, or is no longer asked.")
    if questions.is_too_old(question.sent):
        return _("The question is too old to be answered by mail.")
    if not question.is_of_now:
        return _("What it is about was changed since the question was asked.")
    return ""


def _decide(received: Received, question: Question, word: Word) -> str:
    """Take the step with the rights of whoever answers; the words of the gate where it refuses, else nothing."""
    member = member_of(received.sender, received.organization_id)
    if member is None:
        return _("Its sender is no member here any more.")
    actor, approvals = acting(member, operations.MAIL), approvals_of(question.kind)
    values = {"comment": word.comment} if word.comment else {}
    try:
        with transaction.atomic():
            writing.transition(actor, approvals, question.approval.reference, word.step, values)
    except WriteError as refused:
        return str(refused)
    return ""


def _say(tandem: Actor, question: Question, why: str) -> None:
    """Tell whoever was asked what became of their answer; nobody else is written to."""
    sent, ticket = question.sent, question.sent.ticket
    page = _("It stands here: %(address)s") % {"address": questions.page_of(question.kind, question.approval)}
    values = {
        question.kind.name: ticket.reference,
        "mailbox": sent.mailbox.reference if sent.mailbox else "",
        "recipient": sent.recipient,
        "title": (_("Your answer did not decide: %(subject)s") % {"subject": subject_of(ticket)})[:250],
        "text": f"{why}\n\n{page}",
    }
    writing.create(tandem, declared_for(Sent), values)
