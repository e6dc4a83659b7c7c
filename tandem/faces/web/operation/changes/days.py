"""What the change calendar draws: its days, the changes and releases on them, freezes, windows and collisions."""

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.faces.web.shell import Visit
from tandem.ground.kernel import clock, locales, permissions, registers
from tandem.operation.changes import collisions
from tandem.operation.changes.collisions import Collision, Surroundings
from tandem.operation.changes.models import Change
from tandem.operation.changes.plans import DAY, Plan, plans_of
from tandem.operation.changes.register import CHANGES
from tandem.operation.changes.windows.rules import occurrences

MONTH, WEEK = "month", "week"
SHOWN_STATES = ("requested", "weighed", "approved", "undecided", "decided", "made", "closed")
MOVABLE = ("requested", "weighed", "approved")
MOST = 500  # changes on one page


@dataclass(frozen=True, slots=True)
class Entry:
    """A change or a release on its day; `shape` says what it is, beside its colour."""

    reference: str
    title: str
    url: str
    when: str
    more: str
    shape: str
    word: str
    collides: bool = False
    version: int = 0
    is_movable: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day with everything on it."""

    day: date
    is_outside: bool
    is_today: bool
    freezes: tuple[Any, ...]
    begins_freeze: bool
    windows: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def weekday(self) -> str:
        """What the day of the week is called, in the language of whoever looks."""
        return locales.weekday(self.day)

    @property
    def short_weekday(self) -> str:
        """The same, shortened."""
        return locales.short_weekday(self.day)

    @property
    def short(self) -> str:
        """The day with its month, shortened."""
        return locales.short_day(self.day)


@dataclass(frozen=True, slots=True)
class Clash:
    """A collision beside the calendar: both sides, and the way out of it."""

    plan: Plan
    collision: Collision
    begins: datetime
    free: datetime | None
    change: Any
    other: Any
    may_move: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month or a week of the calendar."""

    span: str
    first: date
    last: date
    title: str
    before: date
    after: date
    weeks: Sequence[Sequence[Day]]
    clashes: Sequence[Clash]
    freezes: Sequence[Any]
    names_of: Callable[[Iterable[str]], str]
    movable: Sequence[Any]
    count: int
    releases: int


def span_of(span: str, day: date) -> tuple[date, date]:
    """The days that are drawn: whole weeks from Monday on."""
    if span == WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + 6 * DAY
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def sheet(visit: Visit, span: str, day: date) -> Sheet:
    """Everything that is drawn for the month or week around a day."""
    zone, (first, last) = visit.actor.zone, span_of(span, day)
    changes = _changes(visit, first, last)
    near = collisions.around([], first - DAY, last + collisions.AHEAD + 2 * DAY, zone)
    open_ones = {change.reference: change for change in changes if change.state in MOVABLE}
    plans = {plan.reference: plan for plan in plans_of(open_ones.values(), zone)}
    by_reference = {reference: collisions.of(plan, near) for reference, plan in plans.items()}
    entries = _entries(visit, changes, by_reference, span, zone)
    releases = _releases(visit, first, last)
    for planned, release in releases:
        entries[planned].append(release)
    return Sheet(
        span,
        first,
        last,
        _title(span, day, first),
        day.replace(day=1) - DAY if span == MONTH else first - DAY,
        last + DAY if span == WEEK else day.replace(day=calendar.monthrange(day.year, day.month)[1]) + DAY,
        _weeks(visit, span, day, (first, last), near, entries),
        _clashes(visit, plans, by_reference, open_ones, near),
        [freeze for freeze in near.freezes if freeze.begins <= last and freeze.ends >= first],
        near.named,
        [change for change in open_ones.values() if permissions.may_edit(visit.actor, CHANGES, change)],
        len(changes),
        len(releases),
    )


def _title(span: str, day: date, first: date) -> str:
    if span == WEEK:
        return _("Week %(week)s of %(year)s") % {"week": first.isocalendar().week, "year": first.isocalendar().year}
    return locales.long_month(day)


def _changes(visit: Visit, first: date, last: date) -> list[Any]:
    """Changes planned for these days, or made on them without a plan."""
    seen = permissions.visible(visit.actor, CHANGES).filter(state__in=SHOWN_STATES)
    planned = seen.filter(planned_for__range=(first, last))
    unplanned = seen.filter(planned_for=None, made_on__range=(first, last))
    return list((planned | unplanned).select_related("service", "template", "owner").order_by("pk")[:MOST])


def _entries(
    visit: Visit, changes: Iterable[Change], by_reference: dict[str, list[Collision]], span: str, zone: ZoneInfo
) -> dict[date, list[Entry]]:
    entries: dict[date, list[Entry]] = defaultdict(list)
    timed = sorted((change for change in changes if change.starts_at), key=lambda change: (change.starts_at, change.pk))
    for change in [*timed, *(change for change in changes if not change.starts_at)]:
        collides = any(_is_clash(collision) for collision in by_reference.get(change.reference, ()))
        day = change.planned_for or change.made_on
        if day is not None:
            entries[day].append(_entry(visit, change, collides, span, zone))
    return entries


