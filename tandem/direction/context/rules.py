"""When what surrounds the organization is looked at again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.catalogue.queries import unknown_requirement
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed

REVIEW = Reviewed(while_in=("current",), interval="context")


def derive_watched(record: Any, before: Any, actor: Actor) -> None:
    """Whoever enters something looks at it that day."""
    if record.last_review is None:
        record.last_review = actor.today


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
