"""One calendar of the system: everything dated that waits, of everybody, read from the index of what waits for whom.

A register that says what of it waits, and for which day, stands in it by itself; nothing is listed here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import CharField, DateField, F, IntegerField, Value
from django.utils.translation import gettext as _

from tandem.ground.kernel import inbox, permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.inbox import FIELDS, Entry, Task
from tandem.ground.kernel.models import InboxEntry
from tandem.ground.kernel.permissions import READERS
from tandem.ground.kernel.registers import Register, Waiting
from tandem.ground.kernel.tenancy import active_organization_id

MOST: Final = 5_000  # dates that one look at the calendar reads, the earliest ones
TOO_MUCH: Final = 8  # dates in one week of one person
MANY: Final = 3  # times the usual number of dates in a week, from `TOO_MUCH` on
WEEK: Final = timedelta(days=7)
MOST_KEPT: Final = 50  # statements of as many pairs of days
DAY: Final = DateField()


@dataclass(frozen=True, slots=True)
class Crowded:
    """A week that carries too much: for one person (`person_id`), or for the whole house (None)."""

    monday: date
    person_id: int | None
    tasks: tuple[Task, ...]


def of_everybody(actor: Actor, first: date, last: date) -> list[Task]:
    """What falls due between two days, both included, for anybody; what nobody owns too. NotPermitted for staff."""
    permissions.insist(actor.role in READERS, _("The calendar of the system is for those who answer for it."))
    entries = InboxEntry.objects.filter(due__gte=first, due__lte=last).order_by("due", "pk")
    known: list[Entry] = list(entries.values_list(*FIELDS)[:MOST])
    return inbox.tasks_of(actor, [*known, *_nobodys(first, last)])


def late(actor: Actor) -> int:
    """How many things that wait for somebody were due before today, of registers that the actor sees as a whole."""
    seen = [register.key for register in registers.every() if inbox.sees_all(actor, register)]
    return int(InboxEntry.objects.filter(due__lt=actor.today, register__in=seen).count())


def of_mine(actor: Actor, first: date, last: date) -> list[Task]:
    """What falls due between two days, both included, for the actor."""
    if actor.user_id is None:
        return []
    entries = InboxEntry.objects.filter(user_id=actor.user_id, due__gte=first, due__lte=last).order_by("due", "pk")
    return inbox.tasks_of(actor, entries.values_list(*FIELDS)[:MOST])


def crowded(tasks: Iterable[Task], usual_weeks: int) -> list[Crowded]:
    """Weeks in which a person has more than eight dates, or the house more than three times what is usual.

    `usual_weeks` is over how many weeks the tasks are spread.
    """
    by_week: dict[date, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.due is not None:
            by_week[monday_of(task.due)].append(task)
    usual = sum(map(len, by_week.values())) / max(usual_weeks, 1)
    return [one for week in sorted(by_week) for one in _crowded_in(week, by_week[week], usual)]


def _crowded_in(week: date, tasks: list[Task], usual: float) -> list[Crowded]:
    by_person: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.person_id is not None:
            by_person[task.person_id].append(task)
    found = [
        Crowded(week, person, tuple(theirs)) for person, theirs in sorted(by_person.items()) if len(theirs) > TOO_MUCH
    ]
    if len(tasks) > max(TOO_MUCH, MANY * usual):
        found.insert(0, Crowded(week, None, tuple(tasks)))
    return found


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def _nobodys(first: date, last: date) -> list[Entry]:
    """What has a day but no person, so that it waits for nobody: read in one statement over the registers."""
    sql, values = _of_nobody(active_organization_id(), first, last)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(*of, DAY.to_python(due), None) for *of, due in cursor.fetchall()]


@lru_cache(MOST_KEPT)
def _of_nobody(_organization: int, first: date, last: date) -> tuple[str, tuple[Any, ...]]:
    """The statement and its values, worked out once for these days of the active organization.

    To put a hundred registers together costs more than to read them.
    """
    queries = [
        _without_person(register, place, item, first, last)
        for register in registers.every()
        for place, item in enumerate(register.waiting)
        if item.date and item.person
    ]
    head, *others = queries
    rows: Any = head.union(*others, all=True) if others else head
    sql, values = rows[:MOST].query.sql_with_params()
    return sql, tuple(values)


def _without_person(register: Register, place: int, item: Waiting, first: date, last: date) -> Any:
    records = register.model.objects.order_by().filter(
        **{f"{item.person}__isnull": True, f"{item.date}__range": (first, last)}, state__in=item.states
    )
    return records.values_list(
        Value(register.key, output_field=CharField()),
        F("pk"),
        Value(place, output_field=IntegerField()),
        F(item.date),
    )
