"""What a comparison keeps of its day, and when a variance needs its reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking
from tandem.operation.budgets import figures
from tandem.operation.budgets.arithmetic import Figures


def derive_comparison(comparison: Any, before: Any, actor: Actor) -> None:
    """The figures are those of its day as they were known when it was drawn."""
    if before is not None or comparison.as_of is None:
        return
    budget = comparison.budget
    lines = figures.lines_of(budget, comparison.as_of)
    whole = figures.total_of(budget, lines)
    comparison.title = f"{budget.title}, {locales.day(comparison.as_of)}"[:200]
    comparison.owner_id = comparison.owner_id or budget.owner_id
    comparison.currency, comparison.variance_percent = whole.currency, whole.variance_percent
    for name in ("planned", "planned_by_now", "actual", "forecast", "variance"):
        setattr(comparison, name, getattr(whole, name))
    shares = figures.by_service(budget.currency, lines)
    comparison.by_service = [_kept(service, part) for service, part in shares.items()]
    comparison.is_beyond = is_beyond(budget.tolerance, (whole, *shares.values()))


def _kept(service: Any, part: Figures) -> dict[str, str]:
    names = ("planned", "planned_by_now", "actual", "forecast", "variance")
    return {"service": service.reference, "title": service.title} | {name: str(getattr(part, name)) for name in names}


def is_beyond(tolerance: int, parts: tuple[Figures, ...]) -> bool:
    """Whether the whole or any service differs from its plan by more than so many percent, now or at the end."""
    return any(
        abs(variance) * 100 > tolerance * planned
        for part in parts
        for variance, planned in ((part.variance, part.planned), (part.variance_by_now, part.planned_by_now))
    )


def check_comparison(comparison: Any, before: Any, today: date) -> Mapping[str, str]:
    """A day of the period that has come, of a budget in force; it keeps its budget and its day."""
    if before is not None:
        kept = (before.budget_id, before.as_of) == (comparison.budget_id, comparison.as_of)
        return {} if kept else {"as_of": _("It keeps the figures of its day; draw another one.")}
    budget = comparison.budget
    if budget.state != "approved":
        return {"budget": _("What is compared is a budget in force.")}
    if comparison.as_of is None:
        return {}
    if comparison.as_of > today:
        return {"as_of": _("Compare it once the day has come.")}
    if not budget.period_start <= comparison.as_of <= budget.period_end:
        words = {"start": locales.day(budget.period_start), "end": locales.day(budget.period_end)}
        return {"as_of": _("The budget is for %(start)s to %(end)s.") % words}
    return {}


def may_report(comparison: Any, actor: Actor) -> "str | Lacking | None":
    """A variance beyond the tolerance is reported with what follows from it."""
    if comparison.is_beyond and not comparison.measures.strip():
        return Lacking(("measures",), _("It differs by more than the tolerance; say what follows."))
    return None


def report(comparison: Any, actor: Actor) -> None:
    """Note when."""
    comparison.reported_on = comparison.reported_on or actor.today


def locked(comparison: Any) -> str | None:
    """What was reported stands."""
    return _("It was reported; draw another one.") if comparison.state == "reported" else None
