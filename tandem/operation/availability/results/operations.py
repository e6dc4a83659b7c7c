"""Counting a month, and counting again what an outage touches."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.availability.results.models import AvailabilityResult

TARGETS, RESULTS = "service-targets", "service-results"


def promised(first: date, last: date) -> Any:
    """Targets of availability in the wording that each agreement had at the end of a period."""
    register = registers.find(TARGETS)
    if register is None:
        return AvailabilityResult.objects.none()
    targets = register.model.objects.promised_in(first, last).filter(kind="availability")
    named = ("service", "agreement_version__agreement__customer", "agreement_version__calendar")
    return targets.select_related(*named).order_by("service__title", "pk")


def measure_last_month(actor: Actor) -> int:
    """Count last month for every target of availability promised in it; how many were counted."""
    end = actor.today.replace(day=1) - timedelta(days=1)
    return measure(actor, end.replace(day=1), end)


def measure(actor: Actor, begin: date, end: date) -> int:
    """The same for any period of whole days; what was counted already is left as it is."""
    counted = 0
    for target in promised(begin, end).exclude(availability_results__period_start=begin):
        values = {"target": target, "period_start": begin, "period_end": end}
        writing.create(actor, declared_for(AvailabilityResult), values)
        counted += 1
    return counted


def reckon_with(actor: Actor, outage: Any) -> None:
    """A new outage: what was counted already of its time is counted again."""
    _reckon(actor, outage, [outage])


def reckon_again(actor: Actor, outage: Any, before: Any) -> None:
    """An outage that changed: the time it had and the time it has are counted again."""
    names = ("service_id", "customer_id", "started_at", "ended_at", "is_planned", "state", "title")
    if any(getattr(outage, name) != getattr(before, name) for name in names):
        _reckon(actor, outage, [outage, before])


def _reckon(actor: Actor, outage: Any, stands: list[Any]) -> None:
    touched = Q(pk__in=[])
    for stand in stands:
        begun = Q(period_end__gte=stand.started_at.date() - timedelta(days=1))
        over = Q(period_start__lte=stand.ended_at.date() + timedelta(days=1)) if stand.ended_at else Q()
        touched |= Q(service_id=stand.service_id) & begun & over
    register = declared_for(AvailabilityResult)
    known = AvailabilityResult.objects.filter(touched).select_related("target__agreement_version__agreement")
    for result in known.order_by("pk"):
        writing.follow(as_tandem(actor), register, result, {}, "counted again", outage.reference)


def note(actor: Actor, result: Any) -> None:
    """The target has its result: what was missed is asked about there."""
    register = registers.find(RESULTS)
    if register is None or _noted(register, result) is not None:
        return
    values = {
        "target": result.target,
        "period_start": result.period_start,
        "period_end": result.period_end,
        "achieved": result.achieved,
        "explanation": explanation(result),
    }
    writing.create(as_tandem(actor), register, values)


def note_again(actor: Actor, result: Any, before: Any) -> None:
    """The result of the target follows what was counted, unless it was entered otherwise."""
    register = registers.find(RESULTS)
    if register is None or result.achieved == before.achieved:
        return
    noted = _noted(register, result)
    if noted is not None and noted.achieved == before.achieved and noted.state == "measured":
        values = {"achieved": result.achieved, "explanation": explanation(result)}
        writing.follow(as_tandem(actor), register, noted, values, "counted again", result.reference)


def _noted(register: registers.Register, result: Any) -> Any:
    return register.model.objects.filter(target=result.target_id, period_start=result.period_start).first()


def explanation(result: Any) -> str:
    """The outages that counted, in a sentence."""
    counted = [f"{line['reference']} {line['title']}" for line in result.lines if line["counted"]]
    return _("Outages: %(outages)s.") % {"outages": "; ".join(counted)} if counted else ""
