"""A decision becomes an action, and is done when the action is."""

from typing import Any

from tandem.evaluation.reviews.decisions.models import ReviewDecision
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.asking import ask, open_action
from tandem.ground.kernel.registers import declared_for

SETTLES = {"done": "done", "dropped": "dropped"}


def ask_for_it(actor: Actor, decision: Any) -> None:
    """What is to be done waits as an action for who is to do it."""
    if decision.state != "open":
        return
    register = declared_for(ReviewDecision)
    ask(
        as_tandem(actor),
        register,
        decision.reference,
        decision.owner,
        decision.title,
        due=decision.due,
        details=decision.details,
        reason=decision.review.reference,
    )


def follow_action(actor: Actor, action: Any, before: Any) -> None:
    """When the action of a decision is done or dropped, so is the decision."""
    register = declared_for(ReviewDecision)
    if action is None or action.source_register != register.key or action.state not in SETTLES:
        return
    decision = ReviewDecision.objects.filter(reference=action.source_reference, state="open").first()
    if decision is not None:
        values = {"state": SETTLES[action.state], "done_on": actor.today}
        writing.follow(actor, register, decision, values, SETTLES[action.state], action.reference)


def settle_action(actor: Actor, decision: Any) -> None:
    """When a decision is done or dropped, so is its action."""
    action = open_action(declared_for(ReviewDecision).key, decision.reference, decision.owner_id)
    if action is not None:
        writing.follow(actor, declared_for(Action), action, {"state": decision.state}, decision.state)
