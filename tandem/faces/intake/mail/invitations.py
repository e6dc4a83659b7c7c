"""Invitations to meetings (RFC 5545) in a few lines of text."""

from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar

MOST_EVENTS = 5


def summary(content: bytes) -> str:
    """What an invitation is about, when and where; empty where it cannot be read."""
    try:
        calendar = Calendar.from_ical(content)
        events = list(calendar.walk("VEVENT"))[:MOST_EVENTS]
        method = str(calendar.get("method", "")).upper()
        return "\n\n".join(_lines(event, method) for event in events)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return ""


def _lines(event: Any, method: str) -> str:
    words = {"CANCEL": _("Meeting called off"), "REPLY": _("Answer to an invitation")}.get(method, _("Invitation"))
    parts = [
        (words, event.get("summary")),
        (_("Begins"), _moment(event.get("dtstart"))),
        (_("Ends"), _moment(event.get("dtend"))),
        (_("Place"), event.get("location")),
        (_("From"), str(event.get("organizer", "")).removeprefix("mailto:").removeprefix("MAILTO:")),
    ]
    return "\n".join(f"{name}: {value}" for name, value in parts if value)


def _moment(value: Any) -> str:
    return str(getattr(value, "dt", "") or "")
