"""What an analysis of security incidents counts and needs (ISO/IEC 20000-1:2018 8.7.3.3)."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel.actor import Actor
from tandem.operation.incidents.figures import own_security
from tandem.operation.incidents.models import SECURITY_CATEGORIES

LONGEST_DAYS = 400


def derive(analysis: Any, before: Any, actor: Actor) -> None:
    """Count while it is in hand; confidential incidents count too, as numbers alone."""
    if analysis.state == "done" or not analysis.begins or not analysis.ends or analysis.ends == date.max:
        return
    days = (analysis.begins, analysis.ends + timedelta(days=1))
    start, after = (datetime.combine(day, time.min, actor.zone).astimezone(UTC) for day in days)
    counted = Counter(own_security().opened_between(start, after).values_list("security_category", flat=True))
    names = dict(SECURITY_CATEGORIES)
    lines = [f"{number} × {names.get(kind, _('Not classified'))}" for kind, number in counted.most_common()]
    analysis.count, analysis.kinds = counted.total(), "\n".join(lines)


def check(analysis: Any, before: Any, today: date) -> Mapping[str, str]:
    """A period that has come and is no longer than can be looked at."""
    if not analysis.begins or not analysis.ends:
        return {}
    if analysis.ends < analysis.begins:
        return {"ends": _("The last day is not before the first.")}
    if analysis.ends > today:
        return {"ends": _("Look at incidents of days that have come.")}
    if (analysis.ends - analysis.begins).days > LONGEST_DAYS:
        words = ngettext(
            "Look at no more than %(days)s day at once.", "Look at no more than %(days)s days at once.", LONGEST_DAYS
        )
        return {"begins": words % {"days": LONGEST_DAYS}}
    return {}


def locked(analysis: Any) -> str | None:
    """What is done says how it was then."""
    return _("It is done; begin another analysis.") if analysis.state == "done" else None


def finish(analysis: Any, actor: Actor) -> None:
    """Note who looked, and when."""
    analysis.analysed_on, analysis.analysed_by_id = actor.today, actor.user_id
