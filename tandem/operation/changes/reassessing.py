"""Which risks a change of security weight calls again, and when all of them were assessed (27001:2022 8.2)."""

from datetime import date, timedelta
from typing import Any

from tandem.direction.risks.models import Risk
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.changes.models import Change

STANDS = ("approved", "undecided", "decided", "made", "closed")
WITHIN = timedelta(days=30)  # as a risk that was just identified has


def derive(change: Any, today: date) -> None:
    """From the decision on, or from when it was made without one, its risks are to be assessed within a month."""
    is_called = change.state in STANDS and change.security_impact == "weighty" and change.concerns_security
    if is_called and change.risks_called_on is None:
        change.risks_called_on = change.decided_on or change.made_on or today
        change.reassess_by = change.risks_called_on + WITHIN


def assessed_since(change: Any) -> date | None:
    """The day on which the last of its risks was assessed since they were called; None while one is not.

    A risk that ended since has nothing left to assess.
    """
    risks = Risk.objects.filter(reference__in=change.risks).values_list("state", "assessed_on", "updated_at")
    days = [_seen(state, seen, moved, change.risks_called_on) for state, seen, moved in risks]
    return None if not days or None in days else max(day for day in days if day is not None)


def _seen(state: str, assessed_on: date | None, updated_at: Any, called_on: date) -> date | None:
    if assessed_on is not None and assessed_on >= called_on:
        return assessed_on
    return max(updated_at.date(), called_on) if state == "closed" else None


def follow_risk(actor: Actor, risk: Any, before: Any) -> None:
    """After a risk was written: changes that called it know when all of theirs were assessed."""
    if risk is None or (before is not None and (before.assessed_on, before.state) == (risk.assessed_on, risk.state)):
        return
    for change in Change.objects.calling_risks().order_by("pk"):
        if risk.reference in change.risks:
            note(actor, change)


def note(actor: Actor, change: Any) -> None:
    """Note on a change that all of its risks were assessed, once they were."""
    day = assessed_since(change) if change.reassess_by and change.reassessed_on is None else None
    if day is not None:
        values = {"reassessed_on": day}
        writing.follow(as_tandem(actor), declared_for(Change), change, values, "risks assessed again")
