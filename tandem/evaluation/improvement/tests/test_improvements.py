"""Ideas are judged by the same criteria, approved by somebody else, and measured against what they should reach."""

from typing import Any

import pytest

from tandem.evaluation.improvement.models import Improvement
from tandem.evaluation.improvement.register import IMPROVEMENTS
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast

CRITERIA = {"benefit": 4, "urgency": 3, "effort": 2, "judgement": "Saves a minute on every call"}
AIMS = {"expected": "Shorter calls", "measured_by": "Minutes a call", "before": 8, "target": 6, "due": "2026-05-01"}


def approved(home: Cast, **values: Any) -> Improvement:
    given = {"title": "One page of answers", "owner": home.users["ben"].pk, **CRITERIA, **AIMS, **values}
    made = writing.create(home.actor("ben"), IMPROVEMENTS, given)
    writing.transition(home.actor("ben"), IMPROVEMENTS, made.reference, "judge")
    done: Improvement = writing.transition(home.actor("ada"), IMPROVEMENTS, made.reference, "approve")
    return done


@pytest.mark.parametrize(("points", "priority"), [((5, 5, 1), 15), ((1, 1, 5), 3), ((4, 3, 2), 11)])
def test_priority_counts_benefit_and_urgency_up_and_effort_down(
    home: Cast, points: tuple[int, int, int], priority: int
) -> None:
    benefit, urgency, effort = points
    values = {"title": "Idea", "benefit": benefit, "urgency": urgency, "effort": effort}
    assert writing.create(home.actor("ben"), IMPROVEMENTS, values).priority == priority


def test_priority_is_unknown_until_all_criteria_are_judged(home: Cast) -> None:
    assert writing.create(home.actor("ben"), IMPROVEMENTS, {"title": "Idea", "benefit": 5}).priority is None


def test_whoever_owns_it_does_not_approve_it(home: Cast) -> None:
    made = writing.create(
        home.actor("ada"), IMPROVEMENTS, {"title": "Mine", "owner": home.users["ada"].pk, **CRITERIA, **AIMS}
    )
    writing.transition(home.actor("ben"), IMPROVEMENTS, made.reference, "judge")
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(home.actor("ada"), IMPROVEMENTS, made.reference, "approve")
    assert Improvement.objects.get().state == "judged"


@pytest.mark.parametrize(
    ("before", "target", "after", "reached"),
    [(8, 6, 6, True), (8, 6, 7, False), (50, 60, 61, True), (50, 60, 59, False)],
)
def test_what_was_reached_is_measured_in_the_direction_of_the_target(
    home: Cast, before: int, target: int, after: int, reached: bool
) -> None:
    made = approved(home, before=before, target=target)
    writing.transition(home.actor("ben"), IMPROVEMENTS, made.reference, "finish", {"outcome": "Page is there"})
    values = {"after": after, "effect": "Counted for a month", "reported_to": "Team leads"}
    measured = writing.transition(home.actor("ben"), IMPROVEMENTS, made.reference, "measure", values)
    assert (measured.state, measured.is_reached) == ("measured", reached)


def test_what_it_is_measured_against_stands_once_it_is_approved(home: Cast) -> None:
    made = approved(home)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), IMPROVEMENTS, made.reference, {"target": 7.5})
    assert list(refused.value.problems) == ["target"]
    assert Improvement.objects.get().target == 6
