"""A change is weighed for services and security, decided by somebody else, and reviewed where it went otherwise."""

from datetime import date
from typing import Any

import pytest

from tandem.direction.risks.models import Risk
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Action
from tandem.operation.changes.models import QUESTIONS, Change
from tandem.operation.changes.register import CHANGES
from tandem.operation.changes.tests.steps import WEIGHED, asked
from tests.cast import Cast, values_for

PREPARED = {"test": "Tried in the test room", "announced": "Sites by mail", "way_back": "Pull the router"}
MADE = {"outcome": "Works", "is_as_intended": True, **PREPARED}


def step(home: Cast, by: str, key: str, reason: str = "", **values: Any) -> Any:
    return writing.transition(home.actor(by), CHANGES, Change.objects.get().reference, key, values, reason=reason)


def noted(home: Cast) -> Any:
    impacts = {name: WEIGHED[name] for name in WEIGHED if "impact" in name or "effect" in name}
    done = {"outcome": "Works", "is_as_intended": True}
    return step(home, "ben", "note", reason="Shop stood still", **impacts, **done)


def test_impact_on_services_and_on_security_are_both_asked_for(home: Cast) -> None:
    asked(home)
    with pytest.raises(Invalid) as refused:
        step(home, "ben", "weigh", **{name: WEIGHED[name] for name in WEIGHED if "security" not in name})
    assert list(refused.value.problems) == ["security_impact", "security_effect"]
    assert step(home, "ben", "weigh", **WEIGHED).state == "weighed"


@pytest.mark.parametrize("part", ["owner", "requester"])
def test_whoever_asked_for_it_or_makes_it_does_not_decide(home: Cast, part: str) -> None:
    asked(home, **{part: home.users["ada"].pk})
    step(home, "ben", "weigh", **WEIGHED)
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home, "ada", "approve")
    assert Change.objects.get().state == "weighed"


def test_what_was_decided_stands(home: Cast) -> None:
    asked(home)
    step(home, "ben", "weigh", **WEIGHED)
    step(home, "ada", "approve")
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), CHANGES, Change.objects.get().reference, {"security_impact": "minor"})
    assert list(refused.value.problems) == ["security_impact"]
    assert Change.objects.get().security_impact == "none"


def test_a_change_of_security_weight_asks_for_its_risks_to_be_assessed_again(home: Cast) -> None:
    register = registers.find("risks")
    assert register is not None
    ada = home.actor("ada")
    risk = writing.create(ada, register, {**values_for(home, ada, register), "owner": home.users["ben"].pk})
    Risk.objects.filter(pk=risk.pk).update(next_review=date(2026, 12, 1))
    asked(home)
    with pytest.raises(Invalid) as refused:
        step(home, "ben", "weigh", **WEIGHED | {"security_impact": "weighty"})
    assert list(refused.value.problems) == ["risks"]
    step(home, "ben", "weigh", **WEIGHED | {"security_impact": "weighty", "risks": [risk.reference]})
    assert not Action.objects.exists()
    decided = step(home, "ada", "approve")
    action = Action.objects.get()
    assert Risk.objects.get().next_review == date(2026, 3, 2)
    assert (action.title, action.owner_id, action.due, action.source_reference) == (
        f"Assess {risk.reference} again: Second line",
        home.users["ben"].pk,
        date(2026, 4, 1),
        decided.reference,
    )


def test_what_went_otherwise_is_reviewed_by_somebody_else_before_it_is_closed(home: Cast) -> None:
    asked(home)
    step(home, "ben", "weigh", **WEIGHED)
    step(home, "ada", "approve")
    step(home, "ben", "make", **PREPARED, outcome="One site stood still", is_as_intended=False)
    with pytest.raises(Invalid, match="review its consequences first"):
        step(home, "ben", "close")
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home, "ben", "review", review="Fine")
    assert Change.objects.get().state == "made"
    reviewed = step(home, "ada", "review", review="The way back was missing")
    assert (reviewed.state, reviewed.reviewed_by_id) == ("made", home.users["ada"].pk)
    assert step(home, "ben", "close").state == "closed"


def test_what_nobody_planned_is_noted_and_reviewed(home: Cast) -> None:
    asked(home, category="emergency")
    made = noted(home)
    assert (made.state, made.is_planned, made.made_on) == ("undecided", False, date(2026, 3, 2))
    step(home, "ada", "approve-afterwards", reason="The shop could not wait")
    with pytest.raises(Invalid, match="review its consequences first"):
        step(home, "ben", "close")
    assert Change.objects.get().state == "decided"


def test_what_was_made_without_a_decision_is_decided_within_five_days(home: Cast) -> None:
    asked(home, category="emergency")
    assert noted(home).decide_by == date(2026, 3, 7)
    with pytest.raises(Invalid, match="does not lead on"):
        step(home, "ben", "close")
    decided = step(home, "ada", "approve-afterwards", reason="The shop could not wait")
    assert (decided.state, decided.afterwards, decided.decided_by_id) == ("decided", "approved", home.users["ada"].pk)


