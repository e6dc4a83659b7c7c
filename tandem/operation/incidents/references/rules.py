"""Rules of incidents of others, and of moments that are known only to the month or year."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

KNOWN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(happened: str) -> date | None:
    """The first day of 2012, 2012-03 or 2012-03-09; None for what is no such period."""
    match = KNOWN.fullmatch(happened, endpos=10) if happened.isascii() else None
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def earliest(happened: str, zone: ZoneInfo) -> datetime | None:
    """The earliest moment at which something known to a day, month or year can have been, in a time zone."""
    day = first_day(happened)
    return datetime(day.year, day.month, day.day, tzinfo=zone) if day else None


def derive_reference(reference: Any, before: Any, actor: Actor) -> None:
    """The year follows from when it happened, as far as that is known."""
    reference.happened = reference.happened.strip()
    day = first_day(reference.happened)
    reference.year = day.year if day else None


def check_reference(reference: Any, before: Any, today: date) -> Mapping[str, str]:
    """When it happened is a day, month or year that has come."""
    if not reference.happened:
        return {}
    day = first_day(reference.happened)
    if day is None:
        return {"happened": _("Write 2026-03-09; 2026-03 or 2026 where no more is known.")}
    return {"happened": _("That has not come yet.")} if day > today else {}


def consider(reference: Any, actor: Actor) -> None:
    """Note when somebody thought about what it means here."""
    reference.considered_on = actor.today
