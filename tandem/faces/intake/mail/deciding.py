"""What becomes of a message: the guards, then what it answers, then the ticket it belongs to, then a new one."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.intake.mail import answering, guards
from tandem.faces.intake.mail.guards import Kind
from tandem.faces.intake.mail.letters import Letter
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail import tokens
from tandem.operation.mail.received import operations
from tandem.operation.mail.received.belonging import Part, contacts_of, member_of, person_of
from tandem.operation.mail.received.matching import Match, match
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.sent.models import Sent
from tandem.operation.mail.tickets import Kind as TicketKind

HOUR = timedelta(hours=1)
MOST_PER_HOUR = 30  # where no mailbox says another number
ASIDE, QUARANTINE = "set-aside", "quarantine"


def decide(tandem: Actor, received: Received, letter: Letter, raw: bytes, *, by_hand: bool = False) -> None:
    """Let a message become what it is to become; called once for each, in a transaction.

    What somebody takes in from files (`by_hand`) may be much of one sender at once.
    """
    kind = Kind(received.kind)
    if kind is Kind.OWN:
        return operations.leave(tandem, received, ASIDE, _("It came from an address of our own."))
    if kind is Kind.RETURNED:
        return _returned(tandem, received, letter, raw)
    named = match(tandem.organization_id, received.sender, letter.thread, letter.subject)
    if kind is Kind.ABSENCE:
        return _absence(tandem, received, letter, named)
    doubt = _doubt(tandem, received, letter) or ("" if by_hand else _flood(received))
    question = answering.question_in(letter)
    if question is not None and not doubt:
        return answering.settle(tandem, received, question)
    if reason := doubt or _without_part(named):
        return operations.leave(tandem, received, QUARANTINE, reason, *_where(named))
    if named is not None:
        operations.add_to_ticket(tandem, received, named.kind, named.ticket)
    elif reason := _stranger(received):
        operations.leave(tandem, received, QUARANTINE, reason)
    else:
        operations.open_ticket(tandem, received)
    return None


def _where(named: Match | None) -> tuple[TicketKind | None, Any]:
    return (named.kind, named.ticket) if named else (None, None)


def _absence(tandem: Actor, received: Received, letter: Letter, named: Match | None) -> None:
    """An automatic answer needs nobody; what only its subject makes one might be a person's."""
    about = _where(named if named is not None and named.part is not Part.NONE else None)
    is_sure = guards.answers_by_machine(letter) or bool(letter.thread)
    state = ASIDE if is_sure else QUARANTINE
    operations.leave(tandem, received, state, _("It reads like an automatic answer."), *about)


def _doubt(tandem: Actor, received: Received, letter: Letter) -> str:
    """Why a person has to look at a message first; empty when nobody has to."""
    if received.reason:
        return received.reason
    if words := _of_machines(Kind(received.kind)):
        return words
    if not received.sender:
        return _("It does not say from whom it is.")
    if received.proof == "failed":
        return _("The receiving server found that it is not from whom it says.")
    if any(tokens.is_forged(name, tandem.organization_id) for name in letter.thread):
        return _("It answers a Message-ID that looks like one of ours and is none.")
    return ""


def _of_machines(kind: Kind) -> str:
    return {
        Kind.SPAM: _("The mail server calls it unwanted."),
        Kind.LIST: _("It went to many, such as a mailing list."),
        Kind.AUTOMATIC: _("A machine sent it by itself."),
    }.get(kind, "")


def _flood(received: Received) -> str:
    most = received.mailbox.most_per_hour if received.mailbox else MOST_PER_HOUR
    lately = Received.objects.filter(sender=received.sender, created_at__gt=clock.now() - HOUR)
    if lately.count() <= most:
        return ""
    return _("Its sender wrote more than %(most)d messages within an hour.") % {"most": most}


def _without_part(named: Match | None) -> str:
    if named is None or named.part is not Part.NONE:
        return ""
    return _("It names %(reference)s, in which its sender has no part.") % {"reference": named.ticket.reference}


def _stranger(received: Received) -> str:
    if received.mailbox is None or received.mailbox.strangers != QUARANTINE:
        return ""
    is_known = contacts_of(received.sender) or person_of(received.sender)
    if is_known or member_of(received.sender, received.organization_id):
        return ""
    return _("Nobody knows its sender.")


def _returned(tandem: Actor, received: Received, letter: Letter, raw: bytes) -> None:
    """A message of ours that came back is noted where it belongs; one that nobody can tell waits for a person."""
    sent = _sent_in(letter, raw)
    address, words = guards.returned_for(letter)
    if sent is None:
        reason = _("It says that something could not be delivered, and names no message of ours.")
        return operations.leave(tandem, received, QUARANTINE, reason)
    if not guards.is_final(letter):
        about = (sent.kind_of_ticket, sent.ticket)
        return operations.leave(tandem, received, ASIDE, _("A message of ours is only late."), *about)
    values = {"state": "returned", "problem": words[:500]}
    writing.follow(tandem, declared_for(Sent), sent, values, "returned", received.reference)
    said = _("Our message to %(address)s (%(reference)s) came back. %(words)s") % {
        "address": address or sent.recipient,
        "reference": sent.reference,
        "words": words,
    }
    return operations.note_returned(tandem, received, sent, said.strip())


def _sent_in(letter: Letter, raw: bytes) -> Any:
    texts = [raw.decode("latin-1"), letter.report, *(file.content.decode("latin-1") for file in letter.files)]
    names = [name for text in texts for name in tokens.named_in(text)]
    return Sent.objects.filter(message_id__in=names[:100]).order_by("-pk").first()
