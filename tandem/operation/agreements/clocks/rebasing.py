"""Open clocks count by another version or target, some at a time, so that no other write waits long."""

from typing import Any, Final

from django.db.models import Prefetch

from tandem.ground.kernel import jobs, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.operation.agreements.clocks.following import Following
from tandem.operation.agreements.clocks.kinds import FOLLOWED, OF_AGREEMENTS, OF_PROCESSES
from tandem.operation.agreements.clocks.rules import swap

JOB = "service-clocks-rebase"
READ: Final = ("organization", "target", "events")
AT_ONCE = 150  # clocks that one transaction moves


def rebase_all(actor: Actor, version: Any) -> None:
    """Afterwards: every open clock of the agreement counts by this version, as if it always had.

    The first of them at once, the others by the worker.
    """
    _rebase(actor, version, OF_AGREEMENTS, "version")


def rebase_process(actor: Actor, target: Any) -> None:
    """Afterwards: every open clock that a target of a process is about counts by it, as if it always had."""
    _rebase(actor, target, [each for each in OF_PROCESSES if target.kind in each.model.kinds], "process_target")


def _rebase(actor: Actor, promise: Any, followed: Any, name: str) -> None:
    for key, each in FOLLOWED.items():
        if each not in followed:
            continue
        last = rebase_some(as_tandem(actor), promise, each, 0)
        if last is not None:
            arguments = {name: promise.pk, "after": last, "followed": key}
            jobs.ask(JOB, organization_id=actor.organization_id, arguments=arguments)


def rebase_some(actor: Actor, promise: Any, followed: Following, after: int) -> int | None:
    """Let the next clocks after one count by what is promised; the last of them, or None when none is left."""
    name = followed.model.ticket_name
    tickets: Any = followed.model._meta.get_field(name).related_model
    of_tickets = Prefetch(name, tickets.objects.only("organization", *followed.read))
    waiting = promise.counted_otherwise(followed.model.objects.open()).filter(pk__gt=after)
    clocks = list(waiting.only(*READ, name).prefetch_related("target", of_tickets).order_by("pk")[:AT_ONCE])
    moved = [(clock, _by(clock, target)) for clock in clocks if (target := promise.target_for(clock))]
    if moved:
        writing.follow_many(actor, followed.register, moved, "rebase", str(promise.as_reason), followed.named)
    return clocks[-1].pk if len(clocks) == AT_ONCE else None


def _by(clock: Any, target: Any) -> dict[str, Any]:
    swap(clock, target, "rebase")
    return {"target": target, "calendar": clock.calendar, "events": clock.events}
