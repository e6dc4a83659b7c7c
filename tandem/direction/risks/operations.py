"""Writes that touch a risk together with its method or its acceptance."""

from typing import Any

from tandem.direction.risks.models import Risk, RiskMethod
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def put_in_force(actor: Actor, method: Any) -> None:
    """A newly approved method supersedes the one for the same domains; its risks are to be assessed again today."""
    for earlier in RiskMethod.objects.filter(state="approved").exclude(pk=method.pk):
        if set(earlier.domains) == set(method.domains):
            writing.follow(
                actor, declared_for(RiskMethod), earlier, {"state": "superseded"}, "superseded", method.reference
            )
            _call_again(actor, earlier, method.reference)


def _call_again(actor: Actor, earlier: Any, reference: str) -> None:
    for risk in Risk.objects.open().filter(method=earlier).exclude(level=None):
        call_again(actor, risk, reference)


def call_again(actor: Actor, risk: Any, reference: str) -> None:
    """A risk is to be assessed again today, because of what bears this reference; one that came true is open again."""
    due: dict[str, Any] = {"next_review": min(risk.next_review or actor.today, actor.today)}
    if risk.state == "closed":
        due["state"] = "identified" if risk.level is None else "assessed"
    writing.follow(actor, declared_for(Risk), risk, due, "to be assessed again", reference)


def mark_accepted(actor: Actor, acceptance: Any) -> None:
    """The risk carries the level accepted and until when."""
    accepted = {"state": "accepted", "accepted_level": acceptance.level, "accepted_until": acceptance.until}
    risk = Risk.objects.get(pk=acceptance.risk_id)
    writing.follow(actor, declared_for(Risk), risk, accepted, "accepted", acceptance.reference)
