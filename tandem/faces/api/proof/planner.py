"""Which standard first."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from msgspec import UNSET, Meta, Struct, UnsetType

from tandem.faces.api.operations import Operation
from tandem.ground.kernel.actor import Actor
from tandem.proof.planner.assumptions import NAMES
from tandem.proof.planner.export import as_json
from tandem.proof.planner.models import MOST_HOURS, MOST_PEOPLE, MOST_WEEKS
from tandem.proof.planner.reckoning import reckon

Weeks = Annotated[int, Meta(ge=0, le=MOST_WEEKS)] | UnsetType


class PlanQuery(Struct):
    """What is assumed; what is not given follows the kept plan, the organization's history, or a default."""

    position: Literal["today", "certified-27001", "certified-20000-1", "two-systems"] | UnsetType = UNSET
    people: Annotated[int, Meta(ge=1, le=MOST_PEOPLE)] | UnsetType = UNSET
    hours_a_week: Annotated[int, Meta(ge=1, le=MOST_HOURS)] | UnsetType = UNSET
    starts_on: date | UnsetType = UNSET
    run_weeks: Weeks = UNSET
    wait_weeks: Weeks = UNSET
    issue_weeks: Weeks = UNSET
    audit_27001: date | UnsetType = UNSET
    audit_20000: date | UnsetType = UNSET


class PlanAnswer(Struct):
    """The roads with their stages and dates, every deed with its hours, and what it was reckoned with."""

    today: str
    caution: str
    assumptions: dict[str, Any]
    sources: dict[str, str]
    history: dict[str, Any]
    hours_apart: float
    earliest: str
    kept: str
    roads: list[dict[str, Any]]
    deeds: list[dict[str, Any]]
    serving_both: list[str]
    merge: list[dict[str, Any]]


def plan(request: HttpRequest, actor: Actor) -> Any:
    """Hours, reuse and dates of the roads to the certificates, from where the records stand today."""
    return as_json(reckon(actor, {name: request.GET[name] for name in NAMES if name in request.GET}))


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/plan",
        handler=plan,
        key="plan",
        summary="Which standard first",
        tag="organization",
        query=PlanQuery,
        answer=PlanAnswer,
    ),
)
