"""Kinds of times: days, moments, and moments known to a month or year only."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.kind import NONE_WORD, Kind, ModelField, Reading, Schema, parts
from tandem.ground.kernel.text import clean

FIRST_YEAR, LAST_YEAR = 1000, 9899  # what is worked out from a day, a hundred years on, is a day still
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
BEGINS = re.compile(r"\d{4}-?\d{2}-?\d{2}([T ]|$)", re.ASCII | re.IGNORECASE)
ZONE = re.compile(r"\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$", re.ASCII | re.IGNORECASE)
WITHOUT_ZERO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?=[T ]|$)", re.ASCII | re.IGNORECASE)


class Day(Kind):
    """A day."""

    name = "day"
    is_picked = True
    is_bounded = True
    is_free_text = False

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        return in_range(day_of(value, reading.zone))

    def revived(self, field: ModelField, kept: Any) -> Any:
        return date.fromisoformat(kept)

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return {"type": "string", "format": "date"}

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        if text == NONE_WORD:
            return Q(**{field.name: None})
        day = in_range(actor.today if text == "today" else day_of(clean(text).strip(), actor.zone))
        return between(field.name, bound, *self.ends(actor, day))

    def ends(self, actor: Actor, day: date) -> tuple[Any, Any]:
        """The day's beginning and the next one's, as the field keeps them."""
        return day, day + timedelta(days=1)


class Moment(Day):
    """A moment, kept in UTC; one written without a zone is the organization's."""

    name = "moment"

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        return moment_of(value, reading.zone)

    def revived(self, field: ModelField, kept: Any) -> Any:
        return datetime.fromisoformat(kept)

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return {"type": "string", "format": "date-time"}

    def ends(self, actor: Actor, day: date) -> tuple[Any, Any]:
        start = datetime.combine(day, time(), actor.zone)
        return start, datetime.combine(day + timedelta(days=1), time(), actor.zone)

    def mark(self, field: ModelField, carried: Any) -> Any:
        return moment_of(carried, ZoneInfo("UTC"))


class Period(Kind):
    """A moment known to the day, month or year."""

    name = "period"
    is_free_text = False

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        return period_of(value)

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        description = "A day, month or year: 2026-03-09, 2026-03 or 2026."
        return {"type": "string", "maxLength": 10, "description": description}

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        chosen = Q()
        for part in parts(text):
            chosen |= Q(**{f"{field.name}__startswith": period_of(part)})
        return chosen


def day_of(value: Any, zone: ZoneInfo) -> date:
    """A day; ValidationError says how to write one."""
    if isinstance(value, datetime):
        return value.astimezone(zone).date() if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    match = DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        if match:
            return date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise ValidationError(_("“%(value)s” is no day of the calendar."), params={"value": value}) from error
    raise ValidationError(_("Write a date as year-month-day, for example 2026-03-31."), code="invalid")


def in_range(day: date) -> date:
    """The same day; ValidationError when nothing could be counted on from it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        limits = {"first": FIRST_YEAR, "last": LAST_YEAR}
        message = _("That date is out of range: write a year from %(first)d to %(last)d, or nothing for no end.")
        raise ValidationError(message, params=limits, code="range")
    return day


def day_asked(text: str) -> date | None:
    """The day that an address or a field names; None where it is none, or nothing could be counted from it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def moment_of(value: Any, zone: ZoneInfo) -> datetime:
    """A moment in UTC; ValidationError says how to write one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    moment = value if isinstance(value, datetime) else iso_moment(value) if isinstance(value, str) else None
    if moment is None:
        raise ValidationError(_("Write a date and time, for example 2026-03-31 14:30."), code="invalid")
    in_range(moment.date())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def iso_moment(text: str) -> datetime | None:
    """A moment in a spelling of ISO 8601, with its offset where it has one; None for any other spelling."""
    text = WITHOUT_ZERO.sub(
        lambda date_match: f"{date_match[1]}-{int(date_match[2]):02}-{int(date_match[3]):02}", text.strip()
    )
    if not BEGINS.match(text) or len(text) > 60:
        return None
    text = text.replace("−", "-")
    zone = ZONE.search(text, 11) if len(text) > 10 else None
    local, offset = (text[: zone.start()], zone[1].upper()) if zone else (text, "")
    try:
        return datetime.fromisoformat(local.upper() + ("Z" if offset in ("UTC", "GMT") else offset))
    except ValueError:
        return None


def period_of(value: Any) -> str:
    """A day, month or year that the calendar has; ValidationError says how to write one."""
    text = value.isoformat()[:10] if isinstance(value, date) else str(value).strip()
    try:
        if PERIOD.fullmatch(text):
            date.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text)
            return text
    except ValueError:
        pass
    message = _("Write a day, month or year, such as 2026-03-09, 2026-03 or 2026.")
    raise ValidationError(message, code="invalid")


def between(name: str, bound: str, first: Any, after: Any) -> Q:
    """The condition that a time lies on, from, until or before a day."""
    match bound:
        case "from":
            return Q(**{f"{name}__gte": first})
        case "to":
            return Q(**{f"{name}__lt": after})
        case "before":
            return Q(**{f"{name}__lt": first})
    return Q(**{f"{name}__gte": first, f"{name}__lt": after})
