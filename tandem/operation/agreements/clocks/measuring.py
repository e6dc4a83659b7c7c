"""Results of a month, from the clocks that stopped in it or should have."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.clocks.kinds import FOLLOWED
from tandem.operation.agreements.process_targets.models import ProcessTarget
from tandem.operation.agreements.results.models import ServiceResult
from tandem.operation.agreements.results.rules import share
from tandem.operation.agreements.targets.models import ServiceTarget
from tandem.operation.agreements.versions.models import WORDED

DAYS_TO_ACT = 30


def measure_last_month(actor: Actor) -> int:
    """Enter the result of last month for every target promised in it whose clocks count; how many were entered.

    A result that was entered already is left as it is.
    """
    begin, end = last_month(actor.today)
    return measure(actor, begin, end) + measure_processes(actor, begin, end)


def last_month(today: date) -> tuple[date, date]:
    """The first and the last day of the month before."""
    end = today.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def measure(actor: Actor, begin: date, end: date) -> int:
    """The same for any period of whole days."""
    register, entered = declared_for(ServiceResult), 0
    unmeasured = ServiceTarget.objects.clocked().exclude(results__period_start=begin)
    promised = set(unmeasured.promised_in(begin, end).values_list("pk", flat=True))
    for target in unmeasured.filter(agreement_version__state__in=WORDED).order_by("pk"):
        counted, within = counts(actor, target, begin, end)
        if counted or target.pk in promised:  # tickets under way kept an earlier wording
            values = {"target": target, "period_start": begin, "period_end": end, "counted": counted, "within": within}
            writing.create(actor, register, values)
            entered += 1
    return entered


def measure_processes(actor: Actor, begin: date, end: date) -> int:
    """Note how every target of a process was kept that had cases in the period and was not measured yet; how many."""
    unmeasured = ProcessTarget.objects.exclude(state="proposed").exclude(measured_until__gte=end)
    measured = [(target, *counts(actor, target, begin, end)) for target in unmeasured.order_by("pk")]
    happened = [(target, counted, within) for target, counted, within in measured if counted]
    for target, counted, within in happened:
        values = {"measured_until": end, "counted": counted, "within": within, "achieved": share(within, counted)}
        noted = writing.follow(actor, declared_for(ProcessTarget), target, values, "measured")
        if noted.is_missed:
            ask(actor, noted)
    return len(happened)


def ask(actor: Actor, target: Any) -> None:
    """Ask whoever answers for a target of a process, or for the agreement, to improve what led to missing it."""
    register, agreement = declared_for(ProcessTarget), target.agreement
    action = asking.ask(
        as_tandem(actor),
        register,
        target.reference,
        target.owner_id or (agreement.owner_id if agreement is not None else None),
        _("Missed target: %(title)s") % {"title": target.title},
        due=actor.today + timedelta(days=DAYS_TO_ACT),
        details=_("%(achieved)s %% instead of %(share)s %%: find out why, and improve what led to it.")
        % {"achieved": target.achieved, "share": target.share},
    )
    if action.pk != target.action_id:
        writing.follow(actor, register, target, {"action": action}, "asked about")


def counts(actor: Actor, target: Any, begin: date, end: date) -> tuple[int, int]:
    """How many cases came to their end or to their deadline in a period, and how many of them in time."""
    first = datetime.combine(begin, time(), actor.zone)
    last = datetime.combine(end + timedelta(days=1), time(), actor.zone)
    stopped = Q(state__in=("met", "missed"), stopped_at__gte=first, stopped_at__lt=last)
    late = Q(state="late", due_at__gte=first, due_at__lt=last)
    model = next(followed.model for followed in FOLLOWED.values() if target.kind in followed.model.kinds)
    clocks = model.objects.filter(target=target)
    return clocks.filter(stopped | late).count(), clocks.filter(stopped, state="met").count()
