"""Writing the next version of a calendar."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.calendars.models import Calendar


def draft_next(actor: Actor, calendar: Any) -> None:
    """Afterwards: a draft that says the same; it gets the next number."""
    register = declared_for(Calendar)
    values = {name: getattr(calendar, name) for name in register.writable if name != "owner"}
    writing.create(actor, register, values | {"owner": calendar.owner_id})
