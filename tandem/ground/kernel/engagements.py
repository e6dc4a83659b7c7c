"""Who is where on which days, read from what the registers declare, and what of it cannot be at the same time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Any, Final

from django.apps import apps
from django.db.models import Q

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.inbox import Task
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Words

DAY: Final = timedelta(days=1)
LONGEST: Final = timedelta(days=1)  # of what is declared by its minutes
MOST: Final = 2_000  # engagements of one declaration that are read, the earliest ones
ClosedOn = Callable[[date], str]  # why nobody works on a day; empty when people do


class ConflictKind(StrEnum):
    """What does not fit."""

    TWICE = "twice"  # one person is planned for two things at once
    AWAY = "away"  # it is planned for somebody who is not there
    HOUSE = "house"  # two things that both need the whole house
    CLOSED = "closed"  # it is planned for days on which nobody works


OF_PERSONS: Final = (ConflictKind.TWICE, ConflictKind.AWAY)


@dataclass(frozen=True, slots=True)
class Engaged:
    """One record that takes time: whose (None where it is nobody's in particular), from when until when.

    A part without hours of its own goes by the name of its whole, such as an audit for a member of its team.
    """

    declared: Engagement
    register: Register
    reference: str
    title: str
    whole: tuple[str, int]
    person_id: int | None
    begins: datetime
    ends: datetime

    @property
    def what(self) -> Words:
        """What it is, such as an audit."""
        return self.declared.what

    @property
    def first(self) -> date:
        """Its first day in local time."""
        return self.begins.date()

    @property
    def last(self) -> date:
        """Its last day in local time."""
        return (self.ends - timedelta(microseconds=1)).date()

    def meets(self, other: "Engaged") -> bool:
        """Whether both take the same time; parts of one whole only get in each other's way at the same moment."""
        if self.whole == other.whole and not (self.declared.minutes and other.declared.minutes):
            return False
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two things that do not fit, or one and the reason; `day` is the first on which they do not."""

    kind: ConflictKind
    day: date
    engaged: Engaged
    other: Engaged | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WhileAway:
    """Dates that fall due for somebody while they are away."""

    away: Engaged
    tasks: tuple[Task, ...]


def of(actor: Actor, first: date, last: date) -> list[Engaged]:
    """What takes time between two days, both included, as far as the actor sees it, in its order."""
    engaged = [
        each
        for register in registers.every()
        for declared in register.engagements
        for each in _read(actor, register, declared, first, last)
    ]
    return sorted(engaged, key=lambda each: (each.begins, each.reference))


def conflicts(engaged: Sequence[Engaged], is_closed: ClosedOn) -> list[Conflict]:
    """What cannot be at the same time, each pair once, in the order of days."""
    every = [*_of_people(engaged), *_of_house(engaged), *_closed(engaged, is_closed)]
    once: dict[Any, Conflict] = {}
    for conflict in sorted(every, key=lambda each: (each.day, each.engaged.reference)):
        once.setdefault(_what_of_whom(conflict), conflict)
    return list(once.values())


def _what_of_whom(conflict: Conflict) -> Any:
    """What two conflicts have in common when they are the same: the wholes, and whose time it is."""
    engaged, other = conflict.engaged, conflict.other
    wholes = frozenset((engaged.whole, other.whole if other else None))
    within = (engaged.reference, other.reference) if other and len(wholes) == 1 else ()
    return conflict.kind, engaged.person_id if conflict.kind in OF_PERSONS else None, wholes, within


def while_away(engaged: Iterable[Engaged], tasks: Iterable[Task]) -> list[WhileAway]:
    """The dates that fall due for people while they are away, by absence."""
    by_person: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.person_id is not None and task.due is not None:
            by_person[task.person_id].append(task)
    absences = [each for each in engaged if each.declared.is_away]
    return [
        WhileAway(away, missed)
        for away in absences
        if (missed := tuple(task for task in by_person[away.person_id or 0] if _falls_into(task, away)))
    ]


def _falls_into(task: Task, away: Engaged) -> bool:
    return task.due is not None and away.first <= task.due <= away.last


def _of_people(engaged: Iterable[Engaged]) -> Iterator[Conflict]:
    by_person: dict[int, list[Engaged]] = defaultdict(list)
    for each in engaged:
        if each.person_id is not None:
            by_person[each.person_id].append(each)
    for theirs in by_person.values():
        for this, other in combinations(theirs, 2):
            if this.meets(other) and not (this.declared.is_away and other.declared.is_away):
                yield _of_one_person(this, other)


def _of_one_person(this: Engaged, other: Engaged) -> Conflict:
    day = max(this.first, other.first)
    if this.declared.is_away:
        return Conflict(ConflictKind.AWAY, day, other, this)
    kind = ConflictKind.AWAY if other.declared.is_away else ConflictKind.TWICE
    return Conflict(kind, day, this, other)


def _of_house(engaged: Iterable[Engaged]) -> Iterator[Conflict]:
    of_house = [each for each in engaged if each.declared.is_of_house]
    for this, other in combinations(of_house, 2):
        if this.register is not other.register and this.begins < other.ends and other.begins < this.ends:
            yield Conflict(ConflictKind.HOUSE, max(this.first, other.first), this, other)


def _closed(engaged: Iterable[Engaged], is_closed: ClosedOn) -> Iterator[Conflict]:
    for each in engaged:
        if not each.declared.is_away and (reason := _closed_throughout(each, is_closed)):
            yield Conflict(ConflictKind.CLOSED, each.first, each, reason=reason)


def _closed_throughout(engaged: Engaged, is_closed: ClosedOn) -> str:
    """Why nobody works on any of its days; empty as soon as somebody does on one."""
    reason, day = "", engaged.first
    while day <= engaged.last:
        if not (of_day := is_closed(day)):
            return ""
        reason, day = reason or of_day, day + DAY
    return reason


def _read(actor: Actor, register: Register, declared: Engagement, first: date, last: date) -> Iterator[Engaged]:
    whole, above = register.place.parent, register.above or register
    shown, way = (above, f"{whole}__") if whole and not declared.minutes else (register, "")
    named = (f"{way}reference", f"{way}{shown.headline}", f"{whole}_id" if whole else "pk")
    timed = [path or "pk" for path in (declared.first, declared.last, declared.minutes, declared.person)]
    records = permissions.visible(actor, register).filter(_within(actor, declared, first, last))
    rows = list(records.order_by(declared.first, "pk").values_list(*named, *timed)[:MOST])
    users = _users(register, declared, [row[-1] for row in rows])
    for reference, title, whole_id, begins, ends, minutes, person in rows:
        span = _span(actor, declared, begins, ends, minutes)
        for user in users(person):
            yield Engaged(declared, shown, reference, str(title), (above.key, whole_id), user, *span)


def _within(actor: Actor, declared: Engagement, first: date, last: date) -> Q:
    """The records that may take time in these days, by the states that count."""
    counts = Q(**{f"{declared.state}__in": declared.states}) if declared.states else Q()
    if declared.minutes:
        begins = datetime.combine(first, time.min, actor.zone) - LONGEST
        return counts & Q(**{f"{declared.first}__range": (begins, datetime.combine(last, time.max, actor.zone))})
    counts &= Q(**{f"{declared.first}__lte": last})
    return counts if declared.is_for_good else counts & Q(**{f"{declared.last or declared.first}__gte": first})


def _span(actor: Actor, declared: Engagement, begins: Any, ends: Any, minutes: Any) -> tuple[datetime, datetime]:
    if declared.minutes:
        local = begins.astimezone(actor.zone)
        return local, local + timedelta(minutes=minutes)
    if declared.is_for_good:
        return datetime.combine(begins + DAY, time.min, actor.zone), datetime.max.replace(tzinfo=actor.zone) - DAY
    last = ends if declared.last else begins
    return datetime.combine(begins, time.min, actor.zone), datetime.combine(last + DAY, time.min, actor.zone)


def _users(register: Register, declared: Engagement, named: Sequence[Any]) -> Callable[[Any], Sequence[int | None]]:
    """How the people of a row are read: their keys as users, nobody for what is nobody's."""
    if not declared.person:
        return lambda person: (None,)
    if not declared.user:
        return lambda person: () if person is None else (person,)
    known = _known(register, declared, {reference for references in named for reference in references})
    return lambda references: [known[reference] for reference in references if reference in known]


def _known(register: Register, declared: Engagement, references: Iterable[str]) -> Mapping[str, int]:
    """The users of people who are named by their references."""
    field: Any = register.field(declared.person)
    people = apps.get_model(field.to).objects.filter(reference__in=references).exclude(**{declared.user: None})
    return dict(people.values_list("reference", declared.user))
