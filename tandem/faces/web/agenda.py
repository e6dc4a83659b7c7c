"""The year as months of days, for the calendar of the system."""

from calendar import monthcalendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.web import places
from tandem.faces.web.outlook import task_url
from tandem.faces.web.shell import Visit
from tandem.ground.accounts.models import User
from tandem.ground.kernel.agenda import Crowded
from tandem.ground.kernel.inbox import Task

MONTHS, WEEKS = 12, 53
BUSY = (1, 3, 6)  # from how many dates on a day is drawn as one, a few, many


@dataclass(frozen=True)
class Day:
    """One day of a month: how many dates it has, how busy it is drawn, whether it is today or the certifier comes."""

    day: date
    count: int
    level: int
    is_today: bool
    is_marked: bool


@dataclass(frozen=True)
class Month:
    """One month as weeks of days, with None outside it."""

    first: date
    key: str
    count: int
    weeks: tuple[tuple[Day | None, ...], ...]


def month_after(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    whole = first.year * 12 + first.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def last_day(first: date) -> date:
    """The last day of the twelve months that begin here."""
    return month_after(first, MONTHS) - timedelta(days=1)


def year(first: date, tasks: Iterable[Task], today: date, marked: frozenset[date]) -> list[Month]:
    """Twelve months from a first day of a month on."""
    counts: Counter[date] = Counter(task.due for task in tasks if task.due)
    return [_month(month_after(first, place), counts, today, marked) for place in range(MONTHS)]


def _month(first: date, counts: Mapping[date, int], today: date, marked: frozenset[date]) -> Month:
    weeks = tuple(
        tuple(_day(first.replace(day=number), counts, today, marked) if number else None for number in week)
        for week in monthcalendar(first.year, first.month)
    )
    count = sum(day.count for week in weeks for day in week if day)
    return Month(first, first.strftime("%Y-%m"), count, weeks)


def _day(day: date, counts: Mapping[date, int], today: date, marked: frozenset[date]) -> Day:
    count = counts.get(day, 0)
    return Day(day, count, sum(count >= least for least in BUSY), day == today, day in marked)


def kinds(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """The places the dates come from, with how many each has."""
    counts = Counter(places.home_of(task.register) for task in tasks)
    titles = {place.key: place.title for place in places.NINE}
    return [{"key": key, "title": titles[key], "count": count} for key, count in counts.most_common()]


def names_of(tasks: Iterable[Task]) -> dict[int | None, str]:
    """Names of the people that dates wait for."""
    ids = {task.person_id for task in tasks if task.person_id is not None}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def row(visit: Visit, task: Task, names: Mapping[int | None, str]) -> dict[str, Any]:
    """One date as a list shows it."""
    return {
        "task": task,
        "url": task_url(visit, task),
        "who": names.get(task.person_id, _("nobody yet")),
        "is_late": task.due is not None and task.due < visit.actor.today,
    }


def crowd(visit: Visit, week: Crowded, names: Mapping[int | None, str]) -> dict[str, Any]:
    """A week that carries too much."""
    who = names.get(week.person_id, "") if week.person_id is not None else _("everybody together")
    most = Counter(task.register for task in week.tasks).most_common(2)
    what = ", ".join(f"{count} {register.title}" for register, count in most)
    return {"monday": week.monday, "who": who, "count": len(week.tasks), "what": what}
