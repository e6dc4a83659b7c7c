"""To which incident a message belongs, in the order in which that can be trusted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tandem.operation.mail import tokens
from tandem.operation.mail.received.belonging import Part, incidents, part_of
from tandem.operation.mail.received.models import Received

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Match:
    """An incident that a message names, by which sign, and which part its sender has in it."""

    incident: Any
    by: str
    part: Part


def match(organization_id: int, sender: str, thread: Sequence[str], subject: str) -> Match | None:
    """The incident that a message belongs to.

    First the Message-IDs of ours that it answers, then those of other messages of the incident, then the reference in
    its subject. One in which the sender has a part goes before any in which they have none.
    """
    found = [
        Match(incident, by, part_of(incident, sender)) for incident, by in _named(organization_id, thread, subject)
    ]
    return next((one for one in found if one.part is not Part.NONE), next(iter(found), None))


def _named(organization_id: int, thread: Sequence[str], subject: str) -> list[tuple[Any, str]]:
    """Every incident that is named, the most trusted sign first, each once."""
    keys = [(key, "token") for name in thread if (key := tokens.incident_of(name, organization_id))]
    keys += [(key, "thread") for key in _of_messages(thread)]
    keys += [(key, "subject") for key in _of_subject(subject)]
    named: dict[int, tuple[Any, str]] = {}
    for key, by in keys[: MOST_NAMED * 4]:
        incident = _kept(key)
        if incident is not None:
            named.setdefault(incident.pk, (incident, by))
    return list(named.values())[:MOST_NAMED]


def _of_messages(thread: Sequence[str]) -> list[int]:
    """Incidents that messages with these Message-IDs belong to, in the order of the thread."""
    if not thread:
        return []
    known = Received.objects.filter(message_id__in=list(thread), state__in=("taken", "joined")).exclude(incident=None)
    by_name = dict(known.values_list("message_id", "incident_id"))
    return [by_name[name] for name in thread if name in by_name]


def _of_subject(subject: str) -> list[int]:
    register = incidents()
    references = re.findall(rf"\b{register.prefix}-\d{{4}}-\d{{1,9}}\b", subject, re.IGNORECASE)[:MOST_NAMED]
    wanted = [reference.upper() for reference in references]
    known = dict(register.model.objects.filter(reference__in=wanted).values_list("reference", "pk"))
    return [known[reference] for reference in wanted if reference in known]


def _kept(key: int) -> Any:
    """The incident of this key, or the one that it was merged into."""
    incident = incidents().model.objects.filter(pk=key).first()
    for _step in range(MOST_NAMED):
        if incident is None or incident.merged_into_id is None:
            return incident
        incident = incident.merged_into
    return incident
