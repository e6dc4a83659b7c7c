"""Answers on incidents become messages, and messages are handed to the server until it takes or refuses them."""

from datetime import timedelta
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
from tandem.ground.kernel.registers import Register, declared_for
from tandem.operation.mail import tokens
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.sent.models import Sent
from tandem.operation.mail.signatures.models import Signature

AT_ONCE = 200
LATEST = timedelta(days=7)  # what was said earlier is no news
SILENCE = timedelta(minutes=15)
PAUSES = (1, 5, 30, 120, 480)  # minutes
FOR_GOOD = 500
MOST_NAMED = 15


def incidents() -> Register:
    """The register of incidents."""
    return declared_for(Sent._meta.get_field("incident").related_model)


def has_server() -> bool:
    """False while the installation only prints what it would send: then nothing counts as sent."""
    return not settings.EMAIL_BACKEND.endswith(".console.EmailBackend")


def write_answers(tandem: Actor) -> int:
    """Make a message of every new entry of an incident that is also for who asked; how many there were."""
    mailbox = Mailbox.objects.order_by("pk").first()
    if mailbox is None or not has_server():
        return 0
    since = max(mailbox.created_at, clock.now() - LATEST)
    outward = Comment.objects.filter(
        register=incidents().key, audience=Comment.Audience.PUBLIC, created_at__gte=since
    ).exclude(Q(kind=Comment.Kind.MAIL) | Q(channel__in=(Comment.Channel.MAIL, Comment.Channel.IMPORT)))
    written = Sent.objects.filter(entry__gte=_first(outward)).values_list("entry", flat=True)
    fresh = outward.exclude(pk__in=list(written)).select_related("created_by").order_by("pk")
    return sum(_write_answer(tandem, entry) for entry in fresh[:AT_ONCE])


def _first(entries: Any) -> int:
    return int(entries.order_by("pk").values_list("pk", flat=True).first() or 0)


def _write_answer(tandem: Actor, entry: Comment) -> bool:
    incident = incidents().model.objects.select_related("caller", "contact").filter(pk=entry.record_id).first()
    recipient = _recipient(incident) if incident is not None else ""
    by = entry.created_by.email.lower() if entry.created_by else ""
    if not recipient or by == recipient:
        return False
    values = {
        "incident": incident.reference,
        "mailbox": _mailbox(incident).reference,
        "recipient": recipient,
        "title": _subject(incident),
        "text": _text(incident, entry.text),
        "entry": entry.pk,
    }
    try:
        writing.create(tandem, declared_for(Sent), values)
    except (Invalid, IntegrityError):
        if Sent.objects.filter(entry=entry.pk).exists():
            return False  # another worker was quicker
        raise
    return True


def _recipient(incident: Any) -> str:
    """Whoever asked: the caller, or else the sender of the first message."""
    for person in (incident.contact, incident.caller):
        if person is not None and person.email:
            return str(person.email).lower()
    opening = incident.mail_received.filter(state="taken").order_by("pk").first()
    return opening.sender if opening else ""


def _mailbox(incident: Any) -> Mailbox:
    """The mailbox that the incident came by, else the organization's first."""
    opening = incident.mail_received.exclude(mailbox=None).order_by("pk").first()
    mailbox: Mailbox = opening.mailbox if opening else Mailbox.objects.order_by("pk")[0]
    return mailbox


def _subject(incident: Any) -> str:
    return f"[{incident.reference}] {incident.title}"[:250]


def _text(incident: Any, text: str) -> str:
    signature = Signature.objects.filter(title=incident.group).first() if incident.group else None
    below = signature.text if signature else _mailbox(incident).signature
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
    name = sent.message_id or tokens.message_id(tandem.organization_id, sent.incident_id, _domain(sent))
    values = {
        "state": "sending",
        "attempts": sent.attempts + 1,
        "message_id": name,
        "thread": sent.thread or _thread(sent.incident),
    }
    claimed: Sent = writing.follow(tandem, register, current, values, "sending")
    return claimed


def _from(sent: Sent) -> Mailbox | None:
    return sent.mailbox or Mailbox.objects.order_by("pk").first()


def _domain(sent: Sent) -> str:
    mailbox = _from(sent)
    return mailbox.address.partition("@")[2] if mailbox else urlsplit(settings.BASE_URL).hostname or "localhost"


def _thread(incident: Any) -> list[str]:
    """The messages of an incident so far, the first and the latest of them in the order they came."""
    received = incident.mail_received.filter(state__in=("taken", "joined")).exclude(message_id="")
    sent = incident.mail_sent.exclude(message_id="")
    named = [(at, name) for each in (received, sent) for at, name in each.values_list("created_at", "message_id")]
    names = list(dict.fromkeys(name for _at, name in sorted(named) if " " not in name))
    return names if len(names) <= MOST_NAMED else [names[0], *names[-MOST_NAMED + 1 :]]


def _message(sent: Sent) -> EmailMessage:
    """The message as it goes out; machines are asked not to answer it."""
    mailbox = _from(sent)
    headers = {"Message-ID": f"<{sent.message_id}>", "X-Auto-Response-Suppress": "OOF, AutoReply"}
    if sent.thread:
        headers["In-Reply-To"] = f"<{sent.thread[-1]}>"
        headers["References"] = " ".join(f"<{name}>" for name in sent.thread)
    sender = formataddr((mailbox.title, mailbox.address)) if mailbox else None
    return EmailMessage(sent.title, sent.text, sender, [sent.recipient], headers=headers)


def _not_taken(tandem: Actor, sent: Sent, code: int, words: str) -> None:
    """Tried again later, or the end of it, which is said on the incident."""
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
    comments.add(tandem, incidents(), sent.incident.reference, said, kind=Comment.Kind.NOTE)


def _words(said: Any) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
