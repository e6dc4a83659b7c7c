"""What an issue needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.context.rules import derive_watched
from tandem.ground.kernel.actor import Actor


def check_issue(issue: Any, before: Any, today: date) -> Mapping[str, str]:
    """A decision has a day and a reason."""
    if issue.is_relevant is False and not issue.conclusion:
        return {"conclusion": _("Say why it does not matter.")}
    return {}


def derive_issue(issue: Any, before: Any, actor: Actor) -> None:
    """The day of the decision is the day on which it changed."""
    derive_watched(issue, before, actor)
    was = before.is_relevant if before else None
    if issue.is_relevant != was and issue.is_relevant is not None:
        issue.decided_on = actor.today
