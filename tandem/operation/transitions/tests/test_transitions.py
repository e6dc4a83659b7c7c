"""Services on their way: a whole plan, a whole design, go or no go by somebody else, a result."""

from datetime import date
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.transitions import rules
from tandem.operation.transitions.criteria.register import ACCEPTANCE_CRITERIA
from tandem.operation.transitions.models import TransitionOfService
from tandem.operation.transitions.register import SERVICE_TRANSITIONS
from tests.cast import Cast

GO = {"decision": "go", "decision_reason": "Every criterion is met"}


def planned(home: Cast, **values: object) -> TransitionOfService:
    parts = dict.fromkeys((*rules.PLAN, *rules.DESIGN), "none")
    given = {"title": "Telephone", "owner": home.users["ben"].pk, **parts, **values}
    return writing.create(home.actor("ben"), SERVICE_TRANSITIONS, given)


def step(home: Cast, name: str, record: Any, key: str, reason: str = "", **values: object) -> TransitionOfService:
    return writing.transition(home.actor(name), SERVICE_TRANSITIONS, record.reference, key, values, reason=reason)


def designed(home: Cast, **values: object) -> TransitionOfService:
    step(home, "ada", record := planned(home, **values), "approve-plan")
    return step(home, "ada", record, "approve-design")


def criterion(home: Cast, record: TransitionOfService, key: str = "") -> Any:
    values = {"transition": record.reference, "title": "Restored in eight hours"}
    made = writing.create(home.actor("ben"), ACCEPTANCE_CRITERIA, values)
    return try_out(home, made, key) if key else made


def try_out(home: Cast, made: Any, key: str) -> Any:
    return writing.transition(home.actor("ben"), ACCEPTANCE_CRITERIA, made.reference, key, {"evidence": "Seen"})


def state(record: TransitionOfService) -> str:
    return TransitionOfService.objects.get(pk=record.pk).state


@pytest.mark.parametrize("missing", rules.PLAN)
def test_plan_says_every_part(home: Cast, missing: str) -> None:
    record = planned(home, **{missing: ""})
    with pytest.raises(Invalid):
        step(home, "ada", record, "approve-plan")
    assert state(record) == "planning"


@pytest.mark.parametrize("kind", rules.HANDS_OVER)
def test_what_ends_or_moves_says_what_is_handed_over(home: Cast, kind: str) -> None:
    record = planned(home, kind=kind)
    with pytest.raises(Invalid):
        step(home, "ada", record, "approve-plan")
    writing.change(home.actor("ben"), SERVICE_TRANSITIONS, record.reference, {"handing_over": "Data by May"})
    assert step(home, "ada", record, "approve-plan").plan_approved_on == date(2026, 3, 2)


@pytest.mark.parametrize("missing", rules.DESIGN)
def test_design_says_every_part(home: Cast, missing: str) -> None:
    record = planned(home, **{missing: ""})
    step(home, "ada", record, "approve-plan")
    with pytest.raises(Invalid):
        step(home, "ada", record, "approve-design")
    assert state(record) == "planned"


def test_owner_and_writer_approve_nothing(home: Cast) -> None:
    record = planned(home)
    with pytest.raises(Invalid):
        step(home, "ben", record, "approve-plan")
    assert state(record) == "planning"


def test_approved_plan_and_design_are_fixed_until_planned_anew(home: Cast) -> None:
    record = designed(home)
    for name in ("outcomes", "design_system"):
        with pytest.raises(Invalid) as refused:
            writing.change(home.actor("ben"), SERVICE_TRANSITIONS, record.reference, {name: "Other"})
        assert list(refused.value.problems) == [name]
    anew = step(home, "ben", record, "plan-anew", reason="The supplier is another one")
    assert (anew.plan_approved_by, anew.design_approved_by, anew.plan_approved_on) == (None, None, None)
    assert writing.change(home.actor("ben"), SERVICE_TRANSITIONS, record.reference, {"outcomes": "Other"})


def test_go_needs_criteria_that_are_met(home: Cast) -> None:
    record = designed(home)
    with pytest.raises(Invalid):
        step(home, "ada", record, "decide", **GO)
    made = criterion(home, record)
    for key in ("", "miss"):
        if key:
            try_out(home, made, key)
        with pytest.raises(Invalid):
            step(home, "ada", record, "decide", **GO)
    assert state(record) == "designed"
    try_out(home, made, "meet")
    assert step(home, "ada", record, "decide", **GO).decided_by == home.users["ada"]


def test_go_with_conditions_takes_what_is_not_met_and_no_go_is_no_go(home: Cast) -> None:
    record = designed(home)
    criterion(home, record, "miss")
    with pytest.raises(Invalid):
        step(home, "ada", record, "decide", decision="no-go", decision_reason="Too slow")
    decision_taken = {"decision": "go-with-conditions", "decision_reason": "Restored in ten hours until May"}
    assert step(home, "ada", record, "decide", **decision_taken).state == "accepted"


def test_owner_does_not_decide_and_contributors_do_not_either(home: Cast) -> None:
    record = designed(home)
    criterion(home, record, "meet")
    with pytest.raises(NotPermitted):
        step(home, "ben", record, "decide", **GO)
    writing.change(home.actor("ben"), SERVICE_TRANSITIONS, record.reference, {"owner": home.users["ada"].pk})
    with pytest.raises(Invalid):
        step(home, "ada", record, "decide", **GO)
    assert state(record) == "designed"


def test_criteria_stand_once_it_was_decided(home: Cast) -> None:
    record = designed(home)
    made = criterion(home, record, "meet")
    step(home, "ada", record, "decide", **GO)
    with pytest.raises(Invalid):
        try_out(home, made, "miss")
    assert type(made).objects.get(pk=made.pk).state == "met"


def test_result_is_reported_to_somebody(home: Cast) -> None:
    record = designed(home)
    criterion(home, record, "meet")
    step(home, "ada", record, "decide", **GO)
    with pytest.raises(Invalid):
        step(home, "ben", record, "deploy", deployed_on="2026-03-03")
    step(home, "ben", record, "deploy")
    with pytest.raises(Invalid) as refused:
        step(home, "ben", record, "report", result="Fifty customers")
    assert list(refused.value.problems) == ["reported_to"]
    done = step(home, "ben", record, "report", result="Fifty customers", reported_to="Top management")
    assert (done.deployed_on, done.reported_on, done.state) == (date(2026, 3, 2), date(2026, 3, 2), "reported")
