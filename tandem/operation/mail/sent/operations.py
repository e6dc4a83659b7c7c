"""Answers on tickets become messages, and messages are handed to the server until it takes or refuses them."""

from datetime import datetime, timedelta
from email.utils import formataddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, comments, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Conflict, Invalid
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail import tokens
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.received.belonging import asker_addresses
from tandem.operation.mail.sent.models import Sent
from tandem.operation.mail.signatures.models import Signature
from tandem.operation.mail.tickets import KINDS, Kind, register_of

AT_ONCE = 200
LATEST = timedelta(days=7)  # what was said earlier is no news
SILENCE = timedelta(minutes=15)
PAUSES = (1, 5, 30, 120, 480)  # minutes
FOR_GOOD = 500
MOST_NAMED = 15


def has_server() -> bool:
    """False while the installation only prints what it would send: then nothing counts as sent."""
    return not settings.EMAIL_BACKEND.endswith(".console.EmailBackend")


def since_when() -> datetime | None:
    """From when on something said is news that goes out; None while nothing does, for want of a mailbox or server."""
    mailbox = Mailbox.objects.order_by("pk").first()
    return max(mailbox.created_at, clock.now() - LATEST) if mailbox and has_server() else None


def write_answers(tandem: Actor) -> int:
    """Make a message of every new entry of a ticket that is also for who asked; how many there were."""
    since = since_when()
    return sum(_write_answers(tandem, kind, since) for kind in KINDS) if since else 0


def _write_answers(tandem: Actor, kind: Kind, since: datetime) -> int:
    outward = Comment.objects.filter(
        register=kind.register, audience=Comment.Audience.PUBLIC, created_at__gte=since
    ).exclude(Q(kind=Comment.Kind.MAIL) | Q(channel__in=(Comment.Channel.MAIL, Comment.Channel.IMPORT)))
    written = Sent.objects.filter(entry__gte=_first(outward)).values_list("entry", flat=True)
    fresh = outward.exclude(pk__in=list(written)).select_related("created_by").order_by("pk")
    return sum(_write_answer(tandem, kind, entry) for entry in fresh[:AT_ONCE])


def _first(entries: Any) -> int:
    return int(entries.order_by("pk").values_list("pk", flat=True).first() or 0)


def _write_answer(tandem: Actor, kind: Kind, entry: Comment) -> bool:
    ticket = register_of(kind).model.objects.select_related(*kind.askers).filter(pk=entry.record_id).first()
    recipient = _recipient(kind, ticket) if ticket is not None else ""
    by = entry.created_by.email.lower() if entry.created_by else ""
    if not recipient or by == recipient:
        return False
    values = {
        kind.name: ticket.reference,
        "customer": ticket.customer_id if kind.is_customers else None,
        "mailbox": mailbox_of(ticket).reference,
        "recipient": recipient,
        "title": subject_of(ticket),
        "text": signed(ticket, entry.text),
        "entry": entry.pk,
    }
    try:
        writing.create(tandem, declared_for(Sent), values)
    except (Invalid, IntegrityError):
        if Sent.objects.filter(entry=entry.pk).exists():
            return False  # another worker was quicker
        raise
    return True


def _recipient(kind: Kind, ticket: Any) -> str:
    """Whoever asked, or else the sender of the first message."""
    for address in asker_addresses(kind, ticket):
        return address
    opening = ticket.mail_received.filter(state="taken").order_by("pk").first()
    return opening.sender if opening else ""


def mailbox_of(ticket: Any) -> Mailbox:
    """The mailbox that a ticket came by, else the organization's first."""
    opening = ticket.mail_received.exclude(mailbox=None).order_by("pk").first()
    mailbox: Mailbox = opening.mailbox if opening else Mailbox.objects.order_by("pk")[0]
    return mailbox


def subject_of(ticket: Any) -> str:
    """The subject of what is written about a ticket; its reference leads replies back."""
    return f"[{ticket.reference}] {ticket.title}"[:250]


def signed(ticket: Any, text: str) -> str:
    """A text with the signature of the ticket's group, else of its mailbox."""
    group = getattr(ticket, "group", "")
    signature = Signature.objects.filter(title=group).first() if group else None
    below = signature.text if signature else mailbox_of(ticket).signature
    return f"{text}\n\n-- \n{below}" if below else text


