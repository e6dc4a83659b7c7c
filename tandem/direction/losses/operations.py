"""Writes that touch a version together with the one before it."""

from typing import Any

from tandem.direction.losses.rules import AGREEMENT, APPROVAL
from tandem.ground.kernel.actor import Actor


def put_in_place(actor: Actor, estimate: Any) -> None:
    """A newly agreed estimate supersedes the one before of the same risk, which stays readable."""
    AGREEMENT.put_in_force(actor, estimate)


def put_in_force(actor: Actor, approved: Any) -> None:
    """A newly approved version supersedes the one before."""
    APPROVAL.put_in_force(actor, approved)
