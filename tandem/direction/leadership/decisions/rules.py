"""What a decision of top management needs, and who takes it (5.1 of both standards)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.leadership.roles.models import Role
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither
from tandem.ground.kernel.models import Action
from tandem.support.people.models import Person

NEEDED = ("wording", "rests_on", "consequences")


def check_decision(decision: Any, before: Any, today: date) -> Mapping[str, str]:
    """It counts for a standard."""
    return seen_by_neither(decision)


def is_top_management(actor: Actor) -> bool:
    """Whether somebody is top management by their engagement, or by a role that was granted to them."""
    if actor.user_id is None:
        return False
    by_engagement = Person.objects.here().filter(user_id=actor.user_id, engaged_as="board")
    by_role = Role.objects.granted().filter(is_top_management=True, holder__user_id=actor.user_id)
    return bool(by_engagement.exists() or by_role.exists())


def may_take(decision: Any, actor: Actor) -> str | None:
    """Top management decides, nobody for it."""
    if is_top_management(actor):
        return None
    return _("Top management decides: somebody engaged as such under People, or with a role that belongs to it.")


def take(decision: Any, actor: Actor) -> None:
    """Note who decided, and when."""
    decision.taken_by_id, decision.taken_on = actor.user_id, actor.today


def may_carry_out(decision: Any, actor: Actor) -> str | None:
    """What follows from it is done first."""
    mine = Action.objects.open().filter(source_register="decisions", source_reference=decision.reference)
    left = mine.count()
    return _("Actions are still open: %(count)s.") % {"count": left} if left else None


def carry_out(decision: Any, actor: Actor) -> None:
    """It was carried out today."""
    decision.carried_out_on = actor.today


def decision_locked(decision: Any) -> str | None:
    """What was decided stays as it was decided."""
    return _("It is decided; write another decision to change it.") if decision.state != "prepared" else None