def send_due(tandem: Actor) -> int:
    """Hand over every message whose turn it is; how many the server took."""
    if not has_server():
        return 0
    now = clock.now()
    due = list(Sent.objects.due(now, now - SILENCE).order_by("pk")[:AT_ONCE])
    return sum(_send(tandem, sent) for sent in due)


def _send(tandem: Actor, sent: Sent) -> bool:
    claimed = _claim(tandem, sent)
    if claimed is None:
        return False
    try:
        _message(claimed).send()
    except SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        _not_taken(tandem, claimed, code, _words(words))
    except SMTPResponseException as refused:
        _not_taken(tandem, claimed, refused.smtp_code, _words(refused.smtp_error))
    except (SMTPException, OSError) as trouble:
        _not_taken(tandem, claimed, 0, str(trouble))
    else:
        values = {"state": "sent", "sent_at": clock.now(), "problem": "", "next_at": None}
        writing.follow(tandem, declared_for(Sent), claimed, values, "sent")
        return True
    return False


def _claim(tandem: Actor, sent: Sent) -> Sent | None:
    """Make a message this worker's; it keeps its Message-ID over all attempts, so that a second copy is known again."""
    register = declared_for(Sent)
    try:
        current = writing.change(tandem, register, sent.reference, {}, version=sent.version, always=True)
    except Conflict:
        return None
    name = sent.message_id or _message_id(tandem, sent)
    values = {
        "state": "sending",
        "attempts": sent.attempts + 1,
        "message_id": name,
        "thread": sent.thread or (_thread(sent.ticket) if sent.ticket else []),
    }
    claimed: Sent = writing.follow(tandem, register, current, values, "sending")
    return claimed


def _message_id(tandem: Actor, sent: Sent) -> str:
    kind = sent.kind_of_ticket
    return tokens.message_id(tandem.organization_id, kind, sent.ticket.pk if kind else 0, _domain(sent))


def _from(sent: Sent) -> Mailbox | None:
    return sent.mailbox or Mailbox.objects.order_by("pk").first()


def _domain(sent: Sent) -> str:
    mailbox = _from(sent)
    return mailbox.address.partition("@")[2] if mailbox else urlsplit(settings.BASE_URL).hostname or "localhost"


def _thread(ticket: Any) -> list[str]:
    """The messages of a ticket so far, the first and the latest of them in the order they came."""
    received = ticket.mail_received.filter(state__in=("taken", "joined")).exclude(message_id="")
    sent = ticket.mail_sent.exclude(message_id="")
    named = [(at, name) for each in (received, sent) for at, name in each.values_list("created_at", "message_id")]
    names = list(dict.fromkeys(name for _at, name in sorted(named) if " " not in name))
    return names if len(names) <= MOST_NAMED else [names[0], *names[-MOST_NAMED + 1 :]]


def _message(sent: Sent) -> EmailMessage:
    """The message as it goes out; machines are asked not to answer it."""
    mailbox = _from(sent)
    headers = {"Message-ID": f"<{sent.message_id}>", "X-Auto-Response-Suppress": "OOF, AutoReply"}
    if sent.leave:
        headers["List-Unsubscribe"] = f"<{sent.leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    if sent.thread:
        headers["In-Reply-To"] = f"<{sent.thread[-1]}>"
        headers["References"] = " ".join(f"<{name}>" for name in sent.thread)
    sender = formataddr((mailbox.title, mailbox.address)) if mailbox else None
    return EmailMessage(sent.title, sent.text, sender, [sent.recipient], headers=headers)


def _not_taken(tandem: Actor, sent: Sent, code: int, words: str) -> None:
    """Tried again later, or the end of it, which is said on the ticket."""
    register, is_refused = declared_for(Sent), code >= FOR_GOOD
    if not is_refused and sent.attempts <= len(PAUSES):
        later = clock.now() + timedelta(minutes=PAUSES[sent.attempts - 1])
        values = {"state": "waiting", "next_at": later, "problem": words[:500]}
        writing.follow(tandem, register, sent, values, "not taken yet")
        return
    values = {"state": "refused" if is_refused else "failed", "next_at": None, "problem": words[:500]}
    writing.follow(tandem, register, sent, values, "not taken")
    said = _("The message to %(recipient)s (%(reference)s) was not taken: %(words)s") % {
        "recipient": sent.recipient,
        "reference": sent.reference,
        "words": words,
    }
    if (kind := sent.kind_of_ticket) is not None:
        comments.add(tandem, register_of(kind), sent.ticket.reference, said, kind=Comment.Kind.NOTE)


def _words(said: Any) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
