"""The agenda of a review: listed with it, looked at before it, frozen at it."""

from typing import Any

from tandem.evaluation.reviews import figures
from tandem.evaluation.reviews.agenda import inputs
from tandem.evaluation.reviews.inputs.models import ReviewInput
from tandem.evaluation.reviews.models import Review
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.registers import declared_for


def begin(actor: Actor, review: Any) -> None:
    """A review that somebody plans has its agenda at once; one that is brought was held by an agenda of its own."""
    if actor.through != "import" and actor.role != SYSTEM:
        list_agenda(actor, review)


def list_agenda(actor: Actor, review: Any) -> None:
    """List the union of what the review's standards ask for, each once, with what the lists say today."""
    register = declared_for(ReviewInput)
    counting = figures.Counting(actor, review, with_conformity=False)
    asked = [(each, keys) for each in inputs() if (keys := each.requirements(review.standards))]
    rows = [
        {"review": review, "position": number, "title": topic.title} for number, (topic, _keys) in enumerate(asked, 1)
    ]
    for row, (topic, keys) in zip(writing.create_many(actor, register, rows), asked, strict=True):
        values = {"key": topic.key, "requirements": keys, "figures": counting.of(topic.key)}
        writing.follow(actor, register, row, values, "counted")


def count_again(actor: Actor, review: Any) -> None:
    """Bring the figures of the agenda up to date while they are not frozen."""
    register, counting = declared_for(ReviewInput), figures.Counting(actor, review)
    for row in review.inputs.order_by("position", "pk"):
        writing.follow(actor, register, row, {"figures": counting.of(row.key)}, "counted")
    count_lacking(actor, review)


def count_lacking(actor: Actor, review: Any) -> None:
    """Say on the review how many inputs of each standard still have neither figures nor words."""
    left = review.inputs.filter(is_filled=False)
    counts = {"lacking_20": left.filter(asks_20=True).count(), "lacking_27": left.filter(asks_27=True).count()}
    writing.follow(actor, declared_for(Review), review, counts, "counted")


def freeze(actor: Actor, review: Any) -> None:
    """Count every figure a last time and keep them for good, with the review they are compared with."""
    count_again(actor, review)
    register, now = declared_for(ReviewInput), clock.now()
    for row in review.inputs.order_by("position", "pk"):
        writing.follow(actor, register, row, {"frozen_at": now}, "frozen")
    earlier = figures.before(review)
    values = {"frozen_at": now, "held_on": review.held_on or actor.today, "previous_id": earlier and earlier.pk}
    writing.follow(actor, declared_for(Review), review, values, "frozen")


def note_words(actor: Actor, row: Any, before: Any) -> None:
    """Words that were written or taken away change what the agenda lacks, once that was counted."""
    if row.statement != before.statement and row.review.lacking_20 is not None and row.frozen_at is None:
        count_lacking(actor, row.review)
