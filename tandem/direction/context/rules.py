"""When what surrounds the organization is looked at again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.catalogue.queries import unknown_requirement
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


def check_issue(issue: Any, before: Any, today: date) -> Mapping[str, str]:
    """A decision has a day and a reason."""
    if issue.is_relevant is False and not issue.conclusion:
        return {"conclusion": _("Say why it does not matter.")}
    return {}


def check_obligation(obligation: Any, before: Any, today: date) -> Mapping[str, str]:
    """What it calls for is in the catalogue."""
    unknown = unknown_requirement(obligation.requirements)
    return {"requirements": unknown} if unknown else {}


def derive_issue(issue: Any, before: Any, actor: Actor) -> None:
    """The day of the decision is the day on which it changed."""
    derive_watched(issue, before, actor)
    was = before.is_relevant if before else None
    if issue.is_relevant != was and issue.is_relevant is not None:
        issue.decided_on = actor.today
