"""What a clock works out for itself, and that its events only ever grow."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.clocks import log
from tandem.ground.clocks.deadlines import Kind, Target
from tandem.ground.kernel import clock as time
from tandem.ground.kernel.actor import Actor
from tandem.operation.agreements.clocks import reckoning
from tandem.operation.agreements.targets.models import TIMED


def derive_clock(clock: Any, before: Any, actor: Actor) -> None:
    """How it stands follows from its events, its hours and its target."""
    if before is None:
        _begin(clock)
    target = clock.target
    clock.title, clock.kind = target.title, target.kind
    clock.owner_id = clock.ticket.assignee_id or clock.ticket.owner_id
    if clock.state == "dropped":
        clock.due_at = clock.due_on = clock.next_at = None
        return
    if target.kind in TIMED and clock.calendar is not None:
        _reckon(clock, actor)


def _begin(clock: Any) -> None:
    """It counts by the hours of its target from when the ticket was opened."""
    clock.calendar = clock.calendar or clock.target.agreement_version.calendar
    clock.events = clock.events or [log.entry(Kind.START, clock.began_at)]


def _reckon(clock: Any, actor: Actor) -> None:
    promise = Target((clock.target.minutes or 0) * 60, clock.target_id)
    stand = reckoning.stand(clock.events, clock.calendar.hours, promise, time.now())
    clock.state, clock.elapsed, clock.is_breached = stand.state, stand.elapsed, stand.is_breached
    clock.due_at, clock.next_at = stand.due, stand.look_again
    clock.due_on = stand.due.astimezone(actor.zone).date() if stand.due else None
    clock.stopped_at = reckoning.stopped_at(clock.events)


def check_clock(clock: Any, before: Any, today: date) -> Mapping[str, str]:
    """A clock stays with its ticket, is about time, and loses nothing that happened to it."""
    if clock.target.kind not in TIMED:
        return {"target": _("No clock runs for availability.")}
    if before is None:
        return {}
    if before.ticket.pk != clock.ticket.pk:
        return {clock.ticket_name: _("A clock stays with its ticket.")}
    if not log.is_continued(before.events, clock.events):
        return {"events": _("What happened to a clock is not altered; add what happened since.")}
    if before.target_id != clock.target_id and len(clock.events) == len(before.events):
        return {"target": _("Another target is noted among the events; use “Count by the version in force”.")}
    return {}


def newer_target(clock: Any) -> Any:
    """The target of the same agreement, service, kind and priority that is in force now; None without another."""
    old = clock.target
    agreement = old.agreement_version.agreement_id
    of_agreement = type(old).objects.in_force().filter(agreement_version__agreement_id=agreement)
    same = of_agreement.filter(service_id=old.service_id, kind=old.kind)
    best = pick(list(same.select_related("agreement_version__calendar")), clock.ticket.priority)
    return None if best is None or best.pk == old.pk else best


def pick(targets: list[Any], priority: int) -> Any:
    """Of targets of one kind that for this priority, else that for every one; None for neither."""
    by_priority = {target.priority: target for target in targets}
    return by_priority.get(priority) or by_priority.get(0)


def may_rebase(clock: Any, actor: Actor) -> str | None:
    """There is another version in force."""
    return None if newer_target(clock) else _("It counts by the version in force already.")


def rebase(clock: Any, actor: Actor) -> None:
    """From now on it counts by the version in force, as if it always had; that it does is kept among its events."""
    swap(clock, newer_target(clock), "rebase")


def swap(clock: Any, target: Any, why: str) -> None:
    """Count by another target, its version and its hours."""
    said = {"why": why, "target": target.reference, "before": clock.target.reference, "minutes": target.minutes}
    clock.events = [*clock.events, log.entry(log.SWAP, time.now(), **said)]
    clock.target, clock.calendar = target, target.agreement_version.calendar
