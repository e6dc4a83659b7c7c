"""Who is asked, and who may decide: never whoever asked or got something, each word once."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import MANAGER, Actor
from tandem.ground.kernel.patterns import deciding, independence
from tandem.support.people.delegations.rules import holding_on
from tandem.support.people.models import Person


def apart_from(request: Any) -> frozenset[int]:
    """The users who have a part in a request and so never decide about it."""
    person = request.requested_for
    parts = (request.requested_by_id, request.owner_id, person.user_id if person else None)
    return frozenset(user for user in parts if user is not None)


def people_of(rule: Any, request: Any) -> list[int]:
    """The users whom a step of approval asks about a request; nobody when all of them have a part in it."""
    asked: list[int | None]
    match rule.kind:
        case "manager":
            asked = [_line_manager(request)]
        case "service-owner":
            asked = [request.service.owner_id if request.service else None]
        case _:
            named = Person.objects.here().filter(reference__in=rule.people).order_by("pk")
            asked = list(named.values_list("user_id", flat=True))
    apart = apart_from(request)
    return list(dict.fromkeys(user for user in asked if user is not None and user not in apart))


def _line_manager(request: Any) -> int | None:
    """The user of the line manager of the person it is for, else of whoever asked."""
    person = request.requested_for
    if person is not None:
        return person.manager.user_id if person.manager_id else None
    return independence.reports_to(request.requested_by_id) if request.requested_by_id else None


def stands_in(user_id: int, day: date) -> int:
    """Whom to ask: the one who decides in a user's place on this day, else the user."""
    return next((item.to for item in holding_on(day) if item.of == user_id), user_id)


def stage_of(approval: Any) -> deciding.Stage:
    """The step of approval that this is part of, with everybody who was asked at it."""
    asked = _asked_with(approval).exclude(approver=None).values_list("approver_id", flat=True)
    people = frozenset(asked)
    quorum = min(approval.quorum, len(people)) if people else approval.quorum
    return deciding.Stage(str(approval.stage), max(quorum, 1), people)


def agreed(approval: Any) -> list[deciding.Decision]:
    """Who has agreed at this step."""
    rows = _asked_with(approval).filter(state="agreed").order_by("pk")
    return [
        deciding.Decision(str(row.stage), row.decided_by_id, row.decided_at.date(), row.approver_id)
        for row in rows
        if row.decided_by_id is not None
    ]


def _asked_with(approval: Any) -> Any:
    return type(approval).objects.filter(request_id=approval.request_id, stage=approval.stage)


def may_decide(approval: Any, actor: Actor) -> str | None:
    """The one asked, or who decides in their place on this day; any manager where nobody is named."""
    if actor.user_id is None:
        return _("Somebody decides, not a job.")
    apart = apart_from(approval.request)
    if actor.user_id in apart:
        return _("Nobody decides about what they asked for themselves or get.")
    if approval.approver_id is None:
        return None if actor.role == MANAGER else _("A manager decides here.")
    delegations = holding_on(actor.today)
    places = deciding.may_decide(actor.user_id, stage_of(approval), agreed(approval), delegations, apart, actor.today)
    return None if approval.approver_id in places else _("Somebody else was asked.")


def decide(approval: Any, actor: Actor) -> None:
    """Note who decided, and when."""
    approval.decided_by_id, approval.decided_at = actor.user_id, clock.now()


def locked(approval: Any) -> str | None:
    """A decision stands."""
    return _("It was decided.") if approval.state != "asked" else None
