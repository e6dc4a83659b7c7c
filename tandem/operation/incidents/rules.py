"""Priority, and what an incident needs at each step."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor

PRIORITY = {(1, 1): 1, (1, 2): 2, (1, 3): 3, (2, 1): 2, (2, 2): 3, (2, 3): 4, (3, 1): 3, (3, 2): 4, (3, 3): 5}


def priority_of(impact: int, urgency: int) -> int:
    """Priority 1 (critical) to 5 (planning) from impact and urgency, 1 (high) to 3 (low) each."""
    return PRIORITY[impact, urgency]


def derive_incident(incident: Any, before: Any, actor: Actor) -> None:
    """Compute the priority unless a reason for another one is given, count reassignments, note the times of states."""
    if not incident.priority_reason and actor.through != "import":
        incident.priority = priority_of(incident.impact, incident.urgency)
    if actor.through == "import" and incident.priority != priority_of(incident.impact, incident.urgency):
        incident.priority_reason = incident.priority_reason or _("As in the system it was imported from.")
    if before is None:
        incident.opened_at = incident.opened_at or clock.now()
    elif actor.through != "import" and (before.group, before.assignee_id) != (incident.group, incident.assignee_id):
        incident.reassignments += bool(before.group or before.assignee_id)
    if incident.state != "pending":
        incident.pending_on = ""
    security_changed = incident.is_security if before is None else before.is_security != incident.is_security
    if security_changed:
        incident.security_assessed_by_id = actor.user_id
        incident.security_assessed_at = clock.now()


def check_incident(incident: Any, before: Any, today: date) -> Mapping[str, str]:
    """What an incident as a whole needs."""
    problems = {}
    if not (incident.is_service or incident.is_security):
        problems["is_service"] = _("An incident affects a service, information security, or both.")
    if incident.priority != priority_of(incident.impact, incident.urgency) and not incident.priority_reason:
        problems["priority_reason"] = _("Say why the priority is not the one from impact and urgency.")
    if incident.resolved_at and incident.resolved_at < incident.opened_at:
        problems["resolved_at"] = _("An incident cannot be resolved before it was opened.")
    if incident.parent_id and incident.parent_id == incident.pk:
        problems["parent"] = _("An incident cannot be part of itself.")
    if before is not None and before.is_security and not incident.is_security and not incident.security_reason:
        problems["security_reason"] = _("Say why this is no security incident after all.")
    return problems


def has_assignee(incident: Any, actor: Actor) -> str | None:
    """Work starts when somebody has it."""
    return None if incident.group or incident.assignee_id else _("Assign it to a group or a person first.")


def take(incident: Any, actor: Actor) -> None:
    """Whoever starts to work on it has it."""
    if incident.assignee_id is None:
        incident.assignee_id = actor.user_id


def resolve(incident: Any, actor: Actor) -> None:
    """Note when the service was back."""
    incident.resolved_at = incident.resolved_at or clock.now()


def close(incident: Any, actor: Actor) -> None:
    """Note when the record was closed for good."""
    incident.closed_at = clock.now()


def reopen(incident: Any, actor: Actor) -> None:
    """A resolution that did not hold is taken back."""
    incident.resolved_at = None
    incident.reopened += 1


def lessons_learned(incident: Any, actor: Actor) -> str | None:
    """Security and major incidents end with a lesson (27001:2022 A.5.27, 20000-1:2018 8.6.1)."""
    if (incident.is_security or incident.is_major) and not incident.lessons.strip():
        return _("Write the lessons learned first: security and major incidents need them.")
    return None


def locked(incident: Any) -> str | None:
    """Closed is final: what comes later opens a linked incident."""
    return _("It is closed; open a new incident and link it.") if incident.state in ("closed", "cancelled") else None
