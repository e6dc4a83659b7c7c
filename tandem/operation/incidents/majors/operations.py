"""Major incidents follow their incident, and it follows them."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.majors.models import MajorIncident
from tandem.operation.incidents.majors.rules import ENDED
from tandem.operation.incidents.models import Incident


def declaration(incident: Any) -> Any:
    """The declaration of an incident that stands; None for none."""
    return MajorIncident.objects.standing().filter(incident_id=incident.pk).first()


def mark(actor: Actor, major: Any) -> None:
    """The incident is a major one from now on."""
    if not major.incident.is_major:
        _follow_incident(actor, major, is_major=True)


def unmark(actor: Actor, major: Any) -> None:
    """The incident is no major one after all."""
    _follow_incident(actor, major, is_major=False)


def _follow_incident(actor: Actor, major: Any, *, is_major: bool) -> None:
    incident = Incident.objects.get(pk=major.incident_id)
    action = "declared major" if is_major else "no longer major"
    writing.follow(as_tandem(actor), declared_for(Incident), incident, {"is_major": is_major}, action, major.reference)


def follow_incident(actor: Actor, incident: Any, before: Any) -> None:
    """An incident that is said to be major gets its declaration; the declaration is over when the incident is."""
    if not incident.is_major or (before is None and actor.through == "import"):
        return
    major = declaration(incident)
    if major is None and (before is None or not before.is_major):
        writing.create(as_tandem(actor), declared_for(MajorIncident), {"incident": incident})
    elif major is not None and before is not None and before.state != incident.state:
        _follow_state(actor, major, incident)


def _follow_state(actor: Actor, major: Any, incident: Any) -> None:
    register, hand = declared_for(MajorIncident), as_tandem(actor)
    if incident.state in ENDED and major.state == "declared":
        values = {"state": "over", "over_at": incident.resolved_at}
        writing.follow(hand, register, major, values, "over", incident.reference)
    elif incident.state not in ENDED and major.state == "over":
        writing.follow(hand, register, major, {"state": "declared", "over_at": None}, "goes on", incident.reference)
