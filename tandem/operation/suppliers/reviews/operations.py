"""What follows from reviews of suppliers."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.suppliers.answers.operations import ask_questions
from tandem.operation.suppliers.rules import REVIEWS


def note(actor: Actor, review: Any) -> None:
    """The supplier was reviewed in this kind on the day of the newest review of it."""
    supplier, pattern = review.supplier, REVIEWS[review.kind]
    last = getattr(supplier, pattern.last)
    if review.held_on and (last is None or last < review.held_on):
        values = {pattern.last: review.held_on, pattern.next: None}
        writing.follow(actor, declared_for(type(supplier)), supplier, values, "reviewed", review.reference)


def begin(actor: Actor, review: Any) -> None:
    """A review that comes in as held counts too; a planned one of security begins with its questions."""
    if review.state == "held":
        note(actor, review)
    elif review.kind == "security":
        ask_questions(actor, review)


def ask_when_security(actor: Actor, review: Any, before: Any) -> None:
    """A planned review that is about security from now on gets its questions."""
    if review.kind == "security" != before.kind and review.state == "planned":
        ask_questions(actor, review)
