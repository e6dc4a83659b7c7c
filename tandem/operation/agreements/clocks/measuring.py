"""Results of a month, from the clocks that stopped in it or should have."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.clocks.models import IncidentClock
from tandem.operation.agreements.request_clocks.models import RequestClock
from tandem.operation.agreements.results.models import ServiceResult
from tandem.operation.agreements.targets.models import ServiceTarget

COUNTED = (IncidentClock, RequestClock)


def measure_last_month(actor: Actor) -> int:
    """Enter the result of last month for every target in force whose clocks count; how many were entered.

    A result that was entered already is left as it is.
    """
    end = actor.today.replace(day=1) - timedelta(days=1)
    return measure(actor, end.replace(day=1), end)


def measure(actor: Actor, begin: date, end: date) -> int:
    """The same for any period of whole days."""
    register, entered = declared_for(ServiceResult), 0
    targets = ServiceTarget.objects.in_force().clocked()
    for target in targets.exclude(results__period_start=begin).select_related("agreement_version").order_by("pk"):
        if target.agreement_version.effective_from and target.agreement_version.effective_from > end:
            continue
        counted, within = counts(actor, target, begin, end)
        values = {"target": target, "period_start": begin, "period_end": end, "counted": counted, "within": within}
        writing.create(actor, register, values)
        entered += 1
    return entered


def counts(actor: Actor, target: Any, begin: date, end: date) -> tuple[int, int]:
    """How many cases came to their end or to their deadline in a period, and how many of them in time."""
    first = datetime.combine(begin, time(), actor.zone)
    last = datetime.combine(end + timedelta(days=1), time(), actor.zone)
    stopped = Q(state__in=("met", "missed"), stopped_at__gte=first, stopped_at__lt=last)
    late = Q(state="late", due_at__gte=first, due_at__lt=last)
    clocks = next(model for model in COUNTED if target.kind in model.kinds).objects.filter(target=target)
    return clocks.filter(stopped | late).count(), clocks.filter(stopped, state="met").count()
