"""Clocks of incidents: until somebody works on them, and until the service is back."""

from datetime import datetime
from typing import Any

from tandem.ground.kernel import clock as time
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.clocks.following import HOLDER, Following
from tandem.operation.agreements.clocks.models import IncidentClock

WORKED_ON = ("in-progress", "pending", "resolved", "closed")
ENDED = ("resolved", "closed")


class IncidentFollowing(Following):
    """What the states of an incident mean for its clocks."""

    model = IncidentClock
    deciding = ("state", "pending_on", *Following.elsewhere, *HOLDER, "resolved_at")
    read = ("assignee", "owner", "priority", "opened_at")

    def is_over(self, kind: str, ticket: Any) -> bool:
        """Answered once somebody works on it; at its end once the service is back."""
        return ticket.state in (WORKED_ON if kind == "response" else ENDED)

    def is_taken_back(self, kind: str, before: Any) -> bool:
        """A solution may not hold; an answer was given."""
        return kind == "resolution" and before.state in ENDED

    def is_begun(self, kind: str, ticket: Any, *, is_new: bool) -> bool:
        """A clock of response says nothing about what somebody worked on before it came here."""
        is_past = kind == "response" and is_new and ticket.state in WORKED_ON
        return ticket.state not in self.given_up and not is_past

    def waits_for(self, clock: Any, ticket: Any) -> str:
        """What the agreement says is not counted."""
        is_waiting = ticket.state == "pending" and ticket.pending_on in clock.target.pauses
        return ticket.pending_on if is_waiting else ""

    def ended_at(self, clock: Any, ticket: Any) -> datetime:
        """When the service was back, as far as that is said; else now."""
        restored: datetime | None = ticket.resolved_at if clock.kind == "resolution" else None
        return restored or time.now()

    def afterwards(self, actor: Actor, ticket: Any, clocks: list[Any]) -> None:
        """The incident says whether it was resolved within its target; a system it came from is believed."""
        clock = next((clock for clock in clocks if clock.kind == "resolution"), None)
        if clock is None or (actor.through == "import" and ticket.met_target is not None):
            return
        result = {"met": True, "missed": False}.get(clock.state)
        if result is not ticket.met_target:
            noted = writing.follow(actor, declared_for(type(ticket)), ticket, {"met_target": result}, "measured")
            ticket.met_target, ticket.version, ticket.updated_at = result, noted.version, noted.updated_at


INCIDENTS = IncidentFollowing()
