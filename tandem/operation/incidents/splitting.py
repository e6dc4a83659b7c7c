"""Splitting one incident off from another.

What is split off counts from when the first one was opened, for the same caller, so that no split gives anybody more
time. What was said and attached stays with the first, and both point to each other.
"""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import links
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import Incident

TAKEN_OVER = ("customer_id", "caller_id", "contact_id", "reported_by", "service_id", "group")


def begin(incident: Any, actor: Actor) -> None:
    """What is split off takes over who called, about what, since when, and who may know."""
    if incident.split_from_id is None:
        return
    first = incident.split_from
    for name in TAKEN_OVER:
        if not getattr(incident, name):
            setattr(incident, name, getattr(first, name))
    incident.is_confidential = incident.is_confidential or first.is_confidential
    if actor.through != "import":
        incident.opened_at, incident.channel = first.opened_at, first.channel


def note_split(actor: Actor, incident: Any) -> None:
    """Both say that one was split off from the other."""
    if incident.split_from_id is None:
        return
    links.connect(
        as_tandem(actor),
        declared_for(Incident),
        incident.reference,
        to_register=declared_for(Incident).key,
        to_reference=incident.split_from.reference,
        note=str(_("split off")),
    )
