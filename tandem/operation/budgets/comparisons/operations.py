"""What follows once a comparison is reported."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.budgets.models import Budget


def note(actor: Actor, comparison: Any) -> None:
    """Afterwards: the next one is due an interval after the day on which this one was reported."""
    budget, day = comparison.budget, comparison.reported_on
    if budget.last_compared is None or budget.last_compared < day:
        values = {"last_compared": day, "next_comparison": None}
        writing.follow(actor, declared_for(Budget), budget, values, "compared", comparison.reference)
