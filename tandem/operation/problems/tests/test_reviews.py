"""Reviews of incidents propose what keeps coming back."""

from datetime import date

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.problems.models import Problem
from tandem.operation.problems.proposals.models import ProblemProposal
from tandem.operation.problems.proposals.register import PROBLEM_PROPOSALS
from tandem.operation.problems.reviews.models import ProblemReview
from tandem.operation.problems.reviews.register import PROBLEM_REVIEWS
from tandem.operation.problems.reviews.rules import Seen, proposals
from tests.cast import Cast

QUARTER = {"title": "Quarter", "begins": "2025-12-01", "ends": "2026-03-01"}


def incidents(home: Cast, *titles: str, **values: object) -> list[str]:
    register = registers.find("incidents")
    shared = {"opened_at": "2026-02-01T09:00:00Z", **values}
    return [writing.create(home.actor("ben"), register, {"title": title, **shared}).reference for title in titles]


def begun(home: Cast) -> ProblemReview:
    return writing.create(home.actor("ben"), PROBLEM_REVIEWS, QUARTER)


def decide(home: Cast, proposal: ProblemProposal, key: str, reason: str = "", **values: object) -> ProblemProposal:
    return writing.transition(home.actor("ben"), PROBLEM_PROPOSALS, proposal.reference, key, values, reason=reason)


def seen(reference: str, title: str, category: str = "", items: tuple[str, ...] = ()) -> Seen:
    return Seen(reference, title, 1, "Mail", category, items)


def test_what_three_share_is_proposed_by_category_item_and_word() -> None:
    by_category = [seen(f"A{n}", "x", "Disk") for n in range(3)]
    by_item = [seen(f"B{n}", "y", items=("CI-1",)) for n in range(3)]
    by_word = [seen(f"C{n}", f"Scanner {n} dark") for n in range(4)]
    offered = proposals([*by_category, *by_item, *by_word])
    assert [(item.kind, item.title, len(item.incidents)) for item in offered] == [
        ("words", "“dark” in the title", 4),
        ("service", "Mail: Disk", 3),
        ("item", "Incidents of CI-1", 3),
    ]


def test_two_are_no_pattern_and_empty_words_say_nothing() -> None:
    assert proposals([seen("A1", "Scanner dark"), seen("A2", "Scanner dark")]) == []
    assert proposals([seen(f"A{n}", "does not work without error") for n in range(5)]) == []


def test_review_counts_incidents_and_proposes_problems(home: Cast) -> None:
    references = incidents(home, "Scanner jams", "Scanner jams often", "The scanner jams", "Mail is slow")
    incidents(home, "Scanner before", opened_at="2025-11-30T09:00:00Z")
    review = begun(home)
    assert (review.incidents_seen, review.version) == (4, 1)
    proposal = review.proposals.get()
    assert (proposal.kind, proposal.count, proposal.incidents) == ("words", 3, references[:3])


def test_confidential_incidents_are_counted_and_never_named(home: Cast) -> None:
    incidents(home, "Scanner jams", "Scanner jams", "Scanner jams", is_confidential=True)
    review = begun(home)
    assert (review.incidents_seen, review.proposals.count()) == (3, 0)


def test_opening_a_problem_names_it_on_every_incident(home: Cast) -> None:
    references = incidents(home, "Scanner jams", "Scanner jams often", "The scanner jams")
    decide(home, begun(home).proposals.get(), "open-problem")
    problem = Problem.objects.get()
    assert (problem.source, problem.owner, ProblemProposal.objects.get().problem) == (
        "review",
        home.users["ben"],
        problem,
    )
    assert sorted(item.reference for item in problem.incidents.all()) == references
    assert not begun(home).proposals.exists()


def test_joining_an_ended_problem_is_refused(home: Cast) -> None:
    incidents(home, "Scanner jams", "Scanner jams often", "The scanner jams")
    problem = writing.create(home.actor("ben"), registers.find("problems"), {"title": "Scanner"})
    writing.transition(home.actor("ben"), registers.find("problems"), problem.reference, "cancel", reason="No")
    proposal = begun(home).proposals.get()
    with pytest.raises(Invalid):
        decide(home, proposal, "join", problem=problem.reference)
    assert (ProblemProposal.objects.get().state, problem.incidents.count()) == ("open", 0)


def test_review_is_finished_when_every_proposal_is_decided(home: Cast) -> None:
    incidents(home, "Scanner jams", "Scanner jams often", "The scanner jams")
    review, ben = begun(home), home.actor("ben")
    answer = {"conclusion": "The scanners of one floor jam"}
    with pytest.raises(Invalid):
        writing.transition(ben, PROBLEM_REVIEWS, review.reference, "finish", answer)
    assert ProblemReview.objects.get().state == "begun"
    decide(home, review.proposals.get(), "leave", reason="They are replaced in May")
    done = writing.transition(ben, PROBLEM_REVIEWS, review.reference, "finish", answer)
    assert (done.reviewed_on, done.reviewed_by) == (date(2026, 3, 2), home.users["ben"])
    with pytest.raises(NotPermitted):
        writing.change(ben, PROBLEM_REVIEWS, review.reference, {"title": "Other"})


def test_looking_again_proposes_only_what_is_new(home: Cast) -> None:
    incidents(home, "Scanner jams", "Scanner jams", "Scanner jams")
    review = begun(home)
    incidents(home, "Badge dead", "Badge dead", "Badge dead")
    again = writing.transition(home.actor("ben"), PROBLEM_REVIEWS, review.reference, "look")
    assert [item.count for item in review.proposals.order_by("pk")] == [3, 3]
    assert again.incidents_seen == 6


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"ends": "2025-11-01"}, "ends"),
        ({"ends": "2026-03-03"}, "ends"),
        ({"begins": "2024-01-01"}, "begins"),
        ({"ends": "9999-12-31"}, "ends"),
    ],
)
def test_period_has_come_and_can_be_looked_at(home: Cast, values: dict[str, str], name: str) -> None:
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ben"), PROBLEM_REVIEWS, QUARTER | values)
    assert list(refused.value.problems) == [name]
    assert not ProblemReview.objects.exists()
