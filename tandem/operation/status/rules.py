"""What an update needs before people read it, and that a person releases it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking

SAID = ("services", "text")


def begin(actor: Actor) -> dict[str, object]:
    """An update holds from now on, unless told otherwise."""
    return {"starts_at": clock.now(), "owner_id": actor.user_id}


def derive(update: Any, before: Any, actor: Actor) -> None:
    """Without a moment it begins now."""
    update.starts_at = update.starts_at or clock.now()


def check(update: Any, before: Any, today: date) -> Mapping[str, str]:
    """It ends after it began, maintenance has an end, and what is for one customer is not for everybody."""
    if update.ends_at and update.ends_at <= update.starts_at:
        return {"ends_at": _("It ends after it begins.")}
    if update.standing == "maintenance" and update.ends_at is None:
        return {"ends_at": _("Say until when the maintenance lasts.")}
    if update.customer_id and update.audience == "public":
        return {"audience": _("What is for one customer does not go on the public page.")}
    if update.customer_id and update.audience == "inside":
        return {"audience": _("What is for a customer is for customers and staff.")}
    return {}


def locked(update: Any) -> str | None:
    """What was released was read."""
    return None if update.state == "draft" else _("What was released stays; write another update.")


def may_release(update: Any, actor: Actor) -> Lacking | str | None:
    """A person releases it, and it says which services and what."""
    if actor.user_id is None:
        return _("A person releases what others read, not a job.")
    missing = tuple(name for name in SAID if not getattr(update, name))
    return Lacking(missing, _("Say which services it is about, and what people are told.")) if missing else None


def release(update: Any, actor: Actor) -> None:
    """Note who released it, and when."""
    update.released_by_id, update.released_at = actor.user_id, clock.now()
