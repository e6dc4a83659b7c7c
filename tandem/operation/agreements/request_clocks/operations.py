"""Clocks of requests: until the promised time they are fulfilled, waiting for approval apart."""

from typing import Any

from tandem.operation.agreements.clocks.following import HOLDER, Following
from tandem.operation.agreements.request_clocks.models import RequestClock

AS_AGREED = {"person": "customer"}  # what agreements call the waiting that requests know; others are called alike


class RequestFollowing(Following):
    """What the states of a request mean for its clock."""

    model = RequestClock
    deciding = ("state", "pending_on", *Following.elsewhere, *HOLDER)
    given_up = ("rejected", "cancelled")
    read = ("assignee", "owner", "priority", "created_at")

    def is_over(self, kind: str, ticket: Any) -> bool:
        """Once it is fulfilled."""
        return ticket.state in ("fulfilled", "closed")

    def waits_for(self, clock: Any, ticket: Any) -> str:
        """Nobody works on what is not approved, nor while it waits as the agreement names it."""
        if ticket.state == "approval":
            return "approval"
        waits = AS_AGREED.get(ticket.pending_on, ticket.pending_on) if ticket.state == "pending" else ""
        return waits if waits in clock.target.pauses else ""


REQUESTS = RequestFollowing()
