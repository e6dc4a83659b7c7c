"""What is talked through, and until when it may be written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def check(item: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nothing is added to a meeting that was held, and advice against or with conditions says why."""
    if before is None and item.meeting.state != "called":
        return {"meeting": _("%(meeting)s was held or cancelled.") % {"meeting": item.meeting.reference}}
    if item.advice in ("conditions", "wait", "no") and not item.word:
        return {"word": _("Say which conditions, or why.")}
    return {}


def locked(item: Any) -> str | None:
    """What was said at a meeting stands."""
    return _("The meeting was held or cancelled.") if item.meeting.state != "called" else None
