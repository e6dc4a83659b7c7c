"""What a change asks of others as it goes on."""

from typing import Any

from tandem.ground.kernel.actor import Actor
from tandem.operation.changes import reassessing
from tandem.operation.changes.approvals import operations as approvals
from tandem.operation.changes.rules import RESTS_ON


def begun(actor: Actor, change: Any) -> None:
    """One that is weighed already when it comes in is decided by those who have to."""
    if change.state == "weighed":
        approvals.ask_anew(actor, change)
    reassessing.note(actor, change)


def changed(actor: Actor, change: Any, before: Any) -> None:
    """Once weighed, those who have to agree are asked; again when what they agree to is written anew."""
    if change.state == "weighed" and (before.state != "weighed" or _is_another(change, before)):
        approvals.ask_anew(actor, change)
    elif change.state in ("rejected", "undecided", "decided", "made") and change.state != before.state:
        approvals.lapse(actor, change, states=("asked",))


def _is_another(change: Any, before: Any) -> bool:
    names = (change._meta.get_field(name).attname for name in RESTS_ON)
    return any(getattr(change, name) != getattr(before, name) for name in names)
