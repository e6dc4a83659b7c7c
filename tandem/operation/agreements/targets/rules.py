"""What a target needs."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.clocks import calendars
from tandem.ground.kernel.actor import Actor
from tandem.operation.agreements.targets.consistency import contradictions
from tandem.operation.agreements.targets.models import TIMED

PROMISED = ("agreement_version_id", "service_id", "kind", "priority", "minutes", "share")
LONGEST = 366 * 24 * 60  # minutes


def derive_target(target: Any, before: Any, actor: Actor) -> None:
    """It is called by what it promises unless people name it; availability concerns no single ticket."""
    if target.kind not in TIMED:
        target.minutes, target.priority = None, 0
    if not target.title or (before is not None and before.title == title_of(before)):
        target.title = title_of(target)


def title_of(target: Any) -> str:
    """The promise in words, such as “Resolution, Mail, priority 2”."""
    words = f"{target.get_kind_display()}, {target.service.title}"
    if target.priority:
        words += ", " + _("priority %(number)s") % {"number": target.priority}
    return words[:200]


def check_target(target: Any, before: Any, today: date) -> Mapping[str, str]:
    """A target has a figure that can be kept, beside those that are there already."""
    if before is not None and all(getattr(before, name) == getattr(target, name) for name in PROMISED):
        return {}
    if target.agreement_version.state != "draft":
        return {"agreement_version": _("Targets that were sent out stand as they are; write the next version.")}
    if before is not None and before.agreement_version_id != target.agreement_version_id:
        return {"agreement_version": _("A target stays with its version.")}
    if problem := _figure(target):
        return problem
    others = [other for other in target.agreement_version.service_targets.all() if other.pk != target.pk]
    for culprit, text in contradictions([*others, target]):
        return {"minutes": text if culprit is target else f"{culprit.title}: {text}"}
    return {}


def _figure(target: Any) -> Mapping[str, str]:
    if target.share <= 0 or target.share > 100:
        return {"share": _("A share is more than 0 and at most 100 percent.")}
    if target.kind not in TIMED:
        return {}
    if not target.minutes:
        return {"minutes": _("Say within how many minutes.")}
    if target.minutes > LONGEST:
        return {"minutes": _("A target lies within a year.")}
    try:
        calendars.after(target.agreement_version.calendar.hours, datetime(2026, 1, 1, tzinfo=UTC), target.minutes * 60)
    except calendars.NeverOpen:
        return {"minutes": _("So many service hours do not come within a hundred years.")}
    return {}


def locked(target: Any) -> str | None:
    """What was agreed stands."""
    if target.agreement_version.state == "draft":
        return None
    return _("It belongs to a version that was sent out; write the next version.")
