"""What gets in the way of a change at its time, and when nothing would."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import locales
from tandem.operation.changes.freezes.models import ChangeFreeze
from tandem.operation.changes.models import Change
from tandem.operation.changes.plans import DAY, Neighbours, Plan, names, neighbours, plan_of, plans_of
from tandem.operation.changes.windows.models import MaintenanceWindow
from tandem.operation.changes.windows.rules import is_for, occurrences

AHEAD = timedelta(days=60)  # how far a free time is looked for


@dataclass(frozen=True, slots=True)
class Collision:
    """That something gets in the way: which kind, what both want, and the other change where it is one."""

    kind: str
    words: str
    other: Plan | None = None
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that may get in the way of changes in some days."""

    plans: Sequence[Plan]
    freezes: Sequence[Any]
    windows: Sequence[Any]
    near: Neighbours
    names: Mapping[str, str]
    zone: ZoneInfo

    def named(self, references: Iterable[str]) -> str:
        """Items and services by their names, in words."""
        return ", ".join(sorted(self.names.get(reference, reference) for reference in references))

    def freezes_over(self, plan: Plan) -> list[Any]:
        """The freezes in which a plan falls."""
        first, last = plan.days(self.zone)
        return [
            freeze
            for freeze in self.freezes
            if freeze.begins <= last
            and freeze.ends >= first
            and (not freeze.services or plan.services & frozenset(freeze.services))
        ]

    def windows_for(self, plan: Plan) -> list[Any]:
        """The windows in which everything that a plan touches may stand still."""
        if not plan.services:
            return []
        return [window for window in self.windows if all(is_for(window, service) for service in plan.services)]


def around(plans: Sequence[Plan], first: date, last: date, zone: ZoneInfo) -> Surroundings:
    """What there is from one day to another, with the neighbours of what these plans touch."""
    others = plans_of(_open_between(first, last, zone), zone)
    freezes = list(ChangeFreeze.objects.between(first, last).order_by("begins", "pk"))
    items = {item for plan in (*plans, *others) for item in plan.items}
    services = {service for plan in (*plans, *others) for service in plan.services}
    near = neighbours(items)
    return Surroundings(
        others,
        freezes,
        list(MaintenanceWindow.objects.between(first, last).order_by("weekday", "begins", "pk")),
        near,
        names(
            items.union(*near.values()), services.union(service for freeze in freezes for service in freeze.services)
        ),
        zone,
    )


def _open_between(first: date, last: date, zone: ZoneInfo) -> Any:
    """Changes still to be made in these days; one with hours may have begun before."""
    begins = datetime.combine(first, time.min, zone)
    is_dated = Q(starts_at=None, planned_for__range=(first, last)) | Q(planned_for__range=(first, last))
    runs_on = Q(starts_at__lt=begins, ends_at__gt=begins)
    return Change.objects.planned().filter(is_dated | runs_on).select_related("service")


def of(plan: Plan, near: Surroundings) -> list[Collision]:
    """Everything that gets in the way of a plan where it stands."""
    return [*_of_changes(plan, near), *_of_freezes(plan, near), *_of_windows(plan, near)]


def _of_changes(plan: Plan, near: Surroundings) -> Iterator[Collision]:
    for other in near.plans:
        if other.change_id == plan.change_id or not plan.meets(other):
            continue
        is_exact = plan.is_exact and other.is_exact
        kind, words = _shared(plan, other, near)
        if kind:
            yield Collision(kind, words, other, is_exact)
        elif is_exact and plan.people & other.people:
            yield Collision("person", _("Both need the same person."), other, is_exact)


def _shared(plan: Plan, other: Plan, near: Surroundings) -> tuple[str, str]:
    """What two changes both touch; nothing when empty."""
    if items := plan.items & other.items:
        return "item", _("Both want %(what)s.") % {"what": near.named(items)}
    for item in sorted(plan.items):
        if related := near.near.get(item, frozenset()) & other.items:
            return "relative", _("%(item)s is connected with %(what)s.") % {
                "item": near.named([item]),
                "what": near.named(related),
            }
    if services := plan.services & other.services:
        return "service", _("Both change %(what)s.") % {"what": near.named(services)}
    return "", ""


def _of_freezes(plan: Plan, near: Surroundings) -> Iterator[Collision]:
    if plan.is_emergency:
        return
    for freeze in near.freezes_over(plan):
        params = {"freeze": freeze.title, "first": locales.day(freeze.begins), "last": locales.day(freeze.ends)}
        yield Collision("freeze", _("%(freeze)s: nothing is changed from %(first)s to %(last)s.") % params)


def _of_windows(plan: Plan, near: Surroundings) -> Iterator[Collision]:
    windows = near.windows_for(plan)
    if not plan.is_exact or plan.is_emergency or not windows:
        return
    first, last = plan.days(near.zone)
    times = (time for window in windows for time in occurrences(window, first - DAY, last, near.zone))
    if not any(begins <= plan.begins and plan.ends <= ends for begins, ends in times):
        yield Collision("window", _("It lies outside the maintenance windows of its service."))


def way_out(plan: Plan, near: Surroundings, now: datetime) -> Plan | None:
    """The next time from now on, within sixty days, at which nothing gets in the way; None for none."""
    for begins in _candidates(plan, near, now):
        moved = plan.moved(begins)
        if begins != plan.begins and begins > now and not of(moved, near):
            return moved
    return None


def _candidates(plan: Plan, near: Surroundings, now: datetime) -> list[datetime]:
    """When it could begin: with its windows, or at the same time on the next days."""
    today = now.astimezone(near.zone).date()
    first = max(today, plan.days(near.zone)[0])
    windows = near.windows_for(plan) if plan.is_exact else []
    length = plan.ends - plan.begins
    times = [time for window in windows for time in occurrences(window, first, first + AHEAD, near.zone)]
    if times:
        return sorted(begins for begins, ends in times if ends - begins >= length)
    local = plan.begins.astimezone(near.zone)
    return [datetime.combine(first + n * DAY, local.timetz()) for n in range(1, AHEAD.days + 1)]


def of_change(change: Any, zone: ZoneInfo, now: datetime) -> tuple[list[Collision], Plan | None]:
    """What gets in the way of one change, and the next time at which nothing does."""
    plan = plan_of(change, zone)
    if plan is None:
        return [], None
    first, last = plan.days(zone)
    start = max(first, now.astimezone(zone).date())
    near = around([plan], min(first, start) - DAY, max(last, start) + AHEAD + 2 * DAY, zone)
    clashes = of(plan, near)
    return clashes, way_out(plan, near, now) if clashes else None
