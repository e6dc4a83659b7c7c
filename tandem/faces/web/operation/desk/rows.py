"""The lines of the queue: the time left of what is promised, or how long a ticket is open where nothing is."""

from datetime import datetime
from heapq import nsmallest
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tandem.faces.web.operation.tickets import clocks
from tandem.faces.web.operation.tickets.clocks import Running
from tandem.faces.web.operation.tickets.lengths import length
from tandem.ground.kernel import clock
from tandem.ground.kernel.registers import Register
from tandem.operation.agreements.clocks.models import IncidentClock

COLUMNS = (
    "pk",
    "reference",
    "title",
    "priority",
    "state",
    "assignee__name",
    "opened_at",
    "service__title",
    "reported_by",
)
PENDING = "pending"
LONG_AGO = {1: 4 * 3_600, 2: 8 * 3_600, 3: 3 * 86_400, 4: 7 * 86_400, 5: 30 * 86_400}
PRESSING = 3  # what the usual time is divided by: in the last part of it a ticket presses


def pressing(tickets: "QuerySet[Any]", most: int) -> "QuerySet[Any]":
    """The first tickets: what nobody has, then by time left; what nothing is promised for after, by how it presses."""
    dues = _dues()
    open_now = tickets.order_by().values_list("pk", "assignee_id", "priority", "opened_at")

    def place(row: tuple[Any, ...]) -> tuple[Any, ...]:
        due = dues.get(row[0])
        return row[1] is not None, due is None, due or row[3], row[2], row[3]

    return tickets.filter(pk__in=[row[0] for row in nsmallest(most, open_now, key=place)])


def _dues() -> dict[int, datetime]:
    """By incident, when the first of its clocks that have not stopped is due.

    Grouped here: asked to group, SQLite takes the index of the incidents and reads every clock that there ever was.
    """
    dues: dict[int, datetime] = {}
    for incident, due in IncidentClock.objects.open().order_by().values_list("incident_id", "due_at"):
        if due is not None and due <= dues.get(incident, due):
            dues[incident] = due
    return dues


def rows(register: Register, tickets: "QuerySet[Any]") -> list[dict[str, Any]]:
    """The lines of these tickets, those whose time runs out first before the others."""
    values = list(tickets.order_by("pk").values(*COLUMNS))
    running = _running([row["pk"] for row in values])
    return sorted((_row(register, row, first_due(running.get(row["pk"], []))) for row in values), key=_pressing)


def first_due(running: list[Running]) -> Running | None:
    """Of the clocks of one incident that which is due first."""
    due = [each for each in running if each.due is not None]
    return min(due, key=lambda each: each.due or clock.now()) if due else next(iter(running), None)


def _running(incidents: list[int]) -> dict[int, list[Running]]:
    """By incident, the clocks that run for it."""
    running: dict[int, list[Running]] = {}
    calendars: dict[int, Any] = {}  # one of each, which reads its hours once
    kept = IncidentClock.objects.open().filter(incident_id__in=incidents).select_related("target", "calendar")
    for each in kept.order_by("pk"):
        if each.calendar is not None and each.events:
            each.calendar = calendars.setdefault(each.calendar_id, each.calendar)
            running.setdefault(each.incident_id, []).append(clocks.read(each))
    return running


def _pressing(row: dict[str, Any]) -> tuple[bool, datetime, int]:
    due: datetime | None = row["due"]
    return due is None, due or row["opened_at"], row["priority"]


def _row(register: Register, values: dict[str, Any], running: Running | None) -> dict[str, Any]:
    state = register.workflow.state(values["state"])  # type: ignore[union-attr]
    return {
        **values,
        **(_open(values) if running is None else _promised(running)),
        "word": state.label,
        "state_tone": state.tone,
        "priority_word": dict(register.field("priority").flatchoices)[values["priority"]],
        "is_waiting": values["state"] == PENDING,
        "whom": values["assignee__name"],
    }


def _open(values: dict[str, Any]) -> dict[str, Any]:
    """How long a ticket is open that nothing is promised for."""
    seconds = (clock.now() - values["opened_at"]).total_seconds()
    used = min(seconds / LONG_AGO[values["priority"]], 1)
    tone = "quiet" if values["state"] == PENDING else _tone(used)
    return {
        "left": _("open for %(age)s") % {"age": length(seconds)},
        "used": round(100 * used),
        "tone": tone,
        "due": None,
    }


def _promised(running: Running) -> dict[str, Any]:
    return {"left": _left(running), "used": running.used, "tone": running.tone, "due": running.due}


def _tone(used: float) -> str:
    if used >= 1:
        return "bad"
    return "waiting" if used >= 1 - 1 / PRESSING else "active"


def _left(running: Running) -> str:
    if not running.is_going or running.tone == "bad":
        return running.words
    text = _("%(left)s to answer") if running.kind == "response" else _("%(left)s to solve")
    return text % {"left": running.words}
