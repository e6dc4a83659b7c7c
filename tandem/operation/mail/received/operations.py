"""What becomes of a message: an incident, an entry of one, or nothing yet."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import comments, files, links, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Comment, Link
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail.received.belonging import Part, contacts_of, incidents, part_of, person_of
from tandem.operation.mail.received.models import Received

RAW = "message.eml"
MAIL = "mail"
LONGEST_ENTRY = 19_000
LONGEST_DESCRIPTION = 49_000
FINAL = ("closed", "cancelled")
DONE = {"quarantine": "put into quarantine", "taken": "made an incident", "joined": "joined", "set-aside": "set aside"}


def take_in(actor: Actor, received: Any) -> None:
    """Afterwards: the message becomes an incident of whoever wrote it."""
    _open(as_tandem(actor).via(MAIL), received, None)


def join(actor: Actor, received: Any) -> None:
    """Afterwards: the message becomes an entry of the chosen incident, or a new one where that is closed."""
    add_to_incident(as_tandem(actor).via(MAIL), received, received.incident)


def open_incident(tandem: Actor, received: Received, earlier: Any = None) -> Any:
    """Make the message that is being taken in an incident; `earlier` is the closed one that it goes on from."""
    return _open(tandem, received, earlier)


def _open(tandem: Actor, received: Any, earlier: Any) -> Any:
    with transaction.atomic():
        incident = writing.create(tandem, incidents(), _values(received), reason=received.reference)
        if earlier is not None:
            links.connect(
                tandem,
                incidents(),
                incident.reference,
                kind=Link.Kind.RELATED,
                to_register=incidents().key,
                to_reference=earlier.reference,
                note=_("A reply after it was closed"),
            )
        _hang(tandem, received, incident)
        _note(tandem, received, incident, "taken")
        return incident


def add_to_incident(tandem: Actor, received: Any, incident: Any) -> Any:
    """Make the message an entry of an incident, also for who asked where they wrote it; a closed one stays closed."""
    if incident.state in FINAL:
        return _open(tandem, received, incident)
    part = part_of(incident, received.sender)
    with transaction.atomic():
        comments.add(
            _in_the_name_of(tandem, received),
            incidents(),
            incident.reference,
            _shortened(received.answer or received.text or received.title, LONGEST_ENTRY),
            kind=Comment.Kind.MAIL,
            audience=Comment.Audience.PUBLIC if part is Part.ASKED else Comment.Audience.INTERNAL,
            sender=received.sender or received.sender_name,
        )
        _hang(tandem, received, incident)
        _note(tandem, received, incident, "joined")
        return incident


def _in_the_name_of(tandem: Actor, received: Any) -> Actor:
    """Whoever let the message join did not write it."""
    sender = received.sender_name or received.sender or _("nobody")
    return replace(tandem, user_id=None, label=_("Mail of %(sender)s") % {"sender": sender})


def note_returned(tandem: Actor, received: Any, incident: Any, words: str) -> None:
    """Say inside, on the incident, that a message of ours did not arrive."""
    with transaction.atomic():
        comments.add(tandem, incidents(), incident.reference, words, kind=Comment.Kind.NOTE)
        _note(tandem, received, incident, "joined", words)


def leave(tandem: Actor, received: Any, state: str, reason: str, incident: Any = None) -> None:
    """Let the message wait in quarantine or lie set aside, and say why."""
    _note(tandem, received, incident, state, reason)


def _note(tandem: Actor, received: Any, incident: Any, state: str, reason: str = "") -> None:
    values: dict[str, Any] = {"state": state, "incident": incident}
    if reason:
        values["reason"] = reason[:300]
    followed = writing.follow(tandem, declared_for(Received), received, values, DONE[state])
    received.state, received.incident, received.version = followed.state, followed.incident, followed.version


def _values(received: Any) -> dict[str, Any]:
    """What a new incident says: the words of the message, and who called as far as their address is of one person."""
    contacts, person = contacts_of(received.sender), person_of(received.sender)
    customers = {contact.customer_id for contact in contacts}
    values = {
        "title": received.title,
        "description": _shortened(received.text, LONGEST_DESCRIPTION),
        "channel": MAIL,
        "reported_by": received.sender_name or received.sender[:150],
        "group": received.mailbox.group if received.mailbox else "",
    }
    if len(contacts) == 1 and person is None:
        values |= {"contact": contacts[0].pk, "customer": contacts[0].customer_id}
    elif len(customers) == 1 and person is None:
        values["customer"] = customers.pop()
    elif person is not None and not contacts:
        values["caller"] = person.pk
    return values


def _hang(tandem: Actor, received: Any, incident: Any) -> None:
    """The files of the message also hang on the incident; the message as it came stays where it is."""
    for attachment in files.of(declared_for(Received), received.pk):
        if attachment.name != RAW:
            files.hang_again(tandem, attachment, incidents(), incident)


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return f"{text[:most]}\n\n{_('… The rest stands in the message as it came.')}"
