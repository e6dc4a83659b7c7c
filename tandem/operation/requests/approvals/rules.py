"""Who is asked, and who may decide: never whoever asked or got something, each word once."""

from typing import Any

from tandem.ground.kernel.patterns import independence
from tandem.ground.kernel.patterns.asked import Asked
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


ASKED = Asked(whole="request", apart=apart_from, delegations=holding_on)
