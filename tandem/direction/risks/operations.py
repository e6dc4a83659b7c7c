"""Writes that touch a risk together with its method, its measures or its acceptance, and what is taken over."""

from typing import Any

from tandem.direction.risks.models import Risk
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for

AGAIN = "to be assessed again"


def call_again(actor: Actor, risk: Any, reference: str) -> None:
    """A risk is to be assessed again today, because of what bears this reference; one that came true is open again."""
    writing.follow(actor, declared_for(Risk), risk, due_again(actor, risk), AGAIN, reference)


def due_again(actor: Actor, risk: Any) -> dict[str, Any]:
    """What a risk is that has to be assessed again today."""
    due: dict[str, Any] = {"next_review": min(risk.next_review or actor.today, actor.today)}
    if risk.state == "closed":
        due["state"] = "identified" if risk.level is None else "assessed"
    return due
