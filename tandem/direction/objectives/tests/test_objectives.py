"""Objectives are approved with their plan by somebody else, and then stand."""

from datetime import date
from typing import Any

import pytest

from tandem.direction.objectives.models import Objective
from tandem.direction.objectives.register import OBJECTIVES
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast

PLANNED = {
    "title": "Calls are answered sooner",
    "target": "90 % in 40 seconds",
    "measured_by": "Report of the exchange",
    "belongs_to": "Service desk",
    "actions": "Rota by hours of the day",
    "resources": "None beyond the contract",
    "due": "2026-12-01",
    "evaluation": "Average of two quarters",
}


def draft(home: Cast, **values: Any) -> Objective:
    made: Objective = writing.create(
        home.actor("ben"), OBJECTIVES, {**PLANNED, "owner": home.users["ben"].pk, **values}
    )
    return made


def step(home: Cast, by: str, key: str, **values: Any) -> Any:
    return writing.transition(home.actor(by), OBJECTIVES, "OBJ-1", key, values)


def test_it_is_approved_with_its_whole_plan(home: Cast) -> None:
    draft(home, resources="")
    with pytest.raises(Invalid) as refused:
        step(home, "ada", "approve")
    assert list(refused.value.problems) == ["resources"]
    writing.change(home.actor("ben"), OBJECTIVES, "OBJ-1", {"resources": "Ten hours"})
    approved = step(home, "ada", "approve")
    assert (approved.state, approved.approved_by_id, approved.approved_on) == (
        "pursued",
        home.users["ada"].pk,
        date(2026, 3, 2),
    )


def test_whoever_owns_or_wrote_it_does_not_approve_it(home: Cast) -> None:
    draft(home, owner=home.users["ada"].pk)
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home, "ada", "approve")
    assert Objective.objects.get().state == "draft"


def test_target_measure_and_day_stand_once_it_is_approved(home: Cast) -> None:
    draft(home)
    step(home, "ada", "approve")
    for name, value in (("target", "50 %"), ("due", "2027-12-01"), ("measured_by", "Feeling")):
        with pytest.raises(Invalid) as refused:
            writing.change(home.actor("ben"), OBJECTIVES, "OBJ-1", {name: value})
        assert list(refused.value.problems) == [name]
    assert Objective.objects.get().target == PLANNED["target"]


def test_a_missed_one_says_what_follows(home: Cast) -> None:
    draft(home)
    step(home, "ada", "approve")
    with pytest.raises(Invalid) as refused:
        step(home, "ada", "miss", result="78 %")
    assert list(refused.value.problems) == ["consequence"]
    missed = step(home, "ada", "miss", result="78 %", consequence="Another supplier")
    assert (missed.state, missed.judged_on) == ("missed", date(2026, 3, 2))


def test_those_concerned_are_told(home: Cast) -> None:
    draft(home)
    step(home, "ada", "approve")
    assert step(home, "ben", "tell", told_to="The desk").told_on == date(2026, 3, 2)
