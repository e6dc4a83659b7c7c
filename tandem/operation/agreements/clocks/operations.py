"""Clocks follow what happens to incidents, and are looked at when their moment has come."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from tandem.ground.clocks import log
from tandem.ground.clocks.deadlines import Kind
from tandem.ground.kernel import clock as time
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.presence import is_any
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.clocks.models import IncidentClock, ServiceClock
from tandem.operation.agreements.clocks.rules import pick, swap
from tandem.operation.agreements.models import IN_FORCE
from tandem.operation.agreements.targets.models import ServiceTarget

KINDS = ("response", "resolution")
WORKED_ON = ("in-progress", "pending", "resolved", "closed")
ENDED = ("resolved", "closed")
DECIDING = ("state", "pending_on", "priority", "service_id", "customer_id", "assignee_id", "owner_id", "resolved_at")
OF_INCIDENT = ("organization", "reference", "assignee", "owner", "priority", "opened_at")
AT_ONCE = 500  # clocks that one tick looks at in one organization


def follow_incident(actor: Actor, incident: Any, before: Any) -> None:
    """After each write of an incident: its clocks begin, pause, go on, stop, or count by another target."""
    if incident is None or (before is not None and not _is_moved(incident, before)):
        return
    if before is None:
        follow_new_incidents(actor, [incident])
        return
    hand, clocks = as_tandem(actor), _clocks_of(incident)
    if _is_elsewhere(incident, before):
        _begin_and_swap(hand, incident, clocks)
        clocks = _clocks_of(incident)
    for clock in clocks:
        _follow(hand, clock, incident, before)
    _note_result(hand, incident, clocks)


def follow_new_incidents(actor: Actor, incidents: Sequence[Any]) -> None:
    """After new incidents, one or the many of an import: their clocks begin, by promises that are read once."""
    hand, promises = as_tandem(actor), promises_about({incident.service_id for incident in incidents})
    begun = [
        {"incident": incident, "target": target}
        for incident in (incidents if promises else ())
        for kind in KINDS
        if (target := promised(promises, incident, kind)) and _is_begun(incident, kind, is_new=True)
    ]
    if not begun:
        return
    of_incident: dict[int, list[Any]] = {}
    for clock in writing.create_many(hand, declared_for(IncidentClock), begun):
        of_incident.setdefault(clock.incident_id, []).append(clock)
    for incident in incidents:
        clocks = of_incident.get(incident.pk, [])
        for clock in clocks:
            _follow(hand, clock, incident, None)
        _note_result(hand, incident, clocks)


def _is_moved(incident: Any, before: Any) -> bool:
    return any(getattr(incident, name) != getattr(before, name) for name in DECIDING)


def _is_elsewhere(incident: Any, before: Any) -> bool:
    names = ("priority", "service_id", "customer_id")
    return any(getattr(incident, name) != getattr(before, name) for name in names)


def _clocks_of(incident: Any) -> list[Any]:
    if not is_any(IncidentClock, "incident", [incident.pk]):
        return []
    clocks = IncidentClock.objects.filter(incident_id=incident.pk).exclude(state="dropped")
    return list(clocks.select_related("target__agreement_version", "calendar").order_by("pk"))


def _begin_and_swap(actor: Actor, incident: Any, clocks: list[Any]) -> None:
    """Each kind of clock counts by what is promised for this incident now; a version begun with is kept."""
    known = {clock.kind: clock for clock in clocks}
    register, promises = declared_for(IncidentClock), promises_about({incident.service_id})
    for kind in KINDS:
        clock = known.get(kind)
        target = promised(promises, incident, kind, clock.target.agreement_version_id if clock else None)
        if target is None and clock is not None:
            writing.follow(actor, register, clock, {"state": "dropped"}, "dropped", incident.reference)
        elif target is not None and clock is None and _is_begun(incident, kind, is_new=False):
            writing.create(actor, register, {"incident": incident, "target": target})
        elif target is not None and clock is not None and clock.target_id != target.pk:
            swap(clock, target, "incident changed")
            values = {"target": target, "calendar": clock.calendar, "events": clock.events}
            writing.follow(actor, register, clock, values, "counts by another target", incident.reference)


def _is_begun(incident: Any, kind: str, *, is_new: bool) -> bool:
    """A clock of response says nothing about what somebody worked on before it came here."""
    return incident.state != "cancelled" and (kind != "response" or incident.state not in WORKED_ON or not is_new)


def promises_about(services: Collection[int | None], kinds: Sequence[str] = KINDS) -> list[Any]:
    """The targets of agreements that stand about these services, of any of their versions."""
    named = sorted(service for service in services if service is not None)
    if not is_any(ServiceTarget, "service", named):
        return []
    targets = ServiceTarget.objects.filter(
        service_id__in=named, kind__in=kinds, agreement_version__agreement__state__in=IN_FORCE
    )
    return list(targets.select_related("agreement_version__agreement", "agreement_version__calendar"))


def promised(promises: list[Any], ticket: Any, kind: str, version_id: int | None = None) -> Any:
    """The target for a ticket: of the version it began with where that says something of the service, else in force.

    Without a customer there is one only where a single agreement is about the service.
    """
    about = [target for target in promises if target.kind == kind and _is_about(target, ticket)]
    begun_with = [target for target in about if target.agreement_version_id == version_id]
    in_force = [target for target in about if target.agreement_version.state == "approved"]
    found = begun_with if _is_single(begun_with) else in_force
    return pick(found, ticket.priority) if _is_single(found) else None


def _is_single(promises: list[Any]) -> bool:
    return len({target.agreement_version_id for target in promises}) == 1


def _is_about(target: Any, ticket: Any) -> bool:
    of_customer = target.agreement_version.agreement.customer_id
    return target.service_id == ticket.service_id and ticket.customer_id in (None, of_customer)


def _follow(actor: Actor, clock: Any, incident: Any, before: Any) -> None:
    """Add to a clock what the write of its incident means for it."""
    register = declared_for(IncidentClock)
    if incident.state == "cancelled":
        writing.follow(actor, register, clock, {"state": "dropped"}, "dropped", incident.reference)
        return
    added = happened(clock, incident, before)
    if added:
        values = {"events": [*clock.events, *added]}
        clock.__dict__.update(writing.follow(actor, register, clock, values, added[-1]["kind"]).__dict__)
    elif before is not None and _holder(incident) != _holder(before):
        writing.follow(actor, register, clock, {}, "handed over")


def _holder(incident: Any) -> Any:
    return incident.assignee_id or incident.owner_id


def happened(clock: Any, incident: Any, before: Any) -> list[dict[str, Any]]:
    """The events that lead from how a clock stands to what the incident says now."""
    is_stopped = clock.state in ("met", "missed")
    if _is_over(clock.kind, incident):
        return [] if is_stopped else [log.entry(Kind.STOP, _end_of(clock, incident))]
    now = time.now()
    if is_stopped:
        again = clock.kind == "resolution" and before is not None and before.state in ENDED
        return [log.entry(Kind.REOPEN, now)] if again else []
    is_paused = clock.state == "paused"
    is_waiting = incident.state == "pending" and incident.pending_on in clock.target.agreement_version.pauses
    if is_waiting and not is_paused:
        return [log.entry(Kind.PAUSE, now, why=incident.pending_on)]
    return [log.entry(Kind.RESUME, now)] if is_paused and not is_waiting else []


def _is_over(kind: str, incident: Any) -> bool:
    return incident.state in (WORKED_ON if kind == "response" else ENDED)


def _end_of(clock: Any, incident: Any) -> datetime:
    """When the service was back, as far as that is told; else now."""
    told = incident.resolved_at if clock.kind == "resolution" else None
    return told or time.now()


def _note_result(actor: Actor, incident: Any, clocks: list[Any]) -> None:
    """The incident says whether it was resolved within its target; a system it came from is believed."""
    clock = next((clock for clock in clocks if clock.kind == "resolution"), None)
    if clock is None or (actor.through == "import" and incident.met_target is not None):
        return
    result = {"met": True, "missed": False}.get(clock.state)
    if result is not incident.met_target:
        noted = writing.follow(actor, declared_for(type(incident)), incident, {"met_target": result}, "measured")
        incident.met_target, incident.version, incident.updated_at = result, noted.version, noted.updated_at


def tick(actor: Actor) -> int:
    """Note of every clock whose moment has come that its time runs out or has run out; how many there were.

    Nothing else is touched; more than one tick looks at are taken up by the next.
    """
    return look_at_due(actor, IncidentClock, named())


def look_at_due(actor: Actor, model: type[ServiceClock], reading: Sequence[Any]) -> int:
    """The same of the clocks of one kind of ticket; `reading` is what they point to."""
    due = model.objects.due_by(time.now())
    clocks: list[tuple[Any, dict[str, Any]]] = [(clock, {}) for clock in due.order_by("next_at")[:AT_ONCE]]
    if clocks:
        writing.follow_many(actor, declared_for(model), clocks, "looked at", named=tuple(reading))
    return len(clocks)


def named() -> tuple[Any, ...]:
    """What many clocks point to, as far as they are reckoned by it: hours and targets are few, and read once."""
    incidents: Any = IncidentClock._meta.get_field("incident").related_model
    of_incidents = Prefetch("incident", incidents.objects.only(*OF_INCIDENT))
    return ("target__agreement_version", "calendar", of_incidents)
