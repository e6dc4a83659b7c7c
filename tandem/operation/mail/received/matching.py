"""To which ticket a message belongs, in the order in which that can be trusted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.operation.mail import tokens
from tandem.operation.mail.received.belonging import Part, part_of
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.tickets import KINDS, Kind, register_of, without_ticket

MOST_NAMED = 5
MOST_SIGNS = 20

Key = tuple[Kind, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A ticket that a message names, by which sign, and which part its sender has in it."""

    kind: Kind
    ticket: Any
    by: str
    part: Part


def match(organization_id: int, sender: str, thread: Sequence[str], subject: str) -> Match | None:
    """The ticket that a message belongs to.

    First the Message-IDs of ours that it answers, then those of other messages of the ticket, then the reference in
    its subject. One in which the sender has a part goes before any in which they have none.
    """
    named = [
        Match(kind, ticket, by, part_of(kind, ticket, sender))
        for kind, ticket, by in _named(organization_id, thread, subject)
    ]
    return next((item for item in named if item.part is not Part.NONE), next(iter(named), None))


def _named(organization_id: int, thread: Sequence[str], subject: str) -> list[tuple[Kind, Any, str]]:
    """Every ticket that is named, the most trusted sign first, each once."""
    signs = [(about, "token") for name in thread if (about := tokens.ticket_of(name, organization_id))]
    signs += [(about, "thread") for about in _of_messages(thread)]
    signs += [(about, "subject") for about in _of_subject(subject)]
    named: dict[tuple[str, int], tuple[Kind, Any, str]] = {}
    for (kind, number), by in signs[:MOST_SIGNS]:
        ticket = _kept(kind, number)
        if ticket is not None:
            named.setdefault((kind.name, ticket.pk), (kind, ticket, by))
    return list(named.values())[:MOST_NAMED]


def _of_messages(thread: Sequence[str]) -> list[Key]:
    """Tickets that messages with these Message-IDs belong to, in the order of the thread."""
    if not thread:
        return []
    known = Received.objects.filter(message_id__in=list(thread), state__in=("taken", "joined")).exclude(
        without_ticket()
    )
    by_name = {message.message_id: key for message in known if (key := _key(message))}
    return [by_name[name] for name in thread if name in by_name]


def _key(message: Received) -> Key | None:
    kind = message.kind_of_ticket
    return (kind, getattr(message, f"{kind.name}_id")) if kind else None


def _of_subject(subject: str) -> list[Key]:
    """Tickets whose references stand in a subject, in the order in which they stand there."""
    keys = dict(_references(subject))
    return [keys[place] for place in sorted(keys)]


def _references(subject: str) -> Iterator[tuple[int, Key]]:
    for kind in KINDS:
        register = register_of(kind)
        places = list(re.finditer(rf"\b{register.prefix}-\d{{4}}-\d{{1,9}}\b", subject, re.IGNORECASE))[:MOST_NAMED]
        wanted = {place[0].upper(): place.start() for place in reversed(places)}
        known = register.model.objects.filter(reference__in=list(wanted)).values_list("reference", "pk")
        yield from ((wanted[reference], (kind, key)) for reference, key in known)


def _kept(kind: Kind, key: int) -> Any:
    """The ticket of this key, or the one that it was merged into."""
    ticket = register_of(kind).model.objects.filter(pk=key).first()
    for _step in range(MOST_NAMED):
        if getattr(ticket, "merged_into_id", None) is None:
            return ticket
        ticket = ticket.merged_into
    return ticket
