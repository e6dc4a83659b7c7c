"""When what surrounds the organization is looked at again."""

from typing import Any

from dateutil.relativedelta import relativedelta

from tandem.ground.kernel.actor import Actor


def derive_watched(record: Any, before: Any, actor: Actor) -> None:
    """Whoever enters something looks at it that day; a changed interval moves the next day."""
    if record.last_review is None:
        record.last_review = actor.today
    moved = before is not None and before.review_months != record.review_months
    if record.next_review is None or moved:
        record.next_review = record.last_review + relativedelta(months=record.review_months)


def looked_at(record: Any, actor: Actor) -> None:
    """Somebody looked today, and it stands."""
    record.last_review = actor.today
    record.next_review = actor.today + relativedelta(months=record.review_months)


def past(record: Any, actor: Actor) -> None:
    """What is past is not looked at again."""
    record.next_review = None
