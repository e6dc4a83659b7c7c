"""The pack of a review: one document of at most eight pages, however much was said."""

import re
from datetime import date
from typing import Any

import pytest

from tandem.evaluation.reviews.attendees.register import REVIEW_ATTENDEES
from tandem.evaluation.reviews.decisions.register import REVIEW_DECISIONS
from tandem.evaluation.reviews.inputs.register import REVIEW_INPUTS
from tandem.evaluation.reviews.register import REVIEWS
from tandem.ground.kernel import writing
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.proof.reporting import review as reporting
from tests.cast import Cast

TODAY = date(2026, 3, 2)
LONG = "Words that say what happened in this year and why it came to it. " * 160
PAGE = re.compile(rb"/Type\s*/Page\b")
STANDARDS = ["iso-20000-1:2018", "iso-27001:2022"]


@pytest.fixture
def held(home: Cast) -> Any:
    """A review in which as much was said as fits into its fields."""
    ada = home.actor("ada")
    values = {"title": "Review of the year", "meets_on": "2026-03-02", "standards": STANDARDS}
    review = writing.create(ada, REVIEWS, values)
    for number in range(40):
        who = {"title": f"Somebody {number}", "function": LONG[:150], "is_top": True}
        writing.create(ada, REVIEW_ATTENDEES, {"review": review, **who})
    for row in review.inputs.all():
        writing.change(ada, REVIEW_INPUTS, row.reference, {"statement": LONG[:9_000]})
    writing.transition(ada, REVIEWS, review.reference, "freeze")
    for row in [*review.inputs.all()] * 3:
        decision = {"title": LONG[:290], "kind": "change", "owner": home.users["ben"], "due": "2026-06-30"}
        writing.create(ada, REVIEW_DECISIONS, {"review": review, "input": row, **decision})
    return writing.change(ada, REVIEWS, review.reference, {"minutes": LONG})


def test_the_pack_never_has_more_than_eight_pages(home: Cast, held: Any) -> None:
    pages = len(PAGE.findall(reporting.as_pdf(held, home.home, TODAY)))
    assert 2 <= pages <= 8


def test_many_short_lines_and_many_own_points_fit_too(home: Cast, held: Any) -> None:
    ada = home.actor("ada")
    for number in range(60):
        values = {"title": f"Our own point {number}", "statement": "- one\n" * 200}
        writing.create(as_tandem(ada), REVIEW_INPUTS, {"review": held, **values})
    writing.change(ada, REVIEWS, held.reference, {"minutes": "- and then\n" * 2_000})
    assert len(PAGE.findall(reporting.as_pdf(held, home.home, TODAY))) <= 8


def test_the_pack_says_what_was_frozen(home: Cast, held: Any) -> None:
    printed = reporting.for_printing(held, home.home, TODAY)
    assert [entry["standard"] for entry in printed["completeness"]] == ["20000-1", "27001"]
    assert [(entry["there"], entry["whole"]) for entry in printed["completeness"]] == [(14, 14), (11, 11)]
    frozen = {row.title: [figure["value"] for figure in row.figures] for row in held.inputs.all()}
    assert {
        review_input["title"]: [figure["value"] for figure in review_input["figures"]]
        for review_input in printed["inputs"]
    } == frozen
    assert dict(printed["facts"])["Compared with"] == "no review before"


def test_the_same_review_gives_the_same_bytes(home: Cast, held: Any) -> None:
    assert reporting.as_pdf(held, home.home, TODAY) == reporting.as_pdf(held, home.home, TODAY)
