"""The lines of the queue: how long each ticket has been open, as words and as a part of the time that is usual."""

from typing import Any

from django.db.models import QuerySet

from tandem.faces.web.ticket import length
from tandem.ground.kernel import clock
from tandem.ground.kernel.registers import Register

COLUMNS = ("reference", "title", "priority", "state", "assignee__name", "opened_at", "service__title", "reported_by")
PENDING = "pending"
LONG_AGO = {1: 4 * 3_600, 2: 8 * 3_600, 3: 3 * 86_400, 4: 7 * 86_400, 5: 30 * 86_400}
PRESSING = 3  # what the usual time is divided by: in the last part of it a ticket presses


def rows(register: Register, tickets: "QuerySet[Any]") -> list[dict[str, Any]]:
    """The lines of these tickets, in their order."""
    return [_row(register, values) for values in tickets.values(*COLUMNS)]


def _row(register: Register, values: dict[str, Any]) -> dict[str, Any]:
    seconds = (clock.now() - values["opened_at"]).total_seconds()
    used = min(seconds / LONG_AGO[values["priority"]], 1)
    is_waiting = values["state"] == PENDING
    state = register.workflow.state(values["state"])  # type: ignore[union-attr]
    return values | {
        "age": length(seconds),
        "used": round(100 * used),
        "tone": "quiet" if is_waiting else _tone(used),
        "word": state.label,
        "state_tone": state.tone,
        "priority_word": dict(register.field("priority").flatchoices)[values["priority"]],
        "is_waiting": is_waiting,
        "whom": values["assignee__name"],
    }


def _tone(used: float) -> str:
    if used >= 1:
        return "bad"
    return "waiting" if used >= 1 - 1 / PRESSING else "active"
