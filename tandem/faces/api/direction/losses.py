"""Simulated losses: all agreed estimates together, and one estimate alone."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import UNSET, Meta, Struct, UnsetType

from tandem.direction.losses import background, portfolio
from tandem.direction.losses.estimating import Unfinished
from tandem.direction.losses.portfolio import Plan
from tandem.faces.api.entering import register_of
from tandem.faces.api.operations import Operation
from tandem.faces.api.problems import Refusal
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid

MOST_SECONDS = 20.0


class LossQuery(Struct):
    """How losses are simulated; the same words as on the page."""

    years: Annotated[int, Meta(ge=portfolio.FEWEST_YEARS, le=portfolio.MOST_YEARS)] | UnsetType = UNSET
    seed: Annotated[int, Meta(ge=0, le=portfolio.MOST_SEED)] | UnsetType = UNSET


class LossesQuery(LossQuery):
    """Which estimates are simulated together, and whether common causes count."""

    dependence: Literal["on", "off"] | UnsetType = UNSET
    currency: Annotated[str, Meta(pattern="^[A-Za-z]{3}$")] | UnsetType = UNSET


class YearlyFigures(Struct):
    """What a year costs."""

    expected_loss: float
    standard_error: float
    percentile_50: float
    percentile_90: float
    percentile_95: float
    percentile_99: float
    expected_shortfall_95: float
    probability_of_loss: float


class LossPoint(Struct):
    """How likely a year costs more than an amount."""

    amount: float
    before: float
    after: float
    tolerated: float | None


class LossBeyond(Struct):
    """An amount that is exceeded more often than is tolerated."""

    amount: float
    probability: float
    tolerated: float


class Simulated(Struct):
    """What every simulation says of itself."""

    digest: str
    years: int
    seed: int
    has_treatments: bool
    curve: list[LossPoint]
    exceeded: list[LossBeyond]
    exceeded_after: list[LossBeyond]


class LossOfRisk(Struct):
    """What one risk among all costs, and what its treatment is worth."""

    risk: str
    contribution: float
    before: YearlyFigures
    after: YearlyFigures | None
    treatment_cost: float | None
    reduction: float | None
    net_benefit: float | None
    rate_of_return: float | None
    title: str
    estimate: str
    common_cause: str
    treatment: str


class Loss(Simulated):
    """One estimate, simulated alone: the simulation, and the share of its risk, which is all there is."""

    risk: str
    contribution: float
    before: YearlyFigures
    after: YearlyFigures | None
    treatment_cost: float | None
    reduction: float | None
    net_benefit: float | None
    rate_of_return: float | None
    estimate: str
    state: str
    currency: str


class Losses(Simulated):
    """All agreed estimates of one currency together."""

    currency: str
    estimates: int
    estimates_in_other_currencies: int
    open_risks: int
    tolerance: str | None
    correlations: str | None
    before: YearlyFigures
    after: YearlyFigures
    risks: list[LossOfRisk]


def together(request: HttpRequest, actor: Actor) -> Any:
    """All agreed estimates together: the figures of the page, for the same years, seed and common causes."""
    register_of(actor, "loss-estimates")
    gathered = portfolio.gather(actor, portfolio.question_of(request.GET))
    figures = background.figures(actor, gathered)
    if figures is None:
        _insist_short(gathered.plan)
        figures = portfolio.computed(gathered.plan)
    return portfolio.with_records(gathered, figures)


def alone(request: HttpRequest, actor: Actor, reference: str) -> Any:
    """One estimate alone, in whatever state."""
    estimate = writing.find(actor, register_of(actor, "loss-estimates"), reference)
    question = portfolio.question_of(request.GET)
    try:
        plan = portfolio.plan_of_one(estimate, question)
    except Unfinished as unfinished:
        raise Invalid({name: [message] for name, message in unfinished.problems.items()}) from unfinished
    _insist_short(plan)
    names = {"estimate": estimate.reference, "risk": estimate.risk.reference, "state": estimate.state}
    figures = portfolio.computed(plan)
    [row] = figures["risks"]
    whole = {name: value for name, value in figures.items() if name != "risks"}
    return {**names, "currency": estimate.currency, **whole, **row}


def _insist_short(plan: Plan) -> None:
    if plan.seconds > MOST_SECONDS:
        long = {"seconds": round(plan.seconds)}
        raise Refusal(422, _("This would take about %(seconds)d seconds; ask for fewer years.") % long)


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/losses",
        handler=together,
        key="losses",
        summary="All agreed loss estimates together",
        tag="loss-estimates",
        query=LossesQuery,
        answer=Losses,
    ),
    Operation(
        method="get",
        path="/{organization}/losses/{reference}",
        handler=alone,
        key="loss",
        summary="One loss estimate, simulated",
        tag="loss-estimates",
        query=LossQuery,
        answer=Loss,
    ),
)
