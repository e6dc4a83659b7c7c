"""The day by which a complaint ends follows the clock of what was promised for it."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def promise_day(actor: Actor, clock: Any) -> None:
    """A new clock: it is due by then, unless another day was said."""
    _move_day(actor, clock, clock.complaint.usual_due)


def keep_day(actor: Actor, clock: Any, before: Any) -> None:
    """The clock counts otherwise: the day moves with it, unless another one was agreed by escalating."""
    _move_day(actor, clock, before.due_on)


def _move_day(actor: Actor, clock: Any, was: Any) -> None:
    complaint, day = clock.complaint, clock.due_on
    if clock.kind == "closing" and day is not None and day != was and complaint.due == was:
        noted = writing.follow(actor, declared_for(type(complaint)), complaint, {"due": day}, "promised")
        complaint.due, complaint.version, complaint.updated_at = day, noted.version, noted.updated_at
