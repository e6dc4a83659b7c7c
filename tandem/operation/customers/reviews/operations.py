"""What follows from a meeting."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def note(actor: Actor, review: Any) -> None:
    """The customer's service was reviewed on the day of the newest meeting."""
    customer = review.customer
    if review.held_on and (customer.last_review is None or customer.last_review < review.held_on):
        values = {"last_review": review.held_on, "next_review": None}
        writing.follow(actor, declared_for(type(customer)), customer, values, "reviewed", review.reference)


def note_brought(actor: Actor, review: Any) -> None:
    """A meeting that comes in as held counts too."""
    if review.state == "held":
        note(actor, review)
