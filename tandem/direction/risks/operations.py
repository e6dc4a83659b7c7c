"""Writes that touch a risk together with its method or its acceptance."""

from typing import Any

from tandem.direction.risks.models import Risk, RiskMethod
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def put_in_force(actor: Actor, method: Any) -> None:
    """A newly approved method supersedes the one before."""
    for earlier in RiskMethod.objects.filter(state="approved").exclude(pk=method.pk):
        writing.follow(
            actor, declared_for(RiskMethod), earlier, {"state": "superseded"}, "superseded", method.reference
        )


def mark_accepted(actor: Actor, acceptance: Any) -> None:
    """The risk carries the level accepted and until when."""
    accepted = {"state": "accepted", "accepted_level": acceptance.level, "accepted_until": acceptance.until}
    risk = Risk.objects.get(pk=acceptance.risk_id)
    writing.follow(actor, declared_for(Risk), risk, accepted, "accepted", acceptance.reference)
