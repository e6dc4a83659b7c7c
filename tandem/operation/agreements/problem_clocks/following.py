"""Clocks of problems: until their cause is known, and until they are solved."""

from datetime import date
from typing import Any

from tandem.operation.agreements.clocks.following import HOLDER
from tandem.operation.agreements.problem_clocks.models import ProblemClock
from tandem.operation.agreements.process_clocks.following import ProcessFollowing

KNOWN = ("known-error", "fixing", "accepted", "resolved", "closed")
SOLVED = ("resolved", "closed", "accepted")


class ProblemFollowing(ProcessFollowing):
    """What the states of a problem mean for its clocks."""

    model = ProblemClock
    elsewhere = ("priority", "service_id")
    deciding = ("state", *elsewhere, *HOLDER)
    read = ("assignee", "owner", "priority", "service", "created_at")

    def is_over(self, kind: str, ticket: Any) -> bool:
        """Known once its cause is; solved once it was removed, or accepted as a risk."""
        return ticket.state in (KNOWN if kind == "known-error" else SOLVED)

    def done_on(self, kind: str, ticket: Any) -> date | None:
        """Since when the error is known; on which day it was resolved, or ended as an accepted risk."""
        day: date | None = ticket.known_since if kind == "known-error" else ticket.resolved_on or ticket.closed_on
        return day

    def is_taken_back(self, kind: str, before: Any) -> bool:
        """A solution may not hold; the cause was known in time all the same."""
        return kind == "solution" and before.state in SOLVED


PROBLEMS = ProblemFollowing()
