"""What a calendar needs, and how it comes into force."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from tandem.ground.clocks.hours import BadHours
from tandem.ground.kernel import files, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns.versioned import Versioned
from tandem.operation.agreements.calendars import ics, public
from tandem.operation.agreements.calendars.models import DAYS
from tandem.operation.agreements.calendars.written import day_of, spans_of, special_of

VERSIONS = Versioned(series=("title",))
ICS = ".ics"
YEARS_BACK, YEARS_AHEAD = 3, 10  # for which public holidays are taken over


def begin_here(actor: Actor) -> dict[str, object]:
    """A calendar is in the organization's time zone, unless told otherwise."""
    return {"zone": actor.zone.key}


def check_calendar(calendar: Any, before: Any, today: date) -> Mapping[str, str]:
    """Hours can be read, there are some, and the country is one whose holidays are known."""
    problems = dict(_unreadable(calendar))
    if calendar.zone not in available_timezones():
        problems["zone"] = _("“%(name)s” is no time zone; write for example Europe/Vienna.") % {"name": calendar.zone}
    if not problems and not any(getattr(calendar, day).strip() for day in DAYS):
        problems["monday"] = _("A calendar without hours never comes to an end: write those of one day at least.")
    return problems | _unknown_place(calendar)


def _unreadable(calendar: Any) -> Mapping[str, str]:
    problems = {}
    for name, read, texts in (
        *((day, spans_of, [getattr(calendar, day)]) for day in DAYS),
        ("closed", day_of, calendar.closed),
        ("special", special_of, calendar.special),
    ):
        if problem := _problem(read, texts):
            problems[name] = problem
    return problems


def _problem(read: Callable[[str], object], texts: list[str]) -> str:
    try:
        for text in texts:
            read(text)
    except BadHours as bad:
        return str(bad)
    return ""


def _unknown_place(calendar: Any) -> dict[str, str]:
    calendar.country = calendar.country.upper()
    if calendar.region and not calendar.country:
        return {"country": _("Name the country of the region.")}
    if calendar.country and not public.is_known(calendar.country):
        return {"country": _("Its holidays are not known; write the two letters of a country, such as AT or SE.")}
    if calendar.country and not public.is_known(calendar.country, calendar.region):
        known = ", ".join(public.regions_of(calendar.country)[:30]) or _("none")
        return {"region": _("Not known there; known are: %(known)s.") % {"known": known}}
    return {}


def approve(calendar: Any, actor: Actor) -> None:
    """Note who approved it, and take over the holidays as they are known today: they never move afterwards."""
    VERSIONS.note(calendar, actor)
    if calendar.country:
        first, last = actor.today.year - YEARS_BACK, actor.today.year + YEARS_AHEAD
        calendar.public = public.of(calendar.country, calendar.region, first, last)


def may_take_days(calendar: Any, actor: Actor) -> str | None:
    """A calendar file hangs on it."""
    return None if _newest_file(calendar) else _("Attach a calendar file (.ics) first.")


def take_days(calendar: Any, actor: Actor) -> None:
    """The whole days of the newest calendar file that hangs on it are closed, beside those that were.

    From the year before this one through ten years ahead: what lies further back closes nothing any more.
    """
    today, newest = actor.today, _newest_file(calendar)
    with default_storage.open(newest.stored_as, "rb") as stored:
        content = stored.read(ics.LARGEST + 1)
    try:
        days = ics.closed_days(content, date(today.year - 1, 1, 1), date(today.year + YEARS_AHEAD, 12, 31))
    except BadHours as bad:
        raise Invalid({"closed": [str(bad)]}) from bad
    calendar.closed = sorted({*calendar.closed, *days})


def _newest_file(calendar: Any) -> Any:
    hanging = files.of(registers.declared_for(type(calendar)), calendar.pk)
    return next((file for file in reversed(hanging) if file.name.lower().endswith(ICS)), None)


def locked(calendar: Any) -> str | None:
    """By what is in force, time is counted."""
    return _("It is in force; write the next version instead.") if calendar.state != "draft" else None