@pytest.mark.parametrize("part", ["owner", "requester"])
@pytest.mark.parametrize("key", ["approve-afterwards", "refuse-afterwards"])
def test_nobody_decides_afterwards_on_their_own_emergency(home: Cast, part: str, key: str) -> None:
    asked(home, category="emergency", **{part: home.users["ada"].pk})
    noted(home)
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home, "ada", key, reason="It was urgent")
    assert (Change.objects.get().state, Change.objects.get().afterwards) == ("undecided", "")


def test_what_is_not_approved_afterwards_is_reviewed(home: Cast) -> None:
    asked(home, category="emergency")
    noted(home)
    refused = step(home, "ada", "refuse-afterwards", reason="It could have waited")
    assert (refused.state, refused.afterwards) == ("decided", "refused")
    with pytest.raises(Invalid, match="review its consequences first"):
        step(home, "ben", "close")
    assert Change.objects.get().state == "decided"


def test_what_went_as_planned_is_closed_without_more(home: Cast) -> None:
    asked(home)
    step(home, "ben", "weigh", **WEIGHED)
    step(home, "ada", "approve")
    step(home, "ben", "make", **MADE)
    assert step(home, "ben", "close").state == "closed"


@pytest.mark.parametrize("missing", PREPARED)
def test_nothing_is_made_without_test_announcement_and_way_back(home: Cast, missing: str) -> None:
    asked(home)
    step(home, "ben", "weigh", **WEIGHED)
    step(home, "ada", "approve")
    with pytest.raises(Invalid) as refused:
        step(home, "ben", "make", **{name: value for name, value in MADE.items() if name != missing})
    assert list(refused.value.problems) == [missing]
    assert Change.objects.get().state == "approved"


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_before_it_is_weighed(home: Cast, question: str) -> None:
    asked(home)
    with pytest.raises(Invalid) as refused:
        step(home, "ben", "weigh", **{name: value for name, value in WEIGHED.items() if name != question})
    assert list(refused.value.problems) == [question]
    assert Change.objects.get().state == "requested"


@pytest.mark.parametrize(
    ("values", "route"),
    [
        ({}, "simple"),
        ({"interrupts_users": True}, "board"),
        ({"changes_agreement": True}, "board"),
        ({"opens_access": True}, "board"),
        ({"weakens_control": True, "security_impact": "minor"}, "board"),
        ({"reaches_information": True, "security_impact": "minor"}, "board"),
        ({"moves_service": True}, "design"),
        ({"service_impact": "major"}, "design"),
        ({"moves_service": True, "opens_access": True}, "design"),
    ],
)
def test_answers_for_services_and_security_decide_the_route(home: Cast, values: Any, route: str) -> None:
    asked(home)
    assert step(home, "ben", "weigh", **WEIGHED | values).route == route


def test_a_weakened_control_has_an_impact_on_security(home: Cast) -> None:
    asked(home)
    with pytest.raises(Invalid) as refused:
        step(home, "ben", "weigh", **WEIGHED | {"weakens_control": True})
    assert list(refused.value.problems) == ["security_impact"]
    assert Change.objects.get().state == "requested"


def test_what_has_major_impact_is_approved_with_its_transition_only(home: Cast) -> None:
    asked(home)
    step(home, "ben", "weigh", **WEIGHED | {"moves_service": True})
    with pytest.raises(Invalid) as refused:
        step(home, "ada", "approve")
    assert list(refused.value.problems) == ["service_transition"]
    assert Change.objects.get().state == "weighed"
    register = registers.find("service-transitions")
    assert register is not None
    transition = writing.create(home.actor("ada"), register, values_for(home, home.actor("ada"), register))
    with pytest.raises(Invalid):
        step(home, "ada", "approve", service_transition=transition.reference)
    transition.__class__.objects.update(state="accepted")
    assert step(home, "ada", "approve", service_transition=transition.reference).state == "approved"


def test_tasks_become_actions_and_are_done_before_it_is_closed(home: Cast) -> None:
    asked(home, tasks=["Tell the desk", "Label the cable"])
    step(home, "ben", "weigh", **WEIGHED)
    step(home, "ada", "approve")
    actions = Action.objects.order_by("pk").values_list("title", "owner_id", "due")
    ben, day = home.users["ben"].pk, date(2026, 4, 1)
    assert list(actions) == [("Tell the desk", ben, day), ("Label the cable", ben, day)]
    step(home, "ben", "make", **MADE)
    with pytest.raises(Invalid, match="Actions are still open: 2"):
        step(home, "ben", "close")
    Action.objects.update(state="done")
    assert step(home, "ben", "close").state == "closed"


def test_a_change_that_caused_an_incident_is_reviewed(home: Cast) -> None:
    register = registers.find("incidents")
    assert register is not None
    incident = writing.create(home.actor("ben"), register, values_for(home, home.actor("ben"), register))
    asked(home)
    step(home, "ben", "weigh", **WEIGHED)
    step(home, "ada", "approve")
    step(home, "ben", "make", **MADE, incidents=[incident.reference])
    with pytest.raises(Invalid, match="review its consequences first"):
        step(home, "ben", "close")
    assert Change.objects.get().state == "made"
