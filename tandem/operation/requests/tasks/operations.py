"""What follows from a task that is done."""

from typing import Any

from tandem.ground.kernel.actor import Actor
from tandem.operation.requests import operations


def go_on(actor: Actor, task: Any) -> None:
    """Begin the tasks of the next position."""
    operations.begin_next_tasks(actor, task.request)
