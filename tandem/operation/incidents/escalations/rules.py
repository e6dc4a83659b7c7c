"""What an escalation needs and what it moves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import OPEN_STATES, Incident
from tandem.operation.incidents.saying import too_little

SAID = ("title", "needed", "answer")


def derive(escalation: Any, before: Any, actor: Actor) -> None:
    """Note who escalated, and when."""
    if before is None:
        escalation.escalated_at, escalation.escalated_by_id = clock.now(), actor.user_id


def check(escalation: Any, before: Any, today: date) -> Mapping[str, str]:
    """It goes to somebody else, and only an open incident is escalated."""
    if before is not None:
        is_same = before.incident_id == escalation.incident_id and before.kind == escalation.kind
        said = too_little(escalation, before, SAID)
        return said if is_same else {"incident": _("An escalation stays what it is; write another one.")}
    if escalation.incident.state not in OPEN_STATES:
        return {"incident": _("It is not open; open it again first.")}
    if escalation.kind == "hierarchical" and escalation.to_person_id is None:
        return {"to_person": _("Name who is to decide.")}
    if not escalation.to_group and escalation.to_person_id is None:
        return {"to_group": _("Name the group or the person who knows more.")}
    if escalation.to_person_id and escalation.to_person_id == escalation.escalated_by_id:
        return {"to_person": _("Nobody escalates to oneself.")}
    return too_little(escalation, before, SAID)


def locked(escalation: Any) -> str | None:
    """What was answered stays."""
    return _("It was answered; escalate anew.") if escalation.state == "answered" else None


def pass_on(actor: Actor, escalation: Any) -> None:
    """Those who know more have the incident from now on; who decides does not take it over."""
    if escalation.kind != "functional" or actor.through == "import":
        return
    values: dict[str, Any] = {"assignee": escalation.to_person}
    if escalation.to_group:
        values["group"] = escalation.to_group
    incident = Incident.objects.get(pk=escalation.incident_id)
    writing.follow(as_tandem(actor), declared_for(Incident), incident, values, "escalated", escalation.title)


def may_answer(escalation: Any, actor: Actor) -> str | None:
    """Whoever escalated does not answer for the one who decides."""
    if escalation.kind == "hierarchical" and actor.user_id == escalation.escalated_by_id is not None:
        return _("Somebody other than the one who escalated answers.")
    return None


def answer(escalation: Any, actor: Actor) -> None:
    """Note who answered, and when."""
    escalation.answered_at, escalation.answered_by_id = clock.now(), actor.user_id
