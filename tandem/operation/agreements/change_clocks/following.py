"""Clocks of changes: until somebody decided about them."""

from typing import Any

from tandem.operation.agreements.change_clocks.models import ChangeClock
from tandem.operation.agreements.clocks.following import HOLDER
from tandem.operation.agreements.process_clocks.following import ProcessFollowing

UNDECIDED = ("requested", "weighed", "undecided")


class ChangeFollowing(ProcessFollowing):
    """What the states of a change mean for its clock; what was made in an emergency still waits to be decided."""

    model = ChangeClock
    elsewhere = ("category", "service_id")
    deciding = ("state", *elsewhere, *HOLDER)
    given_up = ()
    read = ("owner", "category", "service", "created_at")

    def is_over(self, kind: str, ticket: Any) -> bool:
        """Once it was approved or rejected."""
        return ticket.state not in UNDECIDED


CHANGES = ChangeFollowing()
