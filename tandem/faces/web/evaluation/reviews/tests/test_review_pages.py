"""The agenda is prepared, talked through and decided on one page, and printed."""

import re
from typing import Any

import pytest

from tandem.evaluation.reviews.decisions.models import ReviewDecision
from tandem.evaluation.reviews.inputs.models import ReviewInput
from tests.cast import Cast

PAGE = "/home/reviews/REV-1/agenda/"


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def row_of(key: str) -> Any:
    return ReviewInput.objects.get(key=key)


def test_the_page_says_what_lacks_for_each_standard(review: Any, enter: Any) -> None:
    text = text_of(enter().get(PAGE))
    assert "0 of 14 inputs of 20000-1 have figures or words" in text
    assert "0 of 11 inputs of 27001 have figures or words" in text
    assert "How the services did" in text


def test_words_are_prepared_before_the_meeting(review: Any, enter: Any) -> None:
    row = row_of("feedback")
    response = enter().post(PAGE, {"input": row.reference, "statement": "Two customers praised us."})
    assert "1 of 14 inputs of 20000-1" in text_of(response)
    assert row_of("feedback").statement == "Two customers praised us."


def test_an_input_is_decided_on_where_it_stands(home: Cast, held: Any, enter: Any) -> None:
    row = row_of("services")
    decided = {"title": "A second broker", "kind": "change", "owner": "ben@example.org", "due": "2026-05-01"}
    given = {"input": row.reference, "outcome": "decided", "discussion": "It broke twice.", **decided}
    response = enter().post(PAGE, given)
    assert response.status_code == 200
    decision = ReviewDecision.objects.get()
    assert (decision.title, decision.owner, decision.input_id) == ("A second broker", home.users["ben"], row.pk)
    assert row_of("services").outcome == "decided"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": "Nobody does it", "kind": "change"}, "Say who does it."),
        ({"statement": "Other words"}, "frozen at the meeting"),
        ({"input": "REVI-99"}, "There is no such input here."),
    ],
)
def test_a_refusal_is_shown_and_nothing_kept(held: Any, enter: Any, given: dict[str, str], words: str) -> None:
    row = row_of("services")
    response = enter().post(PAGE, {"input": row.reference, "outcome": "decided", **given})
    assert response.status_code == 422
    assert words in text_of(response)
    assert (row_of("services").version, ReviewDecision.objects.count()) == (row.version, 0)


def test_a_figure_leads_to_the_records_behind_it(review: Any, enter: Any) -> None:
    page = enter().get(PAGE).content.decode()
    assert 'href="/home/suppliers/?state=active%2Cending"' in page


def test_who_only_reads_decides_nothing(held: Any, enter: Any) -> None:
    client, row = enter("cleo"), row_of("services")
    assert 'name="outcome"' not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"input": row.reference, "outcome": "nothing"}).status_code == 422
    assert row_of("services").outcome == ""


def test_the_pack_is_a_pdf_for_those_who_may_see_the_review(held: Any, enter: Any) -> None:
    printed = enter("gil").get("/home/prints/review-pack/REV-1/pdf/")
    assert printed["Content-Type"] == "application/pdf"
    assert printed["Content-Disposition"] == 'attachment; filename="home-rev-1-review-pack.pdf"'
    assert printed.content.startswith(b"%PDF-")
    assert enter("finn").get("/home/prints/review-pack/REV-1/pdf/").status_code == 404
    assert enter("dan").get("/home/prints/review-pack/REV-1/pdf/").status_code == 404
