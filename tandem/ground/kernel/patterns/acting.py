"""Acting as Tandem: the one way in which rules and jobs write what people may not write themselves.

What follows from a person's write is the person's in the ledger, by name and number, with the rights of Tandem; what
happens by itself, because a day has come, is Tandem's.
"""

from dataclasses import replace
from typing import Any

from tandem.ground.kernel.actor import SYSTEM, Actor, system_actor

NAME = "Tandem"


def as_tandem(actor: Actor) -> Actor:
    """With the rights of Tandem, for what follows from this actor's write."""
    return replace(actor, role=SYSTEM)


def tandem(organization: Any, through: str = "job") -> Actor:
    """Tandem itself in one organization, for what happens by itself."""
    return system_actor(organization.pk, NAME, through, organization.zone)
