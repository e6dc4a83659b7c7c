"""Clocks of complaints: until the customer has an answer, and until it is resolved."""

from datetime import date, datetime
from typing import Any

from tandem.operation.agreements.clocks.following import HOLDER
from tandem.operation.agreements.complaint_clocks.models import ComplaintClock
from tandem.operation.agreements.process_clocks.following import ProcessFollowing

RESOLVED = ("resolved", "closed")


class ComplaintFollowing(ProcessFollowing):
    """What the states of a complaint mean for its clocks."""

    model = ComplaintClock
    elsewhere = ("service_id", "customer_id")
    deciding = ("state", "first_answer_on", "answered_on", *elsewhere, *HOLDER)
    given_up = ()
    read = ("owner", "customer", "service", "received_on", "created_at")

    def is_over(self, kind: str, ticket: Any) -> bool:
        """Answered once the customer was told something; resolved with its outcome."""
        was_told = (ticket.first_answer_on or ticket.answered_on) is not None
        return (kind == "answer" and was_told) or ticket.state in RESOLVED

    def is_taken_back(self, kind: str, before: Any) -> bool:
        """An outcome may not do, though it was an answer; a day of an answer that was never given is taken away."""
        return self.is_over(kind, before) and (kind == "closing" or before.state not in RESOLVED)

    def goes_on_from(self, clock: Any) -> datetime:
        """An answer that was never given stopped nothing."""
        never: datetime | None = clock.stopped_at if clock.kind == "answer" else None
        return never or super().goes_on_from(clock)

    def done_on(self, kind: str, ticket: Any) -> date | None:
        """When the customer was told something; when the customer was told what came of it."""
        day: date | None = ticket.first_answer_on if kind == "answer" else None
        return day or ticket.answered_on or ticket.closed_on


COMPLAINTS = ComplaintFollowing()
