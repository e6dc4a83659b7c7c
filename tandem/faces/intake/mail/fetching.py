"""Looking into a mailbox and taking in what is new; what could not be ended is looked at again the next time."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.faces.intake.mail import imap, letters, taking
from tandem.faces.intake.mail.imap import Folder, Unreachable, Waiting
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.operation.mail.mailboxes import operations
from tandem.operation.mail.mailboxes.models import Mailbox, MailboxKey

MOST = 200  # messages at one look


@dataclass(frozen=True, slots=True)
class Look:
    """What a look into a mailbox brought: messages taken in, known already, refused; and why it ended early."""

    mailbox: str
    taken: int = 0
    known: int = 0
    refused: tuple[str, ...] = ()
    problem: str = ""


def fetch(tandem: Actor, mailbox: Mailbox) -> Look:
    """Take in what is new in a mailbox; what went wrong is noted with it and said."""
    try:
        password = operations.password_of(mailbox)
        with imap.opened(mailbox, password) as folder:
            return _read(tandem, mailbox, folder)
    except (Unreachable, WriteError) as trouble:
        operations.note_look(mailbox, problem=str(trouble))
        return Look(mailbox.reference, problem=str(trouble))


def _read(tandem: Actor, mailbox: Mailbox, folder: Folder) -> Look:
    key = MailboxKey.objects.get(mailbox=mailbox)
    is_known = key.validity == folder.validity and key.validity > 0
    waiting = folder.waiting(key.last_number if is_known else None)[:MOST]
    taken, known, refused, busy = 0, 0, [], ""
    last = key.last_number if is_known else 0
    for message in waiting:
        outcome = _take(tandem, mailbox, folder, message)
        if isinstance(outcome, str):
            refused.append(outcome)
        elif outcome.is_busy:
            busy = _("%(reference)s is being taken in by another worker.") % {"reference": outcome.reference}
            break
        else:
            taken, known = taken + (not outcome.is_known), known + outcome.is_known
        folder.mark_seen(message.number)
        last = message.number
        if is_known:
            operations.note_look(mailbox, last_number=last)
    _note_end(mailbox, folder, last, is_whole=not busy and len(waiting) < MOST)
    return Look(mailbox.reference, taken, known, tuple(refused), busy)


def _note_end(mailbox: Mailbox, folder: Folder, last: int, *, is_whole: bool) -> None:
    """From here on numbers tell what is new; a first look that was not ended begins with what is unseen again."""
    if is_whole:
        reached = max(last, folder.next_number - 1)
        operations.note_look(mailbox, validity=folder.validity, last_number=reached)
    else:
        operations.note_look(mailbox)


def _take(tandem: Actor, mailbox: Mailbox, folder: Folder, message: Waiting) -> "taking.Outcome | str":
    """What became of a message; the words of its refusal for what is none."""
    try:
        if message.size > letters.LARGEST:
            return taking.note_too_large(tandem, folder.headers(message.number), message.size, mailbox)
        return taking.take(tandem, folder.message(message.number), mailbox)
    except taking.Refused as refused:
        return _("Message %(number)d: %(words)s") % {"number": message.number, "words": refused}
