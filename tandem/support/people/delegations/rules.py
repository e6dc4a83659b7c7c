"""What a delegation needs, and which hold on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import MANAGER, SYSTEM, Actor
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.patterns import deciding
from tandem.support.people.delegations.models import Delegation

LONGEST_DAYS = 366


def derive(delegation: Any, before: Any, actor: Actor) -> None:
    """Everybody delegates what is theirs; managers do it for those who are away."""
    delegation.of_id = delegation.of_id or actor.user_id
    delegation.owner_id = delegation.of_id
    places = {delegation.of_id} | ({before.of_id} if before is not None else set())
    if actor.role not in (MANAGER, SYSTEM) and places != {actor.user_id}:
        raise NotPermitted(_("You delegate only what is yours to decide."))


def check(delegation: Any, before: Any, today: date) -> Mapping[str, str]:
    """Another person, for days in their order, for a year at most."""
    if delegation.to_id is not None and delegation.of_id == delegation.to_id:
        return {"to": _("Name somebody else.")}
    if not (delegation.begins and delegation.ends):
        return {}
    if delegation.ends < delegation.begins:
        return {"ends": _("It does not end before it begins.")}
    if (delegation.ends - delegation.begins).days > LONGEST_DAYS:
        return {"ends": _("Delegate for a year at most; what is for longer is a role.")}
    return {}


def holding_on(day: date) -> list[deciding.Delegation]:
    """The delegations of the active organization that hold on a day."""
    rows = Delegation.objects.holding_on(day).order_by("pk").values_list("of_id", "to_id", "begins", "ends")
    return [deciding.Delegation(of, to, begins, ends) for of, to, begins, ends in rows]
