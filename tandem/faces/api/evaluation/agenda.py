"""The agenda of a management review with its figures, as they stand now or as they were frozen at the meeting."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from msgspec import Struct

from tandem.evaluation.reviews import figures
from tandem.faces.api.entering import register_of
from tandem.faces.api.operations import Operation
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor


class AgendaFigure(Struct):
    """One figure: of how many where it is a share, how many records where it is a list, and what it was last time."""

    label: str
    value: int
    of: int | None
    register: str
    filters: dict[str, str]
    before: int | None
    change: int | None
    is_better: bool | None


class AgendaInput(Struct):
    """One input: which requirements ask for it, its figures, what is said and what came of it."""

    reference: str
    key: str
    title: str
    requirements: list[str]
    figures: list[AgendaFigure]
    statement: str
    discussion: str
    outcome: str


class Agenda(Struct):
    """All inputs of a review; `frozen_at` is empty while the figures still follow the records."""

    review: str
    standards: list[str]
    frozen_at: datetime | None
    earlier: str | None
    inputs: list[AgendaInput]


def agenda(request: HttpRequest, actor: Actor, reference: str) -> Any:
    """The agenda of a review."""
    review = writing.find(actor, register_of(actor, "reviews"), reference)
    earlier = figures.before(review)
    rows = [_input(row) for row in review.inputs.order_by("position", "pk")]
    return Agenda(review.reference, review.standards, review.frozen_at, earlier and earlier.reference, rows)


def _input(row: Any) -> AgendaInput:
    shown = [_figure(figure) for figure in row.figures]
    return AgendaInput(
        row.reference, row.key, row.title, row.requirements, shown, row.statement, row.discussion, row.outcome
    )


def _figure(figure: figures.Row) -> AgendaFigure:
    return AgendaFigure(
        figure["label"],
        figure["value"],
        figure.get("of"),
        figure.get("register", ""),
        figure.get("filters", {}),
        figure.get("before"),
        figure.get("change"),
        figure.get("better"),
    )


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/reviews/{reference}/agenda",
        handler=agenda,
        key="review-agenda",
        summary="The agenda of a review, with its figures",
        tag="reviews",
        answer=Agenda,
    ),
)
