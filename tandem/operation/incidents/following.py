"""What follows the writes of an incident, in its order."""

from typing import Any

from tandem.ground.kernel.actor import Actor
from tandem.operation.incidents import splitting
from tandem.operation.incidents.majors import operations as majors
from tandem.operation.incidents.notifications import operations as notifications
from tandem.operation.incidents.steps import rules as steps
from tandem.operation.incidents.watchers import operations as watchers


def created(actor: Actor, incident: Any) -> None:
    """A new incident has its clocks, its declaration and its checklist, and says what it was split from."""
    notifications.start_clocks(actor, incident)
    majors.follow_incident(actor, incident, None)
    steps.begin(actor, incident)
    splitting.note_split(actor, incident)


def changed(actor: Actor, incident: Any, before: Any) -> None:
    """Clocks, the declaration and those who watch follow."""
    notifications.follow_clocks(actor, incident, before)
    majors.follow_incident(actor, incident, before)
    watchers.follow_incident(actor, incident, before)
