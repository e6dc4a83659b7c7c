"""Taking in a message: kept as it came, known again, judged, and then one ticket, one entry, or a place to wait.

The row of a message is its claim: whoever makes it takes the message in, everybody else finds it there. What a worker
left unfinished is taken up again after a while, from the start, and every step of it tolerates that.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tandem.faces.intake.mail import deciding, guards, letters
from tandem.faces.intake.mail.letters import Letter, Unreadable
from tandem.ground.kernel import clock, files, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Conflict, Invalid, WriteError
from tandem.ground.kernel.registers import declared_for
from tandem.ground.kernel.text import clean, in_one_line
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.received.belonging import own_addresses
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.received.operations import MAIL, RAW, leave

LEFT_AFTER = timedelta(minutes=10)
MEGABYTE = 1024 * 1024
CLI = "cli"
PIECE = 64 * 1024


class Refused(ValueError):
    """Why a message was not taken in, in words; nothing was kept of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: its reference, where it stands and why, the ticket it belongs to."""

    reference: str
    state: str
    reason: str
    ticket: str
    is_known: bool = False
    is_busy: bool = False


def take(tandem: Actor, raw: bytes, mailbox: Mailbox | None = None) -> Outcome:
    """Take in one message; the same one again changes nothing. Refused in words for what is none, or too large."""
    if len(raw) > letters.LARGEST:
        raise Refused(too_large(len(raw)))
    letter = _read(raw)
    by_hand = tandem.through == CLI
    tandem = tandem.via(MAIL)
    received, is_mine = _claim(tandem, letter, mailbox)
    if is_mine:
        _keep(tandem, received, raw, letter)
        received = _settle(tandem, received.pk, letter, raw, by_hand=by_hand)
    return _outcome(received, is_known=not is_mine)


def _read(raw: bytes) -> Letter:
    try:
        return letters.read(raw)
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from None


def note_too_large(tandem: Actor, header: bytes, size: int, mailbox: Mailbox) -> Outcome:
    """Note a message that is too large to be fetched by its headers; it waits in quarantine and in its mailbox."""
    letter = _read(header)
    tandem = tandem.via(MAIL)
    received, is_mine = _claim(tandem, letter, mailbox, size=size)
    if is_mine:
        _attach(tandem, received, RAW, header)
        leave(tandem, received, "quarantine", too_large(size))
    return _outcome(received, is_known=not is_mine)


def too_large(size: int) -> str:
    """Why a message of this size is not taken in."""
    return _("It is %(size)d MB; at most %(most)d MB are taken in. It still lies where it was sent to.") % {
        "size": -(-size // MEGABYTE),
        "most": letters.LARGEST // MEGABYTE,
    }


def take_up(tandem: Actor) -> int:
    """Take up every message that a worker left unfinished and that was kept already; how many there were."""
    left = list(Received.objects.left_since(clock.now() - LEFT_AFTER).order_by("pk")[:100])
    return sum(_take_up(tandem.via(MAIL), received) for received in left)


def _take_up(tandem: Actor, received: Received) -> bool:
    raw = _kept(received)
    if raw is None or not _take_over(tandem, received):
        return False
    letter = letters.read(raw)
    _keep(tandem, received, raw, letter)
    _settle(tandem, received.pk, letter, raw)
    return True


def _kept(received: Received) -> bytes | None:
    register = declared_for(Received)
    raw = next((file for file in files.of(register, received.pk) if file.name == RAW), None)
    if raw is None:
        return None
    with default_storage.open(raw.stored_as, "rb") as content:
        return bytes(content.read())


def _claim(tandem: Actor, letter: Letter, mailbox: Mailbox | None, size: int = 0) -> tuple[Received, bool]:
    """The row of a message, and whether it is for the caller to take it in.

    Another message that bears the same Message-ID is no duplicate: it gets a row of its own.
    """
    for key, reason in _keys(letter):
        known = Received.objects.filter(key=key).first()
        if known is None:
            made = _make(tandem, letter, mailbox, key, reason or letter.trouble, size)
            if made is not None:
                return made, True
            known = Received.objects.get(key=key)
        if known.digest == letter.digest:
            return known, _is_left(known) and _take_over(tandem, known)
    raise Refused(_("Its Message-ID is that of other messages."))


def _keys(letter: Letter) -> Iterator[tuple[str, str]]:
    yield letter.key, ""
    other = hashlib.sha256(f"{letter.key}\x00{letter.digest}".encode()).hexdigest()
    yield other, _("Another message bore the same Message-ID.")


def _is_left(received: Received) -> bool:
    return received.state == "arrived" and received.updated_at < clock.now() - LEFT_AFTER


def _take_over(tandem: Actor, received: Received) -> bool:
    """Make a message that somebody left unfinished one's own; False when another was quicker."""
    try:
        writing.change(tandem, declared_for(Received), received.reference, {}, version=received.version, always=True)
    except Conflict:
        return False
    return True


