"""Writes that follow from a nonconformity."""

from typing import Any

from tandem.direction.risks.operations import call_again
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem


def risk_named(actor: Actor, nonconformity: Any) -> None:
    """The risk that a nonconformity names is to be assessed again; old ones that are imported ask for nothing."""
    if nonconformity.risk_id and actor.through != "import":
        call_again(as_tandem(actor), nonconformity.risk, nonconformity.reference)


def risk_changed(actor: Actor, nonconformity: Any, before: Any) -> None:
    """The same when the risk is named later."""
    if nonconformity.risk_id != before.risk_id:
        risk_named(actor, nonconformity)
