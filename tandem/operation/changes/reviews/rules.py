"""What a look at changes needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel.actor import Actor
from tandem.operation.changes.models import Change

LONGEST_DAYS = 400


def derive(review: Any, before: Any, actor: Actor) -> None:
    """Count what is looked at while the review is in hand."""
    if review.state == "done" or not (review.begins and review.ends):
        return
    made = Change.objects.filter(made_on__range=(review.begins, review.ends))
    review.changes_seen = made.count()
    review.emergencies = made.filter(category="emergency").count()
    review.unplanned = made.filter(is_planned=False).count()
    review.unintended = made.filter(is_as_intended=False).count()
    review.with_incidents = made.exclude(incidents=[]).count()


def check(review: Any, before: Any, today: date) -> Mapping[str, str]:
    """A period that has come and is no longer than can be looked at."""
    if not (review.begins and review.ends):
        return {}
    if review.ends < review.begins:
        return {"ends": _("The last day is not before the first.")}
    if review.ends > today:
        return {"ends": _("Look at changes of days that have come.")}
    if (review.ends - review.begins).days > LONGEST_DAYS:
        words = ngettext(
            "Look at no more than %(days)s day at once.", "Look at no more than %(days)s days at once.", LONGEST_DAYS
        )
        return {"begins": words % {"days": LONGEST_DAYS}}
    return {}


def locked(review: Any) -> str | None:
    """A review that is done says how it was then."""
    return _("It is done; begin another review.") if review.state == "done" else None


def finish(review: Any, actor: Actor) -> None:
    """Note who looked, and when."""
    review.reviewed_on, review.reviewed_by_id = actor.today, actor.user_id
