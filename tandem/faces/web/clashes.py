"""What in the calendar cannot be as planned, in words: who is planned twice, who is not there, when nobody works."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.faces.web.shell import Visit
from tandem.ground.accounts.models import User
from tandem.ground.kernel import engagements
from tandem.ground.kernel.engagements import Conflict, ConflictKind, Engaged, WhileAway
from tandem.ground.kernel.inbox import Task
from tandem.ground.kernel.locales import day as spoken_day
from tandem.ground.kernel.locales import weekday
from tandem.operation.agreements.calendars.models import DAYS, Calendar

MOST: Final = 20
SATURDAY: Final = 5
REASONS: Final = {
    ConflictKind.TWICE: gettext_lazy("is planned for two things on one day"),
    ConflictKind.HOUSE: gettext_lazy("the whole house is needed for both"),
}


def of_calendar(visit: Visit, first: date, last: date, tasks: Sequence[Task], *, is_all: bool) -> list[dict[str, Any]]:
    """What does not fit from today on within these days: everybody's, or only what is the person's own."""
    first = max(first, visit.actor.today)
    if first > last:
        return []
    engaged = engagements.of(visit.actor, first, last)
    conflicts = engagements.conflicts(engaged, closed_days())
    missed = engagements.while_away(engaged, (task for task in tasks if task.due and task.due >= first))
    if not is_all:
        conflicts = [each for each in conflicts if each.engaged.person_id in (None, visit.actor.user_id)]
        missed = [each for each in missed if each.away.person_id == visit.actor.user_id]
    names = _names(conflicts, missed)
    clashes = [_conflict(visit, each, names, first) for each in conflicts if each.day <= last]
    clashes += [_missed(visit, each, names) for each in missed]
    return sorted(clashes, key=lambda each: each["day"])[:MOST]


def closed_days() -> engagements.ClosedOn:
    """Why nobody works on a day: the holidays and free weekdays of the service hours in force, else the weekend."""
    calendars = list(Calendar.objects.in_force().only("public", "closed", *DAYS))
    holidays = {day: name for calendar in calendars for day, name in calendar.public.items()}
    holidays |= {day: str(_("a closed day")) for calendar in calendars for day in calendar.closed}
    open_days = {place for calendar in calendars for place, day in enumerate(DAYS) if _is_office_day(calendar, day)}
    free = {place for place in range(len(DAYS)) if place not in open_days} if open_days else {SATURDAY, SATURDAY + 1}

    def is_closed(day: date) -> str:
        name = holidays.get(day.isoformat(), "")
        return name or (weekday(day) if day.weekday() in free else "")

    return is_closed


def _is_office_day(calendar: Calendar, day: str) -> bool:
    """Whether people work on a weekday; hours around the clock through the week say nothing about an office."""
    return bool(getattr(calendar, day).strip()) and not all(getattr(calendar, each).strip() for each in DAYS)


def _names(conflicts: Iterable[Conflict], missed: Iterable[WhileAway]) -> Mapping[int, str]:
    engaged = (*(each.engaged for each in conflicts), *(each.away for each in missed))
    ids = {each.person_id for each in engaged if each.person_id is not None}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _conflict(visit: Visit, conflict: Conflict, names: Mapping[int, str], first: date) -> dict[str, Any]:
    both = [each for each in (conflict.engaged, conflict.other) if each is not None]
    return {
        "day": max(conflict.day, first),
        "who": names.get(conflict.engaged.person_id or 0, "") if conflict.kind in engagements.OF_PERSONS else "",
        "why": _why(conflict),
        "records": [_record(visit, each) for each in both],
    }


def _why(conflict: Conflict) -> str:
    if conflict.kind == ConflictKind.CLOSED:
        return _("nobody works on %(reason)s") % {"reason": conflict.reason}
    if conflict.kind == ConflictKind.AWAY and conflict.other is not None:
        return _away(conflict.other)
    return str(REASONS[conflict.kind])


def _away(away: Engaged) -> str:
    if away.declared.is_for_good:
        return _("has left by then")
    return _("is away until %(day)s") % {"day": spoken_day(away.last)}


def _missed(visit: Visit, missed: WhileAway, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "day": missed.tasks[0].due,
        "who": names.get(missed.away.person_id or 0, ""),
        "why": _away(missed.away),
        "count": len(missed.tasks),
        "records": [_record(visit, missed.away)],
    }


def _record(visit: Visit, engaged: Engaged) -> dict[str, str]:
    return {
        "url": visit.url("record", engaged.register.key, engaged.reference),
        "reference": engaged.reference,
        "title": engaged.title,
        "what": str(engaged.what),
    }
