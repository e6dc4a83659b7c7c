"""Simulated losses: all agreed estimates together, and one estimate alone."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tandem.direction.losses import background, portfolio
from tandem.direction.losses.estimating import Unfinished
from tandem.direction.losses.portfolio import Plan
from tandem.faces.api.entering import register_of
from tandem.faces.api.problems import Refusal
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid

MOST_SECONDS = 20.0


def together(request: HttpRequest, actor: Actor) -> Any:
    """All agreed estimates together: the figures of the page, for the same years, seed and common causes."""
    register_of(actor, "loss-estimates")
    gathered = portfolio.gather(actor, portfolio.question_of(request.GET))
    figures = background.figures(actor, gathered)
    if figures is None:
        _insist_short(gathered.plan)
        figures = portfolio.computed(gathered.plan)
    return portfolio.told(gathered, figures)


def one(request: HttpRequest, actor: Actor, reference: str) -> Any:
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
    alone = {name: value for name, value in figures.items() if name != "risks"}
    return {**names, "currency": estimate.currency, **alone, **row}


def _insist_short(plan: Plan) -> None:
    if plan.seconds > MOST_SECONDS:
        told = {"seconds": round(plan.seconds)}
        raise Refusal(422, _("This would take about %(seconds)d seconds; ask for fewer years.") % told)
