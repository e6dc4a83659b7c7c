"""Who is invited to a review."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def derive_attendee(attendee: Any, before: Any, actor: Actor) -> None:
    """Named as the person is."""
    if attendee.person_id and not attendee.title:
        attendee.title = attendee.person.name


def check_attendee(attendee: Any, before: Any, today: date) -> Mapping[str, str]:
    """Somebody is named; who came is said once the meeting is held."""
    if not attendee.title.strip():
        return {"title": _("Choose a person, or write a name.")}
    if attendee.came is not None and attendee.review_id and attendee.review.state in ("planned", "invited"):
        return {"came": _("The meeting was not held yet.")}
    return {}


def attendee_locked(attendee: Any) -> str | None:
    """Who attended stays as it was minuted."""
    is_closed = attendee.review.state in ("minuted", "approved", "cancelled")
    return _("The minutes are written; who attended stays.") if is_closed else None
