"""What a role needs, and who may grant it (5.3 of both standards)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither

NEEDED = ("holder", "duties", "authority", "competence")


def derive_role(role: Any, before: Any, actor: Actor) -> None:
    """With another holder or another authority it has to be granted anew."""
    if before is None or before.state != "granted" or role.state != "granted":
        return
    if (role.holder_id, role.authority) != (before.holder_id, before.authority):
        role.state, role.granted_by_id, role.granted_on = "vacant", None, None


def check_role(role: Any, before: Any, today: date) -> Mapping[str, str]:
    """It counts for a standard; whoever has left holds none."""
    problems = seen_by_neither(role)
    if role.holder_id and (before is None or before.holder_id != role.holder_id) and role.holder.state == "left":
        problems["holder"] = _("They have left; name somebody who is here.")
    if role.holder_id and role.holder_id == role.deputy_id:
        problems["deputy"] = _("The deputy is somebody else than the holder.")
    return problems


def grant(role: Any, actor: Actor) -> None:
    """Note who granted it, and when."""
    role.granted_by_id, role.granted_on = actor.user_id, actor.today


def vacate(role: Any, actor: Actor) -> None:
    """Nobody holds it."""
    role.holder = role.granted_by = role.granted_on = None


def reports(role: Any) -> bool:
    """Whether its holder reports performance to top management."""
    return bool(role.reports_performance)


def report(role: Any, actor: Actor) -> None:
    """They reported today."""
    role.reported_on = actor.today
