"""Asking by mail: whoever is asked to agree to a request or a change reads what it is about and answers from there.

The Message-ID of a question is its token: signed, of one person, for what they read, for some days, for one answer.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext as _

from tandem.ground.accounts import speaking
from tandem.ground.accounts.access import acting
from tandem.ground.kernel import clock, locales, workflow, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail.received.belonging import member_of
from tandem.operation.mail.sent import operations
from tandem.operation.mail.sent.models import Sent
from tandem.operation.mail.tickets import KINDS, Kind, approvals_of, register_of

AGREE, REJECT = "agree", "reject"
VALID = timedelta(days=14)
LONGEST_VALUE = 2_000
LONGEST_TEXT = 25_000


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was sent: about which approval of which kind of ticket, and what was read."""

    sent: Sent
    kind: Kind
    approval: Any

    @property
    def is_of_now(self) -> bool:
        """Whether what was read is still what it is about."""
        return self.sent.asks == _name(self.kind, self.approval)


def write_questions(tandem: Actor) -> int:
    """Ask by mail whoever is asked to agree, once for each wording of what it is about; how many were written."""
    since = operations.since_when()
    if since is None:
        return 0
    return sum(_write_questions(tandem, kind, since) for kind in KINDS if kind.approvals)


def _write_questions(tandem: Actor, kind: Kind, since: datetime) -> int:
    waiting = approvals_of(kind).model.objects.filter(state="asked", created_at__gte=since).exclude(owner=None)
    asked = waiting.select_related("owner", kind.name).order_by("pk")[: operations.AT_ONCE]
    return sum(_write(tandem, kind, approval) for approval in asked)


def _write(tandem: Actor, kind: Kind, approval: Any) -> bool:
    """A question to whoever could answer it now; it is asked once."""
    name = _name(kind, approval)
    if Sent.objects.filter(asks=name).exists() or not _may_answer(kind, approval):
        return False
    ticket = getattr(approval, kind.name)
    with speaking.to(approval.owner, approval.organization):
        title = _("Do you agree? %(subject)s") % {"subject": operations.subject_of(ticket)}
        text = _text(tandem, kind, approval)
    values = {
        kind.name: ticket.reference,
        "mailbox": operations.mailbox_of(ticket).reference,
        "recipient": approval.owner.email.lower(),
        "title": title[:250],
        "text": operations.signed(ticket, text),
        "asks": name,
    }
    try:
        writing.create(tandem, declared_for(Sent), values)
    except (Invalid, IntegrityError):
        if Sent.objects.filter(asks=name).exists():
            return False  # another worker was quicker
        raise
    return True


def _may_answer(kind: Kind, approval: Any) -> bool:
    """Whether the step is open to whoever is asked, with their own rights, at this moment."""
    member = member_of(approval.owner.email, approval.organization_id)
    if member is None:
        return False
    steps = workflow.steps(acting(member, "mail"), approvals_of(kind), approval)
    return any(step.transition.key == AGREE and not step.refusal for step in steps)


def of_message(identifier: str) -> Question | None:
    """The question that this Message-ID of ours was sent with."""
    sent = Sent.objects.filter(message_id=identifier).exclude(asks="").first() if identifier else None
    kind = sent.kind_of_ticket if sent else None
    if sent is None or kind is None or not kind.approvals:
        return None
    reference = sent.asks.split(" ")[0]
    approval = approvals_of(kind).model.objects.select_related(kind.name).filter(reference=reference).first()
    return Question(sent, kind, approval) if approval is not None else None


def page_of(kind: Kind, approval: Any) -> str:
    """Address of the page on which an approval is decided."""
    return f"{settings.BASE_URL}/{approval.organization.slug}/{approvals_of(kind).key}/{approval.reference}/"


def is_too_old(sent: Sent) -> bool:
    """Whether a question lies too long for its answer to count."""
    return clock.now() - (sent.sent_at or sent.created_at) > VALID


def _name(kind: Kind, approval: Any) -> str:
    """An approval together with what is read before it is decided: another wording is another question."""
    with translation.override(settings.LANGUAGE_CODE):  # the same question whoever asks in whichever language
        words = "\n".join((str(approval.owner_id), *_facts(kind, getattr(approval, kind.name))))
    return f"{approval.reference} {hashlib.sha256(words.encode()).hexdigest()[:32]}"


def _text(tandem: Actor, kind: Kind, approval: Any) -> str:
    ticket = getattr(approval, kind.name)
    until = locales.long_day((clock.now() + VALID).astimezone(tandem.zone).date())
    return "\n\n".join(
        (
            _("You are asked to agree to %(reference)s.") % {"reference": ticket.reference},
            "\n".join(_facts(kind, ticket))[:LONGEST_TEXT],
            _("Answer this message with “agree” alone in its first line, or with “reject” and below it why."),
            _("It counts once, from your own address, until %(day)s; or decide here: %(address)s")
            % {"day": until, "address": page_of(kind, approval)},
        )
    )


def _facts(kind: Kind, ticket: Any) -> list[str]:
    register = register_of(kind)
    lines = [f"{register.label('title')}: {ticket.title}"]
    for name in kind.decided_by:
        if shown := _shown(ticket, name):
            lines.append(f"{register.label(name)}: {shown}")
    return lines


def _shown(ticket: Any, name: str) -> str:
    """A value in words, as far as a message holds it."""
    value = getattr(ticket, name)
    if display := getattr(ticket, f"get_{name}_display", None):
        return str(display())
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, datetime):
        return locales.moment(value)
    if isinstance(value, date):
        return locales.day(value)
    return _of_object(value)


def _of_object(value: Any) -> str:
    """A text as it stands; another record by its title."""
    words = value if isinstance(value, str) else getattr(value, "title", "")
    return words[:LONGEST_VALUE]
