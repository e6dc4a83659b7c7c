"""What waits comes back by itself when its time has come, and what is part of a resolved incident ends with it."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import OPEN_STATES, Incident

WAITS_AT_MOST = timedelta(days=7)  # without a moment of its own
FARTHEST = timedelta(days=366)
AT_ONCE = 500


def wait(incident: Any, actor: Actor) -> None:
    """Nothing waits without end: it comes back when said, or in a week."""
    now = clock.now()
    until = incident.pending_until = incident.pending_until or now + WAITS_AT_MOST
    if not now < until <= now + FARTHEST:
        raise Invalid({"pending_until": [_("Say a time to come, within a year.")]})


def come_back(actor: Actor) -> int:
    """Take up again what has waited long enough; how many there were."""
    register = declared_for(Incident)
    due = Incident.objects.filter(state="pending", pending_until__lte=clock.now()).order_by("pending_until", "pk")
    incidents = list(due[:AT_ONCE])
    for incident in incidents:
        state = "in-progress" if incident.assignee_id else "assigned" if incident.group else "new"
        writing.follow(actor, register, incident, {"state": state}, "came back", incident.pending_why)
    return len(incidents)


def resolve_parts(actor: Actor, incident: Any) -> None:
    """What is part of a resolved incident is resolved with it; a security incident has its own end."""
    parts = incident.children.filter(state__in=OPEN_STATES, is_security=False).order_by("pk")
    words = _("Resolved together with %(whole)s, which it was part of.") % {"whole": incident.reference}
    for part in parts:
        values = {
            "state": "resolved",
            "resolved_at": incident.resolved_at,
            "resolution": part.resolution or words,
            "category": part.category or incident.category,
            "resolution_code": part.resolution_code or incident.resolution_code,
        }
        values["resolved_at"] = max(incident.resolved_at, part.opened_at)
        writing.follow(as_tandem(actor), declared_for(Incident), part, values, "resolved", incident.reference)
