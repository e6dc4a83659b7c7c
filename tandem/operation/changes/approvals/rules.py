"""Who is asked about a change, and who may decide: never whoever asked for it or makes it, each word once."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.patterns import independence
from tandem.ground.kernel.patterns.asked import Asked
from tandem.operation.changes.agenda.models import AgendaItem
from tandem.operation.changes.approval_rules.rules import steps_of
from tandem.support.people.delegations.rules import holding_on
from tandem.support.people.models import Person


def apart_from(change: Any) -> frozenset[int]:
    """The users who have a part in a change and so never decide about it."""
    return frozenset(user for user in (change.requester_id, change.owner_id) if user is not None)


def people_of(rule: Any, change: Any) -> list[int]:
    """The users whom a step of approval asks about a change; nobody when all of them have a part in it."""
    asked: list[int | None]
    match rule.kind:
        case "manager":
            asked = [independence.reports_to(change.requester_id) if change.requester_id else None]
        case "service-owner":
            asked = [change.service.owner_id if change.service else None]
        case _:
            named = Person.objects.here().filter(reference__in=rule.people).order_by("pk")
            asked = list(named.values_list("user_id", flat=True))
    apart = apart_from(change)
    return list(dict.fromkeys(user for user in asked if user is not None and user not in apart))


ASKED = Asked(whole="change", apart=apart_from, delegations=holding_on)


def derive(approval: Any, before: Any, actor: Actor) -> None:
    """Whom the steps of approval ask, they ask; a manager asks somebody only where none apply."""
    if before is None and actor.role != SYSTEM and steps_of(approval.change):
        raise NotPermitted(_("Steps of approval say who is asked about this change."))
    approval.owner_id = approval.owner_id or approval.approver_id


def may_decide(approval: Any, actor: Actor) -> str | None:
    """Once it is weighed, whoever is asked; a step of the board once a meeting talked it through."""
    if approval.change.state != "weighed":
        return _("It is decided once it is weighed.")
    if approval.is_boards and not _was_talked_through(approval.change_id):
        return _("Bring it before the board first: it was on no agenda of a meeting that was held.")
    return ASKED.may_decide(approval, actor)


def _was_talked_through(change_id: int) -> bool:
    return bool(AgendaItem.objects.filter(change=change_id, meeting__state__in=("held", "closed")).exists())
