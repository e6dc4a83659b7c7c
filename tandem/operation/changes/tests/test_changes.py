"""A change is weighed for services and security, decided by somebody else, and reviewed where it went otherwise."""

from datetime import date
from typing import Any

import pytest

from tandem.direction.risks.models import Risk
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Action
from tandem.operation.changes.models import Change
from tandem.operation.changes.register import CHANGES
from tests.cast import Cast, values_for

WEIGHED = {
    "service_impact": "minor",
    "service_effect": "Ten minutes at night",
    "security_impact": "none",
    "security_effect": "Nothing changes",
    "benefit": "Two paths, little risk",
    "resources": "Two days",
}
MADE = {"outcome": "Works", "is_as_intended": True}


def asked(home: Cast, **values: Any) -> Change:
    given = {
        "title": "Second line",
        "kind": "item",
        "reason": "A cut line stops us",
        "owner": home.users["ben"].pk,
        "planned_for": "2026-04-01",
    }
    made: Change = writing.create(home.actor("ben"), CHANGES, given | values)
    return made


def step(home: Cast, by: str, key: str, reason: str = "", **values: Any) -> Any:
    return writing.transition(home.actor(by), CHANGES, Change.objects.get().reference, key, values, reason=reason)


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
    step(home, "ben", "make", outcome="One site stood still", is_as_intended=False)
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
    impacts = {name: WEIGHED[name] for name in WEIGHED if "impact" in name or "effect" in name}
    made = step(home, "ben", "note", reason="Shop stood still", **impacts, **MADE)
    assert (made.state, made.is_planned, made.made_on) == ("made", False, date(2026, 3, 2))
    with pytest.raises(Invalid, match="review its consequences first"):
        step(home, "ben", "close")
    assert Change.objects.get().state == "made"


def test_what_went_as_planned_is_closed_without_more(home: Cast) -> None:
    asked(home)
    step(home, "ben", "weigh", **WEIGHED)
    step(home, "ada", "approve")
    step(home, "ben", "make", **MADE)
    assert step(home, "ben", "close").state == "closed"
