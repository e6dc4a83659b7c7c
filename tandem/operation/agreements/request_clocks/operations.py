"""Clocks follow what happens to requests: until the promised time they are fulfilled, waiting for approval apart."""

from collections.abc import Sequence
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
from tandem.operation.agreements.clocks.operations import look_at_due, promised, promises_about
from tandem.operation.agreements.clocks.rules import swap
from tandem.operation.agreements.request_clocks.models import RequestClock

FULFILMENT = "fulfilment"
DONE = ("fulfilled", "closed")
GIVEN_UP = ("rejected", "cancelled")
DECIDING = ("state", "pending_on", "priority", "service_id", "customer_id", "assignee_id", "owner_id")
ELSEWHERE = ("priority", "service_id", "customer_id")
AS_AGREED = {"person": "customer"}  # what agreements call the waiting that requests know; others are called alike
OF_REQUEST = ("organization", "reference", "assignee", "owner", "priority", "created_at")


def follow_request(actor: Actor, request: Any, before: Any) -> None:
    """After each write of a request: its clock begins, pauses, goes on, stops, or counts by another target."""
    if request is None or (before is not None and not _differ(request, before, DECIDING)):
        return
    if before is None:
        follow_new_requests(actor, [request])
        return
    hand, clock = as_tandem(actor), _clock_of(request)
    if _differ(request, before, ELSEWHERE):
        clock = _by_promise(hand, request, clock)
    if clock is not None:
        _follow(hand, clock, request, before)


def follow_new_requests(actor: Actor, requests: Sequence[Any]) -> None:
    """After new requests, one or the many of an import: what is still to be fulfilled gets its clock."""
    waited_for = [request for request in requests if request.state not in (*DONE, *GIVEN_UP)]
    promises = promises_about({request.service_id for request in waited_for}, (FULFILMENT,))
    begun = [
        {"request": request, "target": target}
        for request in (waited_for if promises else ())
        if (target := promised(promises, request, FULFILMENT))
    ]
    if not begun:
        return
    hand = as_tandem(actor)
    for clock in writing.create_many(hand, declared_for(RequestClock), begun):
        _follow(hand, clock, clock.request, None)


def _differ(request: Any, before: Any, names: Sequence[str]) -> bool:
    return any(getattr(request, name) != getattr(before, name) for name in names)


def _clock_of(request: Any) -> Any:
    """The clock that counts; None without one."""
    if not is_any(RequestClock, "request", [request.pk]):
        return None
    clocks = RequestClock.objects.filter(request_id=request.pk).exclude(state="dropped")
    return clocks.select_related("target__agreement_version", "calendar", "request").order_by("pk").first()


def _by_promise(actor: Actor, request: Any, clock: Any) -> Any:
    """The clock by what is promised for this request now; a version begun with is kept."""
    register, promises = declared_for(RequestClock), promises_about({request.service_id}, (FULFILMENT,))
    begun_with = clock.target.agreement_version_id if clock is not None else None
    target = promised(promises, request, FULFILMENT, begun_with)
    if clock is None:
        return writing.create(actor, register, {"request": request, "target": target}) if target is not None else None
    if target is None:
        writing.follow(actor, register, clock, {"state": "dropped"}, "dropped", request.reference)
        return None
    if clock.target_id != target.pk:
        swap(clock, target, "request changed")
        values = {"target": target, "calendar": clock.calendar, "events": clock.events}
        return writing.follow(actor, register, clock, values, "counts by another target", request.reference)
    return clock


def _follow(actor: Actor, clock: Any, request: Any, before: Any) -> None:
    """Add to a clock what the write of its request means for it."""
    register = declared_for(RequestClock)
    if request.state in GIVEN_UP:
        writing.follow(actor, register, clock, {"state": "dropped"}, "dropped", request.reference)
        return
    added = happened(clock, request, before)
    if added:
        writing.follow(actor, register, clock, {"events": [*clock.events, *added]}, added[-1]["kind"])
    elif before is not None and _differ(request, before, ("assignee_id", "owner_id")):
        writing.follow(actor, register, clock, {}, "handed over")


def happened(clock: Any, request: Any, before: Any) -> list[dict[str, Any]]:
    """The events that lead from how a clock stands to what the request says now."""
    is_stopped, now = clock.state in ("met", "missed"), time.now()
    if request.state in DONE:
        return [] if is_stopped else [log.entry(Kind.STOP, now)]
    if is_stopped:
        return [log.entry(Kind.REOPEN, now)] if before is not None and before.state in DONE else []
    why, is_paused = _waits_for(clock, request), clock.state == "paused"
    if why and not is_paused:
        return [log.entry(Kind.PAUSE, now, why=why)]
    return [log.entry(Kind.RESUME, now)] if is_paused and not why else []


def _waits_for(clock: Any, request: Any) -> str:
    """What stops its time: nobody works on what is not approved, nor while it waits as the agreement names it."""
    if request.state == "approval":
        return "approval"
    waits = AS_AGREED.get(request.pending_on, request.pending_on) if request.state == "pending" else ""
    return waits if waits in clock.target.agreement_version.pauses else ""


def tick(actor: Actor) -> int:
    """Note of every clock of a request whose moment has come that its time runs out or has run out."""
    return look_at_due(actor, RequestClock, named())


def named() -> tuple[Any, ...]:
    """What many clocks point to, as far as they are reckoned by it."""
    requests: Any = RequestClock._meta.get_field("request").related_model
    of_requests = Prefetch("request", requests.objects.only(*OF_REQUEST))
    return ("target__agreement_version", "calendar", of_requests)
