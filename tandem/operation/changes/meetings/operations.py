"""Gathering what the board talks through."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.changes.agenda.models import AgendaItem
from tandem.operation.changes.models import Change

ROUTES = ("board", "design")


def gather(actor: Actor, meeting: Any) -> None:
    """Put every change on the agenda that waits for the board's advice and is not on it yet."""
    there = AgendaItem.objects.filter(meeting=meeting).values_list("change_id", flat=True)
    waiting = Change.objects.filter(state="weighed", route__in=ROUTES).exclude(pk__in=list(there)).order_by("pk")
    values = [{"meeting": meeting, "change": change} for change in waiting]
    writing.create_many(as_tandem(actor), declared_for(AgendaItem), values)
