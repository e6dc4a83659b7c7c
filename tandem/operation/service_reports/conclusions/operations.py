"""A conclusion becomes an action."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.service_reports.conclusions.models import ReportConclusion


def ask(actor: Actor, conclusion: Any) -> None:
    """Ask whoever the conclusion names to do it."""
    if conclusion.kind != "act":
        return
    register, hand = declared_for(ReportConclusion), as_tandem(actor)
    action = asking.ask(
        hand,
        register,
        conclusion.reference,
        conclusion.owner_id,
        conclusion.title,
        due=conclusion.due,
        details=conclusion.reason,
    )
    writing.follow(hand, register, conclusion, {"action": action}, "asked about")


def ask_now(actor: Actor, conclusion: Any, before: Any) -> None:
    """What was to be left and is done after all becomes an action."""
    if before.kind != conclusion.kind and conclusion.action_id is None:
        ask(actor, conclusion)