def _make(tandem: Actor, letter: Letter, mailbox: Mailbox | None, key: str, reason: str, size: int) -> Received | None:
    """The new row of a message; None when somebody else made it in the same moment."""
    try:
        made: Received = writing.create(tandem, declared_for(Received), _values(letter, mailbox, key, reason, size))
    except (Invalid, IntegrityError):
        if Received.objects.filter(key=key).exists():
            return None
        raise
    return made


def _values(letter: Letter, mailbox: Mailbox | None, key: str, reason: str, size: int) -> dict[str, Any]:
    proof, words = guards.proof_of(letter, mailbox.proving_server if mailbox else "")
    return {
        "title": in_one_line(letter.subject)[:200] or _("(no subject)"),
        "mailbox": mailbox.reference if mailbox else "",
        "sender": in_one_line(letter.sender)[:254],
        "sender_name": in_one_line(letter.sender_name)[:150],
        "recipients": list(letter.recipients),
        "sent_on": letter.sent_at,
        "text": clean(letter.text)[:50_000],
        "answer": clean(letter.answer)[:50_000],
        "kind": guards.kind_of(letter, own_addresses()).value,
        "message_id": in_one_line(letter.message_id)[:500],
        "thread": [in_one_line(name) for name in letter.thread],
        "key": key,
        "digest": letter.digest,
        "proof": proof,
        "proof_words": in_one_line(words)[:1_000],
        "size": size or letter.size,
        "remarks": "\n".join(letter.remarks)[:5_000],
        "reason": reason,
        "state": "arrived",
    }


def _keep(tandem: Actor, received: Received, raw: bytes, letter: Letter) -> None:
    """The message as it came and its files, each once; what may not be kept is named."""
    present = {(file.name, file.sha256) for file in files.of(declared_for(Received), received.pk)}
    left_out = []
    for name, content in _contents(raw, letter):
        if (files.safe_name(name), hashlib.sha256(content).hexdigest()) in present:
            continue
        try:
            _attach(tandem, received, name, content)
        except Invalid as invalid:
            why = " ".join(invalid.problems.get("file", []))
            left_out.append(_("“%(name)s” was left out: %(why)s") % {"name": name, "why": why})
    if left_out:
        remarks = "\n".join(dict.fromkeys([*filter(None, received.remarks.split("\n")), *left_out]))[:5_000]
        writing.follow(tandem, declared_for(Received), received, {"remarks": remarks}, "left out")


def _contents(raw: bytes, letter: Letter) -> Iterator[tuple[str, bytes]]:
    yield RAW, raw
    for file in letter.files:
        name = files.safe_name(file.name)
        yield (f"enclosed-{name}" if name == RAW else name), file.content


def _attach(tandem: Actor, received: Received, name: str, content: bytes) -> None:
    pieces = (content[start : start + PIECE] for start in range(0, len(content), PIECE))
    files.attach(tandem, declared_for(Received), received.reference, name, pieces)


def _settle(tandem: Actor, key: int, letter: Letter, raw: bytes, *, by_hand: bool = False) -> Received:
    """Decide once what becomes of a message; what rules refuse waits in quarantine with their words."""
    with transaction.atomic():
        received: Received = Received.objects.select_for_update(of=("self",)).get(pk=key)
        if received.state == "arrived":
            try:
                with transaction.atomic():
                    deciding.decide(tandem, received, letter, raw, by_hand=by_hand)
            except WriteError as refused:
                received = Received.objects.get(pk=key)
                leave(tandem, received, "quarantine", str(refused))
    settled: Received = Received.objects.get(pk=key)
    return settled


def _outcome(received: Received, *, is_known: bool) -> Outcome:
    ticket = received.ticket.reference if received.ticket else ""
    is_busy = is_known and received.state == "arrived"
    return Outcome(received.reference, received.state, received.reason, ticket, is_known, is_busy)
