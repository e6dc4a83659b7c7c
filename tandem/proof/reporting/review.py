"""The pack of a management review: one printed document for top management, and after it the minutes."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.evaluation.reviews import figures
from tandem.evaluation.reviews.course import Course, columns, course_of
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel.locales import long_day, long_moment
from tandem.proof.reporting import letterhead, naming
from tandem.proof.reporting.cover import head_of

ASKED = (("asks_20", "20000-1"), ("asks_27", "27001"))
MOST_PAGES: Final = 8
LONGEST_TITLE = 120
PAGE: Final = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True, slots=True)
class Fit:
    """How much is printed of each part, in characters and rows; a line that was broken by hand counts as `line`."""

    said: int = 320
    minutes: int = 6_000
    rows: int = 30  # decisions and attendees; the record holds all of them
    inputs: int = 40
    line: int = 45


FITS: Final = (Fit(), Fit(160, 3_000, 20, 40), Fit(60, 1_000, 12, 40), Fit(0, 300, 8, 24))


def as_pdf(review: Any, organization: Organization, today: date) -> bytes:
    """The agenda with its figures, what was decided, the minutes and the head of the ledger, on eight pages at most.

    Where more was written than fits, as much is printed as does, and the record holds all of it.
    """
    printed = b""
    for fit in FITS:
        printed = letterhead.pdf("review", for_printing(review, organization, today, fit))
        if len(PAGE.findall(printed)) <= MOST_PAGES:
            break
    return printed


def for_printing(review: Any, organization: Organization, today: date, fit: Fit = FITS[0]) -> dict[str, Any]:
    """What the printed document says, as plain data."""
    rows = list(review.inputs.order_by("position", "pk"))
    left = len(rows) - fit.inputs
    earlier, course = figures.before(review), course_of(review)
    return {
        "day": [today.year, today.month, today.day],
        "organization": organization.name,
        "reference": review.reference,
        "title": review.title,
        "facts": _facts(review, organization, today, earlier),
        "completeness": [_complete(name, standard, rows) for name, standard in ASKED],
        "inputs": [_input(row, fit, course) for row in rows[: fit.inputs]],
        "course": _compared_reviews(course),
        "left": ngettext("and %(count)d more input", "and %(count)d more inputs", left) % {"count": left}
        if left > 0
        else "",
        "decisions": [_decision(decision) for decision in _printed(review.decisions.select_related("owner"), fit)],
        "attendees": [_attendee(attendee) for attendee in review.attendees.order_by("-is_top", "pk")[: fit.rows]],
        "minutes": _shortened(review.minutes, fit.minutes, fit.line),
        "words": _words(),
    }


def _printed(decisions: Any, fit: Fit) -> Any:
    """The decisions that fit on paper, in their order."""
    return decisions.order_by("pk")[: fit.rows]


def _facts(review: Any, organization: Organization, today: date, earlier: Any) -> list[list[str]]:
    frozen = review.frozen_at.astimezone(organization.zone) if review.frozen_at else None
    head = head_of(organization)
    facts = [
        (_("Meeting"), long_day(review.held_on or review.meets_on)),
        (_("Leads"), review.chair.name if review.chair else ""),
        (_("Standards"), naming.standards(review.standards)),
        (_("State"), review.get_state_display()),
        (_("Figures"), long_moment(frozen) or _("not frozen yet")),
        (
            _("Compared with"),
            f"{earlier.reference}, {long_day(earlier.held_on)}" if earlier else _("no review before"),
        ),
        (_("Minutes by"), review.minuted_by.name if review.minuted_by else ""),
        (
            _("Approved by"),
            f"{review.approved_by.name}, {long_day(review.approved_on)}" if review.approved_by else "",
        ),
        (_("Ledger"), f"{head.size}, {head.root}" if head else _("not sealed yet")),
        (_("Printed"), long_day(today)),
    ]
    return [[str(name), str(said)] for name, said in facts if said]


def _complete(name: str, standard: str, rows: list[Any]) -> dict[str, Any]:
    own = [row for row in rows if getattr(row, name)]
    return {"standard": standard, "whole": len(own), "there": sum(row.is_filled for row in own)}


def _compared_reviews(course: Course) -> str:
    """Which reviews the small columns stand for, from the left."""
    if len(course.reviews) < 2:
        return ""
    named = [f"{review.reference} ({long_day(review.held_on or review.meets_on)})" for review in course.reviews]
    return _("The columns beside a figure are, from the left: %(reviews)s.") % {"reviews": ", ".join(named)}


def _input(row: Any, fit: Fit, course: Course) -> dict[str, Any]:
    said = [row.statement.strip(), row.discussion.strip()]
    return {
        "number": row.position,
        "title": _shortened(row.title, LONGEST_TITLE),
        "asked": [standard for name, standard in ASKED if getattr(row, name)],
        "figures": [_figure(figure, columns(course.of(row.key, figure))) for figure in row.figures],
        "said": _shortened("\n".join(part for part in said if part), fit.said, fit.line),
        "outcome": str(row.get_outcome_display()) if row.outcome else "",
        "decisions": [decision.reference for decision in _printed(row.decisions, fit)],
    }


def _figure(figure: dict[str, Any], course: list[float]) -> dict[str, Any]:
    change = figure.get("change")
    tone = {True: "good", False: "bad"}.get(figure.get("better"), "quiet")  # type: ignore[arg-type]
    return {
        "label": figure["label"],
        "value": figure["value"],
        "of": figure.get("of", 0),
        "course": course,
        "change": "" if change is None else f"{change:+d}" if change else "=",
        "tone": tone,
    }


def _decision(decision: Any) -> dict[str, str]:
    return {
        "reference": decision.reference,
        "title": _shortened(decision.title, LONGEST_TITLE),
        "kind": str(decision.get_kind_display()),
        "who": decision.owner.name if decision.owner else "",
        "due": long_day(decision.due),
        "state": str(decision.get_state_display()),
    }


def _attendee(attendee: Any) -> dict[str, str]:
    came = {True: _("came"), False: _("excused")}.get(attendee.came, "")
    top = _("top management") if attendee.is_top else ""
    function = _shortened(attendee.function or str(top), LONGEST_TITLE)
    return {"name": _shortened(attendee.title, LONGEST_TITLE), "function": function, "came": str(came)}


def _shortened(text: str, longest: int, line: int = 0) -> str:
    """What fits on paper, where each line takes as much room as `line` characters; the record holds all of it."""
    taken = 0
    for place, character in enumerate(text):
        taken += max(line, 1) if character == "\n" else 1
        if taken > longest:
            return text[: max(place - 1, 0)].rstrip() + "…"
    return text


def _words() -> dict[str, str]:
    words = {
        "title": _("Management review"),
        "page": _("Page"),
        "of": _("of"),
        "agenda": _("What was looked at"),
        "complete": _("Inputs with figures or words"),
        "input": _("Input"),
        "asked": _("Asked by"),
        "figures": _("Figures, and the change since the review before"),
        "said": _("What was said and decided"),
        "decisions": _("Decisions"),
        "decision": _("Decision"),
        "about": _("About"),
        "who": _("Who"),
        "due": _("By"),
        "state": _("State"),
        "attendees": _("Who was invited"),
        "minutes": _("Minutes"),
        "none": _("No decisions yet."),
        "signature": _("Signature of top management"),
    }
    return {name: str(word) for name, word in words.items()}
