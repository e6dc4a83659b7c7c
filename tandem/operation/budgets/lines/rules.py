"""What a line of a budget needs, and that it stands once the budget is in force."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.budgets.arithmetic import LARGEST


def derive_line(line: Any, before: Any, actor: Actor) -> None:
    """A line is in the currency of its budget."""
    line.currency = line.budget.currency


def check_line(line: Any, before: Any, today: date) -> Mapping[str, str]:
    """Something is planned on a draft, for one service or for several by a key."""
    if before is not None and before.budget_id != line.budget_id:
        return {"budget": _("A line stays with its budget.")}
    if before is None and (problem := locked(line)):
        return {"budget": problem}
    problems = {}
    if line.planned is not None and line.planned <= 0:
        problems["planned"] = _("Plan an amount above nothing; what comes back is booked as a credit.")
    if line.forecast is not None and line.forecast < 0:
        problems["forecast"] = _("A cost is not expected below nothing; what comes back is booked as a credit.")
    for name in ("planned", "forecast"):
        if (getattr(line, name) or 0) > LARGEST:
            problems[name] = _("This is more than any budget holds.")
    if line.service_id is not None and line.shared_by:
        problems["shared_by"] = _("It is for one service; leave empty by what it is shared, or the service.")
    if before is not None and line.service_id is not None and line.shares.filter(state="counts").exists():
        problems["service"] = _("Several services share it; drop their shares first.")
    return problems


def locked(line: Any) -> str | None:
    """The plan stands while its budget is in force, and afterwards."""
    if line.budget.state == "draft":
        return None
    return _("The budget is no draft; take it up again to change its plan.")


def may_expect(line: Any, actor: Actor) -> str | None:
    """Something else than planned is expected of a budget in force."""
    return None if line.budget.state == "approved" else _("The budget is not in force.")


def may_drop(line: Any, actor: Actor) -> str | None:
    """Only what is not yet approved and not spent on is dropped."""
    if problem := locked(line):
        return problem
    return _("Costs are booked on it.") if line.costs.exists() else None