def _entry(visit: Visit, change: Any, collides: bool, span: str, zone: ZoneInfo) -> Entry:
    shape, word = _shape(change)
    service = str(change.service.title) if change.service else ""
    who = str(change.owner.name) if change.owner else ""
    return Entry(
        change.reference,
        change.title,
        visit.url("record", CHANGES.key, change.reference),
        _hours(change, span, zone),
        " · ".join(part for part in (service, who) if part),
        shape,
        word,
        collides,
        change.version,
        change.state in MOVABLE and permissions.may_edit(visit.actor, CHANGES, change),
    )


def _hours(change: Any, span: str, zone: ZoneInfo) -> str:
    if change.starts_at is None:
        return ""
    begins = change.starts_at.astimezone(zone)
    is_long = span == WEEK and change.ends_at
    return f"{begins:%H:%M}–{change.ends_at.astimezone(zone):%H:%M}" if is_long else f"{begins:%H:%M}"


def _shape(change: Any) -> tuple[str, str]:
    """How a change is drawn, and what that means."""
    if change.state in ("decided", "made", "closed"):
        return "made", _("made")
    if change.category == "emergency":
        return "emergency", _("emergency")
    if change.state == "approved":
        return "approved", _("approved")
    return ("waiting", _("to approve")) if change.state == "weighed" else ("planned", _("planned"))


def _releases(visit: Visit, first: date, last: date) -> list[tuple[date, Entry]]:
    register = registers.find("releases")
    if register is None or not permissions.may_view_register(visit.actor, register):
        return []
    seen = permissions.visible(visit.actor, register).filter(planned_for__range=(first, last))
    releases = seen.exclude(state="cancelled").select_related("service").order_by("pk")[:MOST]
    return [(release.planned_for, _release(visit, register.key, release)) for release in releases]


def _release(visit: Visit, key: str, release: Any) -> Entry:
    count = len(release.changes)
    more = (
        ngettext("%(count)s change", "%(count)s changes", count) % {"count": count}
        if count
        else str(release.service.title if release.service else "")
    )
    url = visit.url("record", key, release.reference)
    return Entry(release.reference, release.title, url, "", more, "release", _("release"))


def _weeks(
    visit: Visit,
    span: str,
    day: date,
    days: tuple[date, date],
    near: Surroundings,
    entries: dict[date, list[Entry]],
) -> list[list[Day]]:
    first, last = days
    windows = _windows(near, first, last)
    drawn = []
    for number in range((last - first).days + 1):
        at = first + number * DAY
        freezes = tuple(freeze for freeze in near.freezes if freeze.begins <= at <= freeze.ends)
        drawn.append(
            Day(
                at,
                span == MONTH and at.month != day.month,
                at == visit.actor.today,
                freezes,
                any(freeze.begins == at for freeze in freezes),
                tuple(windows[at]),
                tuple(entries.get(at, ())),
            )
        )
    return [drawn[start : start + 7] for start in range(0, len(drawn), 7)]


def _windows(near: Surroundings, first: date, last: date) -> dict[date, list[str]]:
    hours: dict[date, list[str]] = defaultdict(list)
    for window in near.windows:
        for begins, ends in occurrences(window, first, last, near.zone):
            hours[begins.date()].append(f"{begins:%H:%M}–{ends:%H:%M}")
    return hours


def _is_clash(collision: Collision) -> bool:
    """Two changes in each other's way, or one in a freeze; outside a window is only said on its record."""
    return collision.kind != "window"


def _clashes(
    visit: Visit,
    plans: dict[str, Plan],
    by_reference: dict[str, list[Collision]],
    changes: dict[str, Any],
    near: Surroundings,
) -> list[Clash]:
    """Each pair once, the later of both with its way out."""
    clashes, seen = [], set()
    others = {change.reference: change for change in _named(visit, by_reference)}
    for reference, plan in sorted(plans.items(), key=lambda item: item[1].begins, reverse=True):
        for collision in filter(_is_clash, by_reference[reference]):
            other = collision.other.reference if collision.other else ""
            if frozenset({reference, other}) in seen:
                continue
            seen.add(frozenset({reference, other}))
            clashes.append(_clash(visit, plan, collision, changes[reference], others.get(other), near))
    return sorted(clashes, key=lambda clash: clash.begins)


def _clash(visit: Visit, plan: Plan, collision: Collision, change: Any, other: Any, near: Surroundings) -> Clash:
    free = collisions.way_out(plan, near, clock.now())
    may_move = permissions.may_edit(visit.actor, CHANGES, change)
    begins = free.begins.astimezone(near.zone) if free else None
    return Clash(plan, collision, plan.begins.astimezone(near.zone), begins, change, other, may_move)


def _named(visit: Visit, by_reference: dict[str, list[Collision]]) -> list[Any]:
    """The other sides of collisions, as far as the visitor may see them."""
    keys = {collision.other.change_id for several in by_reference.values() for collision in several if collision.other}
    return list(permissions.visible(visit.actor, CHANGES).filter(pk__in=keys))
