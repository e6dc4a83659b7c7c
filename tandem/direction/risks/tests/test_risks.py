"""Methods in force, acceptance that goes stale, residual that is approved, rounds that are kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.direction.risks.acceptances.register import RISK_ACCEPTANCES
from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.methods.register import RISK_METHODS
from tandem.direction.risks.models import Risk
from tandem.direction.risks.register import RISKS
from tandem.direction.risks.rounds.register import RISK_ROUNDS
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.ledger import states
from tests.cast import Cast

FIRE = {"title": "Fire", "availability": True, "likelihood": 3, "impact": 4}


def method(home: Cast, **values: Any) -> RiskMethod:
    ben = home.actor("ben")
    made = writing.create(ben, RISK_METHODS, {"title": "Ours", "owner": ben.user_id, **values})
    return writing.transition(home.actor("ada"), RISK_METHODS, made.reference, "approve")


def risk(home: Cast, **values: Any) -> Risk:
    return writing.create(assessing(home), RISKS, {**FIRE, "owner": home.users["ben"].pk, **values})


def assessing(home: Cast) -> Actor:
    """Cleo, who may write here for once, so that others accept."""
    return replace(home.actor("cleo"), role="contributor")


def accept(home: Cast, reference: str, who: str = "ben", days: int = 90) -> Any:
    actor = home.actor(who)
    values = {"risk": reference, "reason": "Watched", "until": actor.today + timedelta(days=days)}
    return writing.create(actor, RISK_ACCEPTANCES, values)


def test_the_method_of_a_domain_goes_before_the_one_for_all(home: Cast) -> None:
    everywhere = method(home)
    service = method(home, title="Services", domains="service", formula="sum", accept_up_to=4, critical_from=8)
    assert risk(home).method == everywhere
    ours = risk(home, domain="service", customer_impact="Mail stops")
    assert (ours.method, ours.level) == (service, 7)
    assert RiskMethod.objects.filter(state="approved").count() == 2


def test_a_new_method_calls_its_risks_again_and_leaves_old_judgements_as_they_were(home: Cast) -> None:
    first = method(home)
    fire = risk(home)
    assert (fire.level, fire.next_review) == (12, home.actor("ada").today + timedelta(days=365))
    second = method(home, title="Better", formula="sum", accept_up_to=4, critical_from=8)
    fire.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, fire.method, fire.level) == ("superseded", first, 12)
    assert fire.next_review == home.actor("ada").today
    again = writing.change(home.actor("ada"), RISKS, fire.reference, {"likelihood": 2})
    assert (again.method, again.level) == (second, 6)
    history = states.history(home.home.pk, "risks", fire.pk)
    assert [change.before for change in history[0].changes if change.field == "level"] == [12]


def test_a_matrix_decides_the_level(home: Cast) -> None:
    rows = "1 1 2 3 4, 1 2 3 4 6, 2 3 4 6 8, 3 4 6 8 9, 4 6 8 9 10"
    method(home, formula="matrix", matrix=rows, accept_up_to=3, critical_from=8)
    assert risk(home).level == 6
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ada"), RISK_METHODS, {"title": "x", "formula": "matrix", "matrix": "1 2, 2 1"})
    assert "Write 5 rows" in refused.value.problems["matrix"][0]


def test_only_its_owner_accepts_and_above_the_limit_a_manager(home: Cast) -> None:
    method(home, owner_accepts_up_to=8)
    low, high = risk(home, likelihood=2), risk(home, title="Flood")
    accept(home, low.reference)
    with pytest.raises(Invalid, match="a manager has to accept"):
        accept(home, high.reference)
    accept(home, high.reference, "ada")
    low.refresh_from_db()
    high.refresh_from_db()
    assert (low.state, low.accepted_level, high.state, high.accepted_level) == ("accepted", 8, "accepted", 12)
    with pytest.raises(Invalid, match="Only the owner"):
        accept(home, risk(home, title="Dust", likelihood=1).reference, "ada")


GRADES = st.fixed_dictionaries(
    {},
    optional={
        "likelihood": st.integers(1, 5),
        "impact": st.integers(1, 5),
        "residual_likelihood": st.none() | st.integers(1, 5),
        "residual_impact": st.none() | st.integers(1, 5),
        "consequence": st.sampled_from(["Loss", "Much loss"]),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=GRADES)
def test_an_acceptance_is_stale_exactly_when_the_remaining_level_changed(home: Cast, change: dict[str, Any]) -> None:
    fire = risk(home, residual_likelihood=2, residual_impact=3)
    accept(home, fire.reference)
    after = writing.change(home.actor("ada"), RISKS, fire.reference, {**change, "residual_reason": "Known"})
    left = after.residual_level if after.residual_level is not None else after.level
    assert (after.accepted_level == 6) == (left == 6)
    assert (after.state == "accepted") == (left == 6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grades=st.tuples(*[st.integers(1, 5)] * 4), reason=st.sampled_from(["", "The line moved"]))
def test_residual_is_never_above_current_without_a_reason(home: Cast, grades: tuple[int, ...], reason: str) -> None:
    names = ("likelihood", "impact", "residual_likelihood", "residual_impact")
    values = {**dict(zip(names, grades, strict=True)), "residual_reason": reason}
    is_above = grades[2] * grades[3] > grades[0] * grades[1]
    try:
        kept = risk(home, **values)
    except Invalid as refused:
        assert is_above and not reason
        assert list(refused.problems) == ["residual_reason"]
    else:
        assert not is_above or reason
        assert kept.residual_level == grades[2] * grades[3]


def test_what_is_left_is_approved_by_a_manager_and_anew_when_it_changes(home: Cast) -> None:
    ada, ben = home.actor("ada"), home.actor("ben")
    fire = writing.create(ben, RISKS, {**FIRE, "owner": ben.user_id})
    treat = {"treatment": "modify", "plan": "Sprinklers", "residual_likelihood": 1, "residual_impact": 4}
    writing.transition(ben, RISKS, fire.reference, "treat", treat)
    with pytest.raises(NotPermitted):
        writing.transition(ben, RISKS, fire.reference, "approve-residual")
    approved = writing.transition(ada, RISKS, fire.reference, "approve-residual")
    assert (approved.state, approved.residual_approved_level, approved.residual_approved_by_id) == (
        "in-treatment",
        4,
        ada.user_id,
    )
    with pytest.raises(Invalid, match="Somebody other than you"):
        other = risk(home, title="Flood")
        writing.transition(ada, RISKS, other.reference, "treat", treat)
        writing.transition(ada, RISKS, other.reference, "approve-residual")
    changed = writing.change(ben, RISKS, fire.reference, {"residual_impact": 3})
    assert (changed.residual_approved_level, changed.residual_approved_by_id) == (None, None)


def test_a_closed_round_keeps_how_risks_stood(home: Cast) -> None:
    ada = home.actor("ada")
    method(home)
    fire, _flood = risk(home), risk(home, title="Flood", likelihood=1, impact=2)
    writing.create(ada, RISK_ROUNDS, {"title": "Spring", "began_on": ada.today})
    with pytest.raises(Invalid):
        writing.transition(ada, RISK_ROUNDS, "ROUND-1", "close")
    closed = writing.transition(ada, RISK_ROUNDS, "ROUND-1", "close", {"conclusion": "One needs money"})
    assert (closed.judged, closed.above, closed.closed_on) == (2, 1, ada.today)
    with clock.fixed(clock.now() + timedelta(days=30)):
        writing.change(ada, RISKS, fire.reference, {"likelihood": 1})
    closed.refresh_from_db()
    assert [(result["reference"], result["level"], result["owner"]) for result in closed.results] == [
        ("RISK-1", 12, "Ben"),
        ("RISK-2", 2, "Ben"),
    ]
    with pytest.raises((Invalid, NotPermitted)):
        writing.change(ada, RISK_ROUNDS, "ROUND-1", {"title": "Another"})
