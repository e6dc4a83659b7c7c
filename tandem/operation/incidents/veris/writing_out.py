"""Incidents as VERIS records: as they came where they came as such, else from what is known of them here."""

import json
from collections.abc import Iterable
from typing import Any

from tandem.ground.kernel import lists, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.references.models import ReferenceIncident
from tandem.operation.incidents.veris.meaning import MEANT
from tandem.operation.incidents.veris.structure import NEWEST

UNKNOWN = ["Unknown"]
DISCOVERED = {"portal": "Reported by employee", "monitoring": "Infrastructure monitoring"}


def exported(actor: Actor, query: lists.Query, *, with_confidential: bool = True) -> list[dict[str, Any]]:
    """The security incidents of a list that the actor may see, each as a valid VERIS record."""
    register = declared_for(Incident)
    incidents = lists.filtered(actor, register, query).filter(is_security=True)
    if not with_confidential:
        incidents = incidents.filter(is_confidential=False)
    return [record_of(incident, actor) for incident in incidents.order_by("pk").iterator(chunk_size=500)]


def exported_of_others(actor: Actor, query: lists.Query) -> list[dict[str, Any]]:
    """The incidents of others that came as VERIS records."""
    references = lists.filtered(actor, declared_for(ReferenceIncident), query)
    return [reference.veris for reference in references.order_by("pk").iterator(chunk_size=500) if reference.veris]


def record_of(incident: Any, actor: Actor) -> dict[str, Any]:
    """One incident as a VERIS record: unchanged where it came as one."""
    return dict(incident.veris) if incident.veris else _built(incident, actor)


def may_go_out(actor: Actor, incident: Any) -> bool:
    """True for a security incident that the actor may see."""
    there = permissions.visible(actor, declared_for(Incident)).filter(pk=incident.pk, is_security=True)
    return bool(there.exists())


def as_json(records: Iterable[dict[str, Any]]) -> bytes:
    """Records as a JSON list, the names in order."""
    return json.dumps(list(records), ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def _built(incident: Any, actor: Actor) -> dict[str, Any]:
    record: dict[str, Any] = {
        "schema_version": NEWEST,
        "schema_name": "tandem",
        "incident_id": incident.external_id or incident.reference,
        "source_id": incident.organization.slug,
        "security_incident": _confirmed(incident),
        "summary": "\n\n".join(part for part in (incident.title, incident.description) if part),
        "timeline": {"incident": _when(incident, actor), **_spans(incident)},
        "actor": _actor(incident),
        "action": _action(incident),
        "asset": {"assets": [{"variety": "Unknown"}], "cloud": UNKNOWN},
        "attribute": _attribute(incident),
        "discovery_method": _discovered(incident),
        "plus": {"created": incident.created_at.isoformat(timespec="seconds")},
    }
    for name, wording in (("corrective_action", incident.resolution), ("notes", incident.lessons)):
        if wording:
            record[name] = wording
    return record


def _confirmed(incident: Any) -> str:
    if incident.security_category == "false-alarm":
        return "False positive"
    return "Confirmed" if incident.security_assessed_at else "Suspected"


def _when(incident: Any, actor: Actor) -> dict[str, int]:
    """The day as far as it is known."""
    known = incident.happened or incident.opened_at.astimezone(actor.zone).date().isoformat()
    return dict(zip(("year", "month", "day"), (int(part) for part in known.split("-")), strict=False))


def _spans(incident: Any) -> dict[str, Any]:
    """From the event to its discovery, and from there to the end, in hours."""
    if incident.happened:
        return {}
    aware, spans = incident.aware_at or incident.opened_at, {}
    if incident.aware_at and incident.aware_at > incident.opened_at:
        spans["discovery"] = _hours(incident.aware_at - incident.opened_at)
    if incident.resolved_at and incident.resolved_at >= aware:
        spans["containment"] = _hours(incident.resolved_at - aware)
    return spans


def _hours(span: Any) -> dict[str, Any]:
    return {"unit": "Hours", "value": round(span.total_seconds() / 3600, 2)}


def _actor(incident: Any) -> dict[str, Any]:
    match incident.security_category:
        case "insider" | "rights" | "disclosure" | "loss":
            return {"internal": {"variety": UNKNOWN, "motive": UNKNOWN}}
        case "supplier":
            return {"partner": {"country": UNKNOWN, "motive": UNKNOWN}}
        case "malware" | "deception" | "account" | "intrusion" | "weakness" | "flood":
            return {"external": {"variety": UNKNOWN, "motive": UNKNOWN, "country": UNKNOWN}}
    return {"unknown": {}}


def _action(incident: Any) -> dict[str, Any]:
    if incident.security_category not in MEANT:
        return {"unknown": {}}
    name, variety, vector = MEANT[incident.security_category]
    answers: dict[str, Any] = {"variety": [variety], "vector": [vector]}
    if name == "social":
        answers["target"] = UNKNOWN
    return {name: answers}


def _attribute(incident: Any) -> dict[str, Any]:
    lost: dict[str, Any] = {}
    if incident.information_class or incident.personal_data == "yes":
        data = "Personal" if incident.personal_data == "yes" else "Internal"
        lost["confidentiality"] = {"data_disclosure": "Unknown", "data": [{"variety": data}]}
    if incident.security_category == "malware":
        lost["integrity"] = {"variety": ["Software installation"]}
    if incident.security_category == "deception":
        lost["integrity"] = {"variety": ["Alter behavior"]}
    if incident.security_category == "loss":
        lost["availability"] = {"variety": ["Loss"]}
    elif incident.is_service:
        lost["availability"] = {"variety": UNKNOWN}
    return lost or {"unknown": {}}


def _discovered(incident: Any) -> dict[str, Any]:
    known = DISCOVERED.get(incident.channel)
    return {"internal": {"variety": [known]}} if known else {"unknown": True}
