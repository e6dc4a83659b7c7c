"""What a clock works out for itself, and that its events only ever grow."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.clocks import log, reckoning
from tandem.ground.clocks.deadlines import Kind, Target
from tandem.ground.kernel import clock as time
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.errors import Invalid


def derive_clock(clock: Any, before: Any, actor: Actor) -> None:
    """How it stands follows from its events, its hours and its target."""
    if before is None:
        if actor.role != SYSTEM:
            _insist_promised(clock)
        _begin(clock)
    target = clock.target
    clock.title, clock.kind = target.title, target.kind
    clock.owner_id = getattr(clock.ticket, "assignee_id", None) or clock.ticket.owner_id
    if clock.state == "dropped":
        clock.due_at = clock.due_on = clock.next_at = None
        return
    if target.kind in clock.kinds and clock.calendar is not None:
        _reckon(clock, actor)


def _insist_promised(clock: Any) -> None:
    """A clock that people begin counts by what was approved, and is the only one of its kind."""
    if not clock.target.is_in_force:
        raise Invalid({"target": [_("It is not in force; a clock counts by what was approved.")]})
    beside = type(clock).objects.filter(kind=clock.target.kind, **{clock.ticket_name: clock.ticket.pk})
    if beside.exclude(state="dropped").exists():
        raise Invalid({clock.ticket_name: [_("A clock of this kind runs for it already.")]})


def _begin(clock: Any) -> None:
    """It counts by the hours of its target from when the ticket was opened."""
    clock.calendar = clock.calendar or clock.target.calendar
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
    if clock.target.kind not in clock.kinds:
        return {"target": _("No clock of this kind runs for that target.")}
    if before is None:
        return {}
    if before.ticket.pk != clock.ticket.pk:
        return {clock.ticket_name: _("A clock stays with its ticket.")}
    if not log.is_continued(before.events, clock.events):
        return {"events": _("What happened to a clock is not altered; add what happened since.")}
    if before.target_id != clock.target_id and len(clock.events) == len(before.events):
        return {"target": _("Another target is noted among the events; use “Count by the version in force”.")}
    return {}


def may_rebase(clock: Any, actor: Actor) -> str | None:
    """There is another version in force."""
    return (
        None
        if clock.target.newer(clock.ticket)
        else _("It counts by the version in force already, or none is in force any more.")
    )


def rebase(clock: Any, actor: Actor) -> None:
    """From now on it counts by the version in force, as if it always had; that it does is kept among its events."""
    swap(clock, clock.target.newer(clock.ticket), "rebase")


def swap(clock: Any, target: Any, why: str) -> None:
    """Count by another target, its version and its hours."""
    said = {"why": why, "target": target.reference, "before": clock.target.reference, "minutes": target.minutes}
    clock.events = [*clock.events, log.entry(log.SWAP, time.now(), **said)]
    clock.target, clock.calendar = target, target.calendar
