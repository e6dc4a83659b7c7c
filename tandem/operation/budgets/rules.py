"""When a budget comes into force and when it is held against what was spent (20000-1:2018 8.4.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.apart import WROTE
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.ledger.models import Entry

LONGEST_DAYS = 1_100  # three years and some days
APPROVAL = Approved(superseded="")
COMPARED = Reviewed(
    while_in=("approved",),
    months="compare_months",
    last="last_compared",
    next="next_comparison",
    since=("approved_on",),
)
STANDS = Fixed(
    states=("approved", "closed"),
    fields=("title", "period_start", "period_end", "currency", "assumptions", "tolerance"),
    why=gettext_lazy("It is in force as it was approved; take it up again to change it."),
)


def check_budget(budget: Any, before: Any, today: date) -> Mapping[str, str]:
    """A period that ends after it begins, compared again and again, in one currency for all its lines."""
    problems = {}
    if budget.period_start is None or budget.period_end is None:
        return {}
    if budget.period_end < budget.period_start:
        problems["period_end"] = _("A period cannot end before it begins.")
    elif (budget.period_end - budget.period_start).days > LONGEST_DAYS:
        problems["period_end"] = _("A budget is for three years at most; write one for each period.")
    if not budget.compare_months:
        problems["compare_months"] = _("Say after how many months it is compared again: one at least.")
    if before is not None and before.currency != budget.currency and budget.lines.exists():
        problems["currency"] = _("Its lines are in %(currency)s; amounts are not turned into another currency.") % {
            "currency": before.currency
        }
    return problems


def may_approve(budget: Any, actor: Actor) -> str | None:
    """What comes into force has lines, each for a service or shared by a key, planned by somebody else."""
    lines = list(budget.lines.exclude(state="dropped").order_by("pk"))
    if not lines:
        return _("Write first what is planned.")
    for problem in map(_unallocated, lines):
        if problem:
            return problem
    if actor.user_id is not None and _planned_by(actor, lines):
        return _("Somebody other than you has to take this step; you planned lines of it.")
    return None


def _unallocated(line: Any) -> str | None:
    """Why a line is for no service yet."""
    if line.service_id is None and not line.shares.filter(state="counts").exists():
        return _("%(line)s: name its service, or the shares of services in it.") % {"line": line.title}
    return None


def _planned_by(actor: Actor, lines: list[Any]) -> bool:
    """Whether an actor wrote any of these lines, as the ledger says."""
    written = Entry.objects.filter(
        organization_id=actor.organization_id,
        register="budget-lines",
        record_id__in=[line.pk for line in lines],
        actor_id=actor.user_id,
        action__in=WROTE,
    )
    return written.exists()


def take_up(budget: Any, actor: Actor) -> None:
    """What was approved is approved no longer."""
    budget.approved_by_id, budget.approved_on = None, None


def may_close(budget: Any, actor: Actor) -> str | None:
    """A budget closes once its period is over and its end was reported."""
    if budget.period_end >= actor.today:
        return _("Its period is not over yet.")
    if not budget.comparisons.filter(state="reported", as_of__gte=budget.period_end).exists():
        return _("Compare and report it up to its last day first.")
    return None


def may_withdraw(budget: Any, actor: Actor) -> str | None:
    """What was spent on stays."""
    return _("Costs are booked on it; close it instead.") if budget.costs.exists() else None
