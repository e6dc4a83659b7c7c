"""What the records add up to for each requirement."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import UNSET, Struct, UnsetType

from tandem.faces.api.operations import Operation
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.export import as_json


class ConformityQuery(Struct):
    """The past day at whose end it is asked."""

    as_of: date | UnsetType = UNSET


class Conformity(Struct):
    """Every requirement of the adopted standards with its result, and every check."""

    today: str
    caution: str
    standards: list[dict[str, Any]]
    checks: list[dict[str, Any]]


def conformity(request: HttpRequest, actor: Actor) -> Any:
    """Every requirement of the adopted standards with its result, and every check; now, or at the end of a past day."""
    day = _day(request.GET.get("as_of", ""), actor)
    if day is None:
        return as_json(evaluate_for(actor))
    midnight = datetime.combine(day + timedelta(days=1), time(), actor.zone).astimezone(UTC)
    return as_json(evaluate_for(actor, known=midnight, today=day))


def _day(text: str, actor: Actor) -> date | None:
    """The past day asked for; Invalid for what is none."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not date(1970, 1, 1) < day <= actor.today:
        raise Invalid({"as_of": [_("Write a past day as year-month-day, for example 2026-03-31.")]})
    return None if day == actor.today else day


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/conformity",
        handler=conformity,
        key="conformity",
        summary="Where the organization stands",
        tag="organization",
        query=ConformityQuery,
        answer=Conformity,
    ),
)
