"""Writes that touch a version together with the one before it."""

from typing import Any

from tandem.direction.losses.models import LossEstimate
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def put_in_place(actor: Actor, estimate: Any) -> None:
    """A newly agreed estimate supersedes the one before of the same risk, which stays readable."""
    _supersede(actor, LossEstimate.objects.agreed().filter(risk=estimate.risk_id), estimate)


def put_in_force(actor: Actor, approved: Any) -> None:
    """A newly approved version supersedes the one before."""
    _supersede(actor, type(approved).objects.filter(state="approved"), approved)


def _supersede(actor: Actor, earlier: Any, newest: Any) -> None:
    for one in earlier.exclude(pk=newest.pk):
        register = declared_for(type(one))
        writing.follow(actor, register, one, {"state": "superseded"}, "superseded", newest.reference)
