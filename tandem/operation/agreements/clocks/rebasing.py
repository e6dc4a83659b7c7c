"""Open clocks of an agreement count by another of its versions, some at a time, so that no other write waits long."""

from collections import defaultdict
from typing import Any, Final

from django.db.models import F

from tandem.ground.kernel import jobs, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.clocks import operations as incidents
from tandem.operation.agreements.clocks.models import IncidentClock
from tandem.operation.agreements.clocks.rules import pick, swap
from tandem.operation.agreements.request_clocks import operations as requests
from tandem.operation.agreements.request_clocks.models import RequestClock
from tandem.operation.agreements.targets.models import ServiceTarget

JOB = "service-clocks-rebase"
READ = ("organization", "target", "events")
AT_ONCE = 200  # clocks that one transaction moves
OF_TICKETS: Final = {"incident": (IncidentClock, incidents.named), "request": (RequestClock, requests.named)}


def rebase_all(actor: Actor, version: Any) -> None:
    """Afterwards: every open clock of the agreement counts by this version, as if it always had.

    The first of them at once, the others by the worker.
    """
    for ticket in OF_TICKETS:
        last = rebase_some(as_tandem(actor), version, 0, ticket)
        if last is not None:
            arguments = {"version": version.pk, "after": last, "ticket": ticket}
            jobs.ask(JOB, organization_id=actor.organization_id, arguments=arguments)


def rebase_some(actor: Actor, version: Any, after: int, ticket: str = "incident") -> int | None:
    """Let the next clocks after one count by a version; the last of them, or None when none is left."""
    model, named = OF_TICKETS[ticket]
    known = model.objects.open().filter(target__agreement_version__agreement_id=version.agreement_id)
    waiting = known.exclude(target__agreement_version_id=version.pk).filter(pk__gt=after)
    waiting = waiting.only(*READ, ticket).annotate(priority=F(f"{ticket}__priority")).prefetch_related("target")
    clocks = list(waiting.order_by("pk")[:AT_ONCE])
    promises = _promises(version)
    moved = [(clock, _by(clock, target)) for clock in clocks if (target := _promised(clock, promises))]
    if moved:
        register = declared_for(model)
        writing.follow_many(actor, register, moved, "rebase", f"By version {version.number}", named())
    return clocks[-1].pk if len(clocks) == AT_ONCE else None


def _promises(version: Any) -> dict[tuple[int, str], list[Any]]:
    """What a version promises, by service and kind."""
    promises = defaultdict(list)
    of_version = ServiceTarget.objects.filter(agreement_version_id=version.pk)
    for target in of_version.select_related("agreement_version__calendar"):
        promises[target.service_id, target.kind].append(target)
    return promises


def _promised(clock: Any, promises: dict[tuple[int, str], list[Any]]) -> Any:
    return pick(promises.get((clock.target.service_id, clock.target.kind), []), clock.priority)


def _by(clock: Any, target: Any) -> dict[str, Any]:
    swap(clock, target, "rebase")
    return {"target": target, "calendar": clock.calendar, "events": clock.events}
