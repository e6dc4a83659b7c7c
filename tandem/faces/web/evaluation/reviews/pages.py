"""Pages of reviews: the agenda with its figures and decisions."""

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.evaluation.reviews import figures
from tandem.evaluation.reviews.course import Course, Point, columns, course_of
from tandem.evaluation.reviews.decisions.register import REVIEW_DECISIONS
from tandem.evaluation.reviews.inputs.register import REVIEW_INPUTS
from tandem.evaluation.reviews.register import REVIEWS
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.locales import short_day

STANDARDS = (("20", "20000-1"), ("27", "27001"))
SAID = ("statement", "discussion", "outcome")
COLUMN = 16  # pixels of the highest column
DECIDED = ("title", "kind", "owner", "due", "details")


@require_http_methods(["GET", "POST"])
@inside
def agenda(visit: Visit, reference: str) -> HttpResponse:
    """The agenda: each input once, who asks for it, its figures, the change since the review before, decisions."""
    review = writing.find(visit.actor, register_of(visit, "reviews"), reference, with_named=True)
    wrong = _keep(visit, review) if visit.request.method == "POST" else ""
    course = course_of(review)
    rows = [_input_shown(visit, row, course) for row in review.inputs.order_by("position", "pk")]
    lacking = [_lacking(lens, name, rows) for lens, name in STANDARDS]
    return visit.page(
        "reviews/agenda.html",
        title=f"{review.reference} {review.title}",
        status=422 if wrong else 200,
        review=review,
        state=REVIEWS.workflow.state(review.state) if REVIEWS.workflow else None,
        rows=rows,
        talked=sum(bool(row["record"].outcome) for row in rows),
        completeness=[standard for standard in lacking if standard["whole"]],
        earlier=figures.before(review),
        attendees=list(review.attendees.order_by("-is_top", "pk")),
        loose=list(review.decisions.filter(input=None).select_related("owner").order_by("pk")),
        wrong=wrong,
        outcomes=REVIEW_INPUTS.field("outcome").flatchoices,
        kinds=REVIEW_DECISIONS.field("kind").flatchoices,
        is_open=review.state in ("planned", "invited", "held"),
        may_write=permissions.may_edit(visit.actor, REVIEWS, review),
    )


def _keep(visit: Visit, review: Any) -> str:
    """Keep what was said and decided at one input; why not, in words, when it is refused."""
    asked = visit.request.POST
    row = review.inputs.with_reference(asked.get("input", "")).first()
    if row is None:
        return _("There is no such input here.")
    said = {name: asked[name] for name in SAID if name in asked}
    decided = {name: asked[name] for name in DECIDED if asked.get(name)}
    try:
        with transaction.atomic():
            if decided.get("title", "").strip():
                writing.create(visit.actor, REVIEW_DECISIONS, {"review": review, "input": row, **decided})
            writing.change(visit.actor, REVIEW_INPUTS, row.reference, said)
    except (Invalid, NotPermitted) as refused:
        return str(refused)
    return ""


def _input_shown(visit: Visit, row: Any, course: Course) -> dict[str, Any]:
    """An input with its figures as links to the records behind them, and how each went over the reviews."""
    shown = [
        _figure(visit, figure, row.frozen_at is not None) | _drawn(course.of(row.key, figure)) for figure in row.figures
    ]
    decisions = list(row.decisions.select_related("owner").order_by("pk"))
    return {"record": row, "figures": shown, "decisions": decisions}


def _drawn(points: tuple[Point | None, ...]) -> dict[str, Any]:
    """A column for each review that is looked at, and the same in words."""
    words = "; ".join(f"{short_day(point.day)}: {_value(point)}" for point in points if point)
    return {"course": [round(height * COLUMN) for height in columns(points)], "course_words": words}


def _value(point: Point) -> str:
    return f"{point.value} / {point.of}" if point.of else str(point.value)


def _figure(visit: Visit, figure: dict[str, Any], is_frozen: bool) -> dict[str, Any]:
    address = visit.url("board") if not figure.get("register") else ""
    if figure.get("register"):
        address = f"{visit.url('list', figure['register'])}?{urlencode(figure['filters'])}"
    return {**figure, "url": address, "is_frozen": is_frozen}


def _lacking(lens: str, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """How complete the agenda is for one standard, and what it lacks."""
    own = [row["record"] for row in rows if getattr(row["record"], f"asks_{lens}")]
    missing = [row.title for row in own if not row.is_filled]
    return {"standard": name, "whole": len(own), "there": len(own) - len(missing), "missing": missing}
