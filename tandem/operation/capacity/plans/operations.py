"""What follows once a plan is approved."""

from typing import Any

from tandem.ground.kernel.actor import Actor
from tandem.operation.capacity.plans.rules import APPROVAL


def put_in_force(actor: Actor, plan: Any) -> None:
    """Afterwards: the plan before is superseded."""
    APPROVAL.put_in_force(actor, plan)
