"""What becomes of a message: a ticket, an entry of one, or nothing yet."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import comments, files, links, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Comment, Link
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail.received.belonging import Part, contacts_of, part_of, person_of
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.tickets import INCIDENT, REQUEST, Kind, only, register_of

RAW = "message.eml"
MAIL = "mail"
LONGEST_ENTRY = 19_000
LONGEST_DESCRIPTION = {"incident": 49_000, "request": 19_000}
DONE = {"quarantine": "put into quarantine", "taken": "made a ticket", "joined": "joined", "set-aside": "set aside"}


def take_in(actor: Actor, received: Any) -> None:
    """Afterwards: the message becomes an incident of whoever wrote it."""
    _open(as_tandem(actor).via(MAIL), received, INCIDENT, None)


def take_in_as_request(actor: Actor, received: Any) -> None:
    """Afterwards: the message becomes a service request of whoever wrote it."""
    _open(as_tandem(actor).via(MAIL), received, REQUEST, None)


def join(actor: Actor, received: Any) -> None:
    """Afterwards: the message becomes an entry of the chosen ticket, or a new one where that has ended."""
    add_to_ticket(as_tandem(actor).via(MAIL), received, received.kind_of_ticket, received.ticket)


def open_ticket(tandem: Actor, received: Received) -> Any:
    """Make the message that is being taken in what mail to its mailbox becomes."""
    is_request = received.mailbox is not None and received.mailbox.opens == REQUEST.name
    return _open(tandem, received, REQUEST if is_request else INCIDENT, None)


def _open(tandem: Actor, received: Any, kind: Kind, earlier: Any) -> Any:
    """A new ticket of a message; `earlier` is the ended one that it goes on from."""
    register = register_of(kind)
    with transaction.atomic():
        ticket = writing.create(tandem, register, _values(received, kind), reason=received.reference)
        if earlier is not None:
            links.connect(
                tandem,
                register,
                ticket.reference,
                kind=Link.Kind.RELATED,
                to_register=register.key,
                to_reference=earlier.reference,
                note=_("A reply after it was closed"),
            )
        _hang(tandem, received, kind, ticket)
        _note(tandem, received, kind, ticket, "taken")
        return ticket


def add_to_ticket(tandem: Actor, received: Any, kind: Kind, ticket: Any) -> Any:
    """Make the message an entry of a ticket, also for who asked where they wrote it.

    An incident or request that has ended stays so: the message begins another one. Problems and changes have no asker
    who would wait, so theirs take what is said later, too.
    """
    if ticket.state in kind.ended:
        return _open(tandem, received, kind, ticket)
    part = part_of(kind, ticket, received.sender)
    with transaction.atomic():
        comments.add(
            _in_the_name_of(tandem, received),
            register_of(kind),
            ticket.reference,
            _shortened(received.answer or received.text or received.title, LONGEST_ENTRY),
            kind=Comment.Kind.MAIL,
            audience=Comment.Audience.PUBLIC if part is Part.ASKED else Comment.Audience.INTERNAL,
            sender=received.sender or received.sender_name,
        )
        _hang(tandem, received, kind, ticket)
        _note(tandem, received, kind, ticket, "joined")
        return ticket


def _in_the_name_of(tandem: Actor, received: Any) -> Actor:
    """Whoever let the message join did not write it."""
    sender = received.sender_name or received.sender or _("nobody")
    return replace(tandem, user_id=None, label=_("Mail of %(sender)s") % {"sender": sender})


def note_returned(tandem: Actor, received: Any, sent: Any, words: str) -> None:
    """Say inside, on the ticket, that a message of ours did not arrive."""
    kind = sent.kind_of_ticket
    with transaction.atomic():
        if kind is not None:
            comments.add(tandem, register_of(kind), sent.ticket.reference, words, kind=Comment.Kind.NOTE)
        _note(tandem, received, kind, sent.ticket, "joined" if kind else "set-aside", words)


def note_decided(tandem: Actor, received: Any, kind: Kind, ticket: Any, words: str) -> None:
    """Say that the message was somebody's decision about a ticket."""
    _note(tandem, received, kind, ticket, "joined", words)


def leave(tandem: Actor, received: Any, state: str, reason: str, kind: Kind | None = None, ticket: Any = None) -> None:
    """Let the message wait in quarantine or lie set aside, and say why."""
    _note(tandem, received, kind, ticket, state, reason)


def _note(tandem: Actor, received: Any, kind: Kind | None, ticket: Any, state: str, reason: str = "") -> None:
    values: dict[str, Any] = {"state": state, **only(kind, ticket)}
    if reason:
        values["reason"] = reason[:300]
    followed = writing.follow(tandem, declared_for(Received), received, values, DONE[state])
    received.state, received.version = followed.state, followed.version
    for name, value in only(kind, ticket).items():
        setattr(received, name, value)


def _values(received: Any, kind: Kind) -> dict[str, Any]:
    """What a new ticket says: the words of the message, and who asked as far as their address is of one person."""
    values = {
        "title": received.title,
        "description": _shortened(received.text, LONGEST_DESCRIPTION[kind.name]),
        "group": received.mailbox.group if received.mailbox else "",
        **_who_asks(received, kind),
    }
    if kind is INCIDENT:
        values |= {"channel": MAIL, "reported_by": received.sender_name or received.sender[:150]}
    return values


def _who_asks(received: Any, kind: Kind) -> dict[str, Any]:
    """Contact, customer or person with the sender's address; nothing where that is of several."""
    contacts, person = contacts_of(received.sender), person_of(received.sender)
    customers = {contact.customer_id for contact in contacts}
    if len(contacts) == 1 and person is None:
        return {"contact": contacts[0].pk, "customer": contacts[0].customer_id}
    if len(customers) == 1 and person is None:
        return {"customer": customers.pop()}
    if person is not None and not contacts:
        return {"caller" if kind is INCIDENT else "requested_for": person.pk}
    return {}


def _hang(tandem: Actor, received: Any, kind: Kind, ticket: Any) -> None:
    """The files of the message also hang on the ticket; the message as it came stays where it is."""
    for attachment in files.of(declared_for(Received), received.pk):
        if attachment.name != RAW:
            files.hang_again(tandem, attachment, register_of(kind), ticket)


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return f"{text[:most]}\n\n{_('… The rest stands in the message as it came.')}"
