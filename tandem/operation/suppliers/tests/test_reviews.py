"""Reviews of suppliers: three kinds, each with its own interval and what belongs to it."""

from datetime import date
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.operation.suppliers.answers.questions import QUESTIONS
from tandem.operation.suppliers.tests.agreed import add, begun, contract, register, step, supplier
from tests.cast import Cast

SEEN = {"performance": "As agreed, one fault", "outcome": "good"}


def planned(home: Cast, of: Any, kind: str) -> Any:
    return add(home, "supplier-reviews", supplier=of, kind=kind, title=f"Year of {kind}", planned_on="2026-03-01")


def test_each_kind_of_review_moves_its_own_day(home: Cast) -> None:
    made, agreed = begun(home, reaches_information=True, review_months=6, contract_months=24)
    first, second = date(2026, 9, 2), date(2028, 3, 2)
    assert (made.next_review, made.next_security_review, made.next_contract_review) == (
        first,
        date(2027, 3, 2),
        second,
    )
    step(home, planned(home, made, "performance"), "hold", **SEEN, targets_kept="most", held_on="2026-02-20")
    made.refresh_from_db()
    assert (made.last_review, made.next_review) == (date(2026, 2, 20), date(2026, 8, 20))
    assert (made.last_contract_review, made.next_contract_review) == (None, second)
    step(home, planned(home, made, "contract"), "hold", **SEEN, contract=agreed)
    made.refresh_from_db()
    assert (made.last_contract_review, made.next_contract_review) == (date(2026, 3, 2), second)
    assert made.next_review == date(2026, 8, 20)


def test_who_reaches_nothing_is_not_reviewed_for_security(home: Cast) -> None:
    made, _agreed = begun(home)
    assert made.next_security_review is None
    change = {"reaches_information": True}
    reaching = writing.change(home.actor("ada"), register("suppliers"), made.reference, change)
    assert reaching.next_security_review == date(2027, 3, 2)


def test_a_review_of_security_begins_with_questions_and_ends_when_each_is_answered(home: Cast) -> None:
    made, _agreed = begun(home, reaches_information=True)
    review = planned(home, made, "security")
    answers = list(review.answers.order_by("pk"))
    assert [answer.topic for answer in answers] == [topic for topic, _title in QUESTIONS]
    with pytest.raises(Invalid) as refused:
        step(home, review, "hold", **SEEN)
    assert list(refused.value.problems) == ["evidence"]
    with pytest.raises(WriteError, match="10 of its questions have no answer yet"):
        step(home, review, "hold", **SEEN, evidence="Report of May")
    ben = home.actor("ben")
    for answer in answers:
        with pytest.raises(Invalid) as refused:
            writing.change(ben, register("supplier-answers"), answer.reference, {"answer": "yes"})
        assert list(refused.value.problems) == ["evidence"]
        said = {"answer": "yes", "evidence": f"Page {answer.pk}"}
        writing.change(ben, register("supplier-answers"), answer.reference, said)
    step(home, review, "hold", **SEEN, evidence="Report of May")
    made.refresh_from_db()
    assert made.last_security_review == date(2026, 3, 2)
    with pytest.raises(WriteError):
        writing.change(ben, register("supplier-answers"), answers[0].reference, {"answer": "no"})


@pytest.mark.parametrize(
    ("kind", "values", "problem"),
    [
        ("performance", SEEN, "targets_kept"),
        ("contract", SEEN, "contract"),
        ("performance", {**SEEN, "outcome": "improve", "targets_kept": "few"}, "agreed"),
        ("performance", {"outcome": "good", "targets_kept": "all"}, "performance"),
        ("performance", {**SEEN, "targets_kept": "all", "held_on": "2026-03-03"}, "held_on"),
    ],
)
def test_a_review_is_held_with_what_belongs_to_its_kind(
    home: Cast, kind: str, values: dict[str, str], problem: str
) -> None:
    made, _agreed = begun(home)
    review = planned(home, made, kind)
    with pytest.raises(Invalid) as refused:
        step(home, review, "hold", **values)
    assert list(refused.value.problems) == [problem]
    review.refresh_from_db()
    made.refresh_from_db()
    assert (review.state, made.last_review) == ("planned", None)


def test_a_review_looks_at_a_contract_of_its_own_supplier(home: Cast) -> None:
    made, _agreed = begun(home)
    other = contract(home, supplier(home, "Other"), "Theirs")
    review = planned(home, made, "contract")
    with pytest.raises(Invalid) as refused:
        step(home, review, "hold", **SEEN, contract=other)
    assert list(refused.value.problems) == ["contract"]


def test_an_imported_review_that_was_held_counts(home: Cast) -> None:
    made, _agreed = begun(home)
    given = {"supplier": made, "title": "Of last year", "planned_on": "2026-01-10", "held_on": "2026-01-12"}
    given |= {"state": "held", "performance": "Two faults"}
    writing.create(home.actor("ada").importing(), register("supplier-reviews"), given)
    made.refresh_from_db()
    assert (made.last_review, made.next_review) == (date(2026, 1, 12), date(2027, 1, 12))
