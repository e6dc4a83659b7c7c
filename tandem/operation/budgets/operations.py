"""Comparisons that are drawn from a budget."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.budgets.comparisons.models import BudgetComparison


def compare(actor: Actor, budget: Any) -> None:
    """Afterwards: a comparison of today, or of the last day of a period that is over."""
    values = {"budget": budget, "as_of": min(actor.today, budget.period_end)}
    writing.create(actor, declared_for(BudgetComparison), values)
