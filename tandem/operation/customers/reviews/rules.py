"""When a meeting with a customer counts as held."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

NEEDED = ("present", "performance", "agreed")


def check_review(review: Any, before: Any, today: date) -> Mapping[str, str]:
    """A meeting was held on a day that has come, and stays with its customer."""
    if before is not None and before.customer_id != review.customer_id:
        return {"customer": _("A meeting stays with its customer.")}
    if review.held_on and review.held_on > today:
        return {"held_on": _("Note it once it has been held.")}
    if review.state == "held" and review.held_on is None:
        return {"held_on": _("Say on which day it was held.")}
    return {}


def hold(review: Any, actor: Actor) -> None:
    """Held today, unless another day is given."""
    review.held_on = review.held_on or actor.today


def locked(review: Any) -> str | None:
    """What was said in a meeting stays as it was said."""
    return _("The meeting has been held; plan another one.") if review.state == "held" else None
