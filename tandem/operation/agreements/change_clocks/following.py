"""Clocks of changes: until somebody decided about them."""

from datetime import date
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
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

    def done_on(self, kind: str, ticket: Any) -> date | None:
        """The day of the decision; what a template decided beforehand was decided when it was planned."""
        day: date | None = ticket.decided_on
        return day if day is not None and day >= ticket.created_at.astimezone(ticket.organization.zone).date() else None

    def afterwards(self, actor: Actor, ticket: Any, clocks: list[Any]) -> None:
        """What was made in an emergency is decided by its deadline, or by its target where that is sooner."""
        due = next((clock.due_on for clock in clocks if clock.due_on is not None), None)
        if ticket.state == "undecided" and due is not None and (ticket.decide_by is None or due < ticket.decide_by):
            noted = writing.follow(actor, declared_for(type(ticket)), ticket, {"decide_by": due}, "promised")
            ticket.decide_by, ticket.version, ticket.updated_at = due, noted.version, noted.updated_at


CHANGES = ChangeFollowing()
