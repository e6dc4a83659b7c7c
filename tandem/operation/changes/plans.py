"""When changes are to be made, with what and by whom, as far as others can get in their way."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tandem.ground.kernel import registers
from tandem.ground.kernel.registers import Register
from tandem.support.people.models import Person

HOUR, DAY, MOMENT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)
Neighbours = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """One change in time: exact where its hours are known, else the whole day."""

    change_id: int
    reference: str
    title: str
    begins: datetime
    ends: datetime
    is_exact: bool
    is_emergency: bool
    services: frozenset[str]
    items: frozenset[str]
    people: frozenset[int]

    def meets(self, other: "Plan") -> bool:
        """Whether both are under way at some moment."""
        return self.begins < other.ends and other.begins < self.ends

    def moved(self, begins: datetime) -> "Plan":
        """The same at another time."""
        return replace(self, begins=begins, ends=begins + (self.ends - self.begins))

    def days(self, zone: ZoneInfo) -> tuple[date, date]:
        """The first and the last day in local time."""
        return self.begins.astimezone(zone).date(), (self.ends - MOMENT).astimezone(zone).date()


def plan_of(change: Any, zone: ZoneInfo) -> Plan | None:
    """The plan of one change; None while its day is not known."""
    return next(iter(plans_of([change], zone)), None)


def plans_of(changes: Iterable[Any], zone: ZoneInfo) -> list[Plan]:
    """The plans of those changes whose day is known, in the order of time."""
    dated = [change for change in changes if change.starts_at or change.planned_for]
    services = _services({item for change in dated for item in change.items})
    users = _users({person for change in dated for person in change.people})
    return sorted((_plan(change, services, users, zone) for change in dated), key=lambda plan: plan.begins)


def _plan(change: Any, services: Mapping[str, str], users: Mapping[str, int], zone: ZoneInfo) -> Plan:
    begins, ends = _span(change, zone)
    own = {change.service.reference} if change.service_id else set()
    return Plan(
        change.pk or 0,
        change.reference,
        change.title,
        begins,
        ends,
        change.starts_at is not None,
        change.category == "emergency",
        frozenset(own | {services[item] for item in change.items if item in services}),
        frozenset(change.items),
        frozenset({change.owner_id, *(users.get(person) for person in change.people)} - {None}),
    )


def _span(change: Any, zone: ZoneInfo) -> tuple[datetime, datetime]:
    if change.starts_at:
        return change.starts_at, change.ends_at or change.starts_at + HOUR
    midnight = datetime.combine(change.planned_for, time.min, zone)
    return midnight, datetime.combine(change.planned_for + DAY, time.min, zone)


def _services(items: Collection[str]) -> Mapping[str, str]:
    """The service that each of these items is part of."""
    register = registers.find("items")
    if register is None or not items:
        return {}
    rows = register.model.objects.filter(reference__in=items).exclude(service=None)
    return dict(rows.values_list("reference", "service__reference"))


def names(items: Collection[str], services: Collection[str]) -> Mapping[str, str]:
    """What people call these items and services, by reference."""
    named: dict[str, str] = {}
    for key, references in (("items", items), ("services", services)):
        register = registers.find(key)
        if register is not None and references:
            rows = register.model.objects.filter(reference__in=references)
            named.update(rows.values_list("reference", "title"))
    return named


def _users(people: Collection[str]) -> Mapping[str, int]:
    if not people:
        return {}
    rows = Person.objects.filter(reference__in=people).exclude(user=None)
    return dict(rows.values_list("reference", "user_id"))


def neighbours(items: Collection[str]) -> Neighbours:
    """The items with which each of these is connected, where relations of items are kept."""
    relations = _relations()
    if relations is None or not items:
        return {}
    near: dict[str, set[str]] = {}
    for source, target in (("source", "target"), ("target", "source")):
        rows = relations.model.objects.filter(**{f"{source}__reference__in": items})
        for item, other in rows.values_list(f"{source}__reference", f"{target}__reference"):
            near.setdefault(item, set()).add(other)
    return {item: frozenset(others) for item, others in near.items()}


def _relations() -> Register | None:
    """The register of relations between items: the one that names two of them, as source and as target."""
    items = registers.find("items")
    if items is None:
        return None
    named: dict[str, set[str]] = {}
    for other, name in registers.pointing_to(items):
        named.setdefault(other.key, set()).add(name)
    return next((registers.find(key) for key, names in named.items() if {"source", "target"} <= names), None)
