"""What conformity answers at the kernel's door: the result of every requirement, for audits and reviews."""

from collections.abc import Mapping

from tandem.ground.kernel.actor import Actor
from tandem.proof.conformity.engine import evaluate


def of_requirements(actor: Actor) -> Mapping[str, str]:
    """The result of each assessable requirement of the standards that the actor's organization works by, today."""
    return evaluate(actor.organization_id, today=actor.today, zone=actor.zone).results
