"""A shift is handed over to somebody else, and taken over by them alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor


def begin(actor: Actor) -> dict[str, object]:
    """Whoever writes it hands over, now."""
    return {"given_at": clock.now(), "owner_id": actor.user_id}


def derive(handover: Any, before: Any, actor: Actor) -> None:
    """Whoever writes it hands over."""
    if before is None:
        handover.owner_id = handover.owner_id or actor.user_id


def check(handover: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nobody hands over to themselves, or what has not been yet."""
    if handover.successor_id is not None and handover.successor_id == handover.owner_id:
        return {"successor": _("Hand it over to somebody else.")}
    if handover.given_at > clock.now():
        return {"given_at": _("It is handed over once that moment has come.")}
    return {}


def locked(handover: Any) -> str | None:
    """What was taken over stays as it was told."""
    return _("It was taken over; write the next one.") if handover.state == "taken" else None


def may_take(handover: Any, actor: Actor) -> str | None:
    """Whoever it was handed to takes over."""
    return None if actor.user_id == handover.successor_id else _("Whoever it was handed to takes over.")


def take(handover: Any, actor: Actor) -> None:
    """Note when."""
    handover.taken_at = clock.now()
