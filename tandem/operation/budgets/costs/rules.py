"""What is booked: never below nothing, in a currency that is said, and standing once it was reported."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.operation.budgets.arithmetic import LARGEST, NOTHING, converted

OVER = ("closed", "withdrawn")


def derive_cost(cost: Any, before: Any, actor: Actor) -> None:
    """It counts in the currency of its budget, which is its own unless another is said; a credit counts against."""
    budget = cost.line.budget
    cost.budget_id, cost.budget_currency = budget.pk, budget.currency
    cost.currency = cost.currency or budget.currency
    rate = Decimal(1) if cost.currency == budget.currency else cost.rate
    worth = NOTHING if cost.amount is None or rate is None else converted(cost.amount, rate)
    cost.value = -worth if cost.kind == "credit" else worth


def check_cost(cost: Any, before: Any, today: date) -> Mapping[str, str]:
    """An amount above nothing, of a day in the period that has come, on a line of a budget that is not closed."""
    if before is not None and before.line.budget_id != cost.line.budget_id:
        return {"line": _("It stays with its budget; book it back as a credit, and anew on the other one.")}
    return {**_line_problems(cost), **_amount_problems(cost), **_day_problems(cost, today)}


def _line_problems(cost: Any) -> dict[str, str]:
    if cost.line.state == "dropped":
        return {"line": _("This line was dropped.")}
    if cost.line.budget.state in OVER:
        return {"line": _("This budget is closed.")}
    return {}


def _amount_problems(cost: Any) -> dict[str, str]:
    if cost.amount is None:
        return {}
    problems = {}
    if cost.amount < 0:
        problems["amount"] = _("An amount is never below nothing; what came back is a credit, with its reason.")
    elif cost.amount == 0:
        problems["amount"] = _("Write the amount.")
    elif cost.amount > LARGEST or abs(cost.value) > LARGEST:
        problems["amount"] = _("This is more than any budget holds; look at amount and rate.")
    if cost.kind == "credit" and not cost.reason.strip():
        problems["reason"] = _("Say why it came back.")
    return problems | _rate_problems(cost)


def _rate_problems(cost: Any) -> dict[str, str]:
    words = {"currency": cost.currency, "budget": cost.budget_currency}
    if cost.currency == cost.budget_currency:
        text = _("Amount and budget are both in %(budget)s; leave the rate empty.") % words
        return {} if cost.rate is None or cost.rate == 1 else {"rate": text}
    if cost.rate is None:
        text = _("The budget is in %(budget)s: say how much of it one %(currency)s was worth.") % words
        return {"rate": text}
    return {} if cost.rate > 0 else {"rate": _("A rate is above nothing.")}


def _day_problems(cost: Any, today: date) -> dict[str, str]:
    budget = cost.line.budget
    if cost.booked_on is None:
        return {}
    if cost.booked_on > today:
        return {"booked_on": _("Book it once the day has come.")}
    if not budget.period_start <= cost.booked_on <= budget.period_end:
        words = {"start": locales.day(budget.period_start), "end": locales.day(budget.period_end)}
        return {"booked_on": _("The budget is for %(start)s to %(end)s.") % words}
    return {}


def locked(cost: Any) -> str | None:
    """What was reported stands; it is put right by another entry."""
    if cost.line.budget.state in OVER:
        return _("The budget is closed.")
    reported = cost.line.budget.comparisons.filter(state="reported", as_of__gte=cost.booked_on)
    if reported.filter(created_at__gte=cost.created_at).exists():
        return _("It was reported already; book a credit, and the right amount anew.")
    return None
