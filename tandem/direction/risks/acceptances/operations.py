"""What an acceptance writes on its risk."""

from typing import Any

from tandem.direction.risks.models import Risk
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def mark_accepted(actor: Actor, acceptance: Any) -> None:
    """The risk carries the level accepted and until when."""
    accepted = {"state": "accepted", "accepted_level": acceptance.level, "accepted_until": acceptance.until}
    risk = Risk.objects.get(pk=acceptance.risk_id)
    writing.follow(actor, declared_for(Risk), risk, accepted, "accepted", acceptance.reference)
