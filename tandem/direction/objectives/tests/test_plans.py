"""The service management plan: whole before it is sent, approved by another, one in force, fixed once sent."""

from typing import Any

import pytest

from tandem.direction.objectives.alignments.register import PLAN_ALIGNMENTS
from tandem.direction.objectives.plans.register import SERVICE_MANAGEMENT_PLANS
from tandem.direction.objectives.plans.rules import TOPICS
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tests.cast import Cast


def written(home: Cast) -> Any:
    values = {"title": "The year", "owner": home.users["ben"].pk, **dict.fromkeys(TOPICS, "As agreed")}
    return writing.create(home.actor("ben"), SERVICE_MANAGEMENT_PLANS, values)


def step(home: Cast, name: str, plan: Any, key: str, **values: Any) -> Any:
    return writing.transition(home.actor(name), SERVICE_MANAGEMENT_PLANS, plan.reference, key, **values)


def test_a_plan_is_sent_out_only_with_all_of_its_topics(home: Cast) -> None:
    plan = writing.create(home.actor("ben"), SERVICE_MANAGEMENT_PLANS, {"title": "The year", "services": "Mail"})
    with pytest.raises(Invalid) as refused:
        step(home, "ben", plan, "send")
    assert set(refused.value.problems) == set(TOPICS) - {"services"}
    assert SERVICE_MANAGEMENT_PLANS.model.objects.get().state == "draft"


def test_whoever_wrote_it_does_not_approve_it(home: Cast) -> None:
    values = {"title": "The year", **dict.fromkeys(TOPICS, "As agreed")}
    plan = writing.create(home.actor("ada"), SERVICE_MANAGEMENT_PLANS, values)
    step(home, "ada", plan, "send")
    with pytest.raises(WriteError):
        step(home, "ada", plan, "approve")
    assert SERVICE_MANAGEMENT_PLANS.model.objects.get().state == "in-review"


def test_the_next_version_takes_the_place_of_the_one_before(home: Cast) -> None:
    first = written(home)
    step(home, "ben", first, "send")
    step(home, "ada", first, "approve")
    with pytest.raises((Invalid, NotPermitted)):
        writing.change(home.actor("ben"), SERVICE_MANAGEMENT_PLANS, first.reference, {"limits": "None"})
    step(home, "ben", first, "revise")
    second = SERVICE_MANAGEMENT_PLANS.model.objects.get(number=2)
    assert (second.state, second.limits) == ("draft", "As agreed")
    step(home, "ben", second, "send")
    step(home, "ada", second, "approve")
    states = dict(SERVICE_MANAGEMENT_PLANS.model.objects.values_list("number", "state"))
    assert states == {1: "superseded", 2: "approved"}


def test_a_plan_that_follows_is_chosen_or_named(home: Cast) -> None:
    plan = written(home)
    values = {"plan": plan, "how": "Its dates rest on it"}
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ben"), PLAN_ALIGNMENTS, values)
    assert list(refused.value.problems) == ["title"]
    assert writing.create(home.actor("ben"), PLAN_ALIGNMENTS, {**values, "title": "The move"}).title == "The move"
