"""What a look needs, and that it stays as it was seen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor

WORKDAYS = 5


def falls_on(check: Any, day: date) -> bool:
    """Whether a morning check is looked at on a day."""
    return bool(check.days == "daily" or day.weekday() < WORKDAYS)


def derive(look: Any, before: Any, actor: Actor) -> None:
    """It is called as its check is, and for whoever does that."""
    look.title = look.check_of.title
    look.owner_id = look.owner_id or look.check_of.owner_id


def check(look: Any, before: Any, today: date) -> Mapping[str, str]:
    """A morning is looked at once it has come."""
    return {"morning": _("That morning has not come yet.")} if look.morning and look.morning > today else {}


def locked(look: Any) -> str | None:
    """What was seen stays as it was seen."""
    return _("It was looked at.") if look.state != "due" else None


def see(look: Any, actor: Actor) -> None:
    """Note who looked, and when."""
    look.seen_by_id, look.seen_at = actor.user_id, clock.now()
