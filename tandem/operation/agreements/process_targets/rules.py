"""What a target of a process needs, and that one of a kind is in force."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.clocks import calendars
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.operation.agreements.process_targets.models import OF_CHANGES, OF_PROBLEMS, ProcessTarget
from tandem.operation.agreements.targets.rules import LONGEST

SCOPE = ("kind", "service", "agreement", "priority", "category")
PROMISED = (*SCOPE, "calendar", "minutes", "share")
IN_ORDER = (("known-error", "solution"), ("answer", "closing"))
APPROVAL = Approved(series=SCOPE, state="in-force", superseded="retired")
FIXED = Fixed(
    states=("in-force", "retired"),
    fields=PROMISED,
    why=gettext_lazy("It was approved as it stands; propose another one."),
)


def derive_target(target: Any, before: Any, actor: Actor) -> None:
    """It is called by what it says unless people name it; only problems have a priority and only changes a category."""
    if target.kind not in OF_PROBLEMS:
        target.priority = 0
    if target.kind not in OF_CHANGES:
        target.category = ""
    if not target.title or (before is not None and before.title == title_of(before)):
        target.title = title_of(target)


def title_of(target: Any) -> str:
    """What it is about in words, such as “Problem: solved, Mail, priority 1”."""
    words = [target.get_kind_display()]
    words += [str(named.title) for named in (target.agreement, target.service) if named is not None]
    if target.priority:
        words.append(_("priority %(number)s") % {"number": target.priority})
    if target.category:
        words.append(str(target.get_category_display()))
    return ", ".join(words)[:200]


def check_target(target: Any, before: Any, today: date) -> Mapping[str, str]:
    """A target has a figure that can be kept, beside the one that comes before or after it."""
    if target.share <= 0 or target.share > 100:
        return {"share": _("A share is more than 0 and at most 100 percent.")}
    if not target.minutes:
        return {"minutes": _("Say within how many minutes.")}
    if target.minutes > LONGEST:
        return {"minutes": _("A target lies within a year.")}
    try:
        calendars.after(target.calendar.hours, datetime(2026, 1, 1, tzinfo=UTC), target.minutes * 60)
    except calendars.NeverOpen:
        return {"minutes": _("So many service hours do not come within a hundred years.")}
    return _out_of_order(target)


def _out_of_order(target: Any) -> Mapping[str, str]:
    """What comes first is not promised later than what it leads to."""
    of_hours = ProcessTarget.objects.exclude(state="retired").filter(calendar=target.calendar_id)
    beside = of_hours.filter(
        service=target.service_id, agreement=target.agreement_id, priority=target.priority, category=target.category
    )
    for first, last in IN_ORDER:
        if target.kind == first and beside.filter(kind=last, minutes__lt=target.minutes).exists():
            return {"minutes": _("What comes after it is already to be reached sooner.")}
        if target.kind == last and beside.filter(kind=first, minutes__gt=target.minutes).exists():
            return {"minutes": _("What comes before it may already take longer.")}
    return {}


def may_approve(target: Any, actor: Actor) -> str | None:
    """It counts by hours in force."""
    if target.calendar.state != "approved":
        return _("These hours are not in force; have them approved, or take those that are.")
    if target.agreement is not None and not target.agreement.is_kept:
        return _("The agreement is not in force.")
    if target.service is not None and target.service.state == "retired":
        return _("The service is no longer provided.")
    return None
