"""Those who have to agree are asked step by step, each word counts once, and nobody decides about their own change."""

from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.operation.changes.approvals.models import ChangeApproval
from tandem.operation.changes.models import Change
from tandem.operation.changes.register import CHANGES
from tandem.operation.changes.tests.steps import add, asked, now, take, weighed
from tests.cast import Cast


def person(home: Cast, name: str, **values: Any) -> str:
    return str(add(home, "people", title=name.title(), user=home.users[name].pk, **values).reference)


def rule(home: Cast, *names: str, quorum: int = 1, **values: Any) -> Any:
    people = [person(home, name) for name in names]
    given = {"title": "Those named", "kind": "people", "people": people, "quorum": quorum, **values}
    return add(home, "change-approval-rules", **given)


def of(name: str) -> ChangeApproval:
    approval: ChangeApproval = ChangeApproval.objects.get(approver__name=name.title(), state="asked")
    return approval


def states() -> list[tuple[int, str, str]]:
    return list(ChangeApproval.objects.order_by("pk").values_list("stage", "approver__name", "state"))


def test_steps_are_asked_one_after_the_other_and_the_last_approves(home: Cast) -> None:
    rule(home, "cleo", position=1)
    rule(home, "ada", position=2)
    change = weighed(home)
    assert states() == [(1, "Cleo", "asked")]
    take(home, "cleo", of("cleo"), "agree")
    assert (states(), now(change).state) == ([(1, "Cleo", "agreed"), (2, "Ada", "asked")], "weighed")
    take(home, "ada", of("ada"), "agree")
    assert (now(change).state, now(change).decided_by_id) == ("approved", home.users["ada"].pk)


def test_quorum_of_two_needs_two_and_the_third_need_not(home: Cast) -> None:
    rule(home, "ada", "cleo", "finn", quorum=2)
    change = weighed(home)
    take(home, "cleo", of("cleo"), "agree")
    assert now(change).state == "weighed"
    take(home, "finn", of("finn"), "agree")
    assert states() == [(1, "Ada", "lapsed"), (1, "Cleo", "agreed"), (1, "Finn", "agreed")]
    assert now(change).state == "approved"


def test_one_rejection_rejects_and_says_why(home: Cast) -> None:
    rule(home, "ada", "cleo")
    change = weighed(home)
    with pytest.raises(Invalid):
        take(home, "cleo", of("cleo"), "reject")
    assert now(change).state == "weighed"
    take(home, "cleo", of("cleo"), "reject", comment="Not in this month")
    assert (now(change).state, states()) == ("rejected", [(1, "Ada", "lapsed"), (1, "Cleo", "rejected")])


def test_no_manager_approves_past_those_who_are_asked(home: Cast) -> None:
    rule(home, "cleo")
    change = weighed(home)
    with pytest.raises(Invalid, match="Those who were asked decide"):
        take(home, "ada", change, "approve")
    with pytest.raises(Invalid, match="Somebody else was asked"):
        take(home, "ada", of("cleo"), "agree")
    assert (now(change).state, states()) == ("weighed", [(1, "Cleo", "asked")])


def test_what_was_weighed_elsewhere_is_decided_by_those_asked_too(home: Cast) -> None:
    rule(home, "cleo")
    change = asked(home)
    Change.objects.update(state="weighed")
    with pytest.raises(Invalid, match="Weigh it again"):
        take(home, "ada", change, "approve")
    assert now(change).state == "weighed"


def test_earlier_agreement_no_longer_counts_once_the_change_is_another(home: Cast) -> None:
    rule(home, "ada", "cleo", quorum=2)
    change = weighed(home)
    take(home, "cleo", of("cleo"), "agree")
    writing.change(home.actor("ben"), CHANGES, change.reference, {"description": "Three lines instead"})
    assert states() == [(1, "Ada", "lapsed"), (1, "Cleo", "lapsed"), (1, "Ada", "asked"), (1, "Cleo", "asked")]
    take(home, "ada", of("ada"), "agree")
    assert now(change).state == "weighed"


def test_who_asked_or_makes_it_is_not_asked_and_does_not_decide(home: Cast) -> None:
    rule(home, "ada", "ben")
    change = weighed(home)
    assert states() == [(1, "Ada", "asked")]
    with pytest.raises(Invalid):
        take(home, "ben", of("ada"), "agree")
    assert now(change).state == "weighed"


def test_where_all_who_are_named_have_a_part_a_manager_decides(home: Cast) -> None:
    rule(home, "ben")
    change = weighed(home)
    approval = ChangeApproval.objects.get()
    assert (approval.approver_id, approval.state) == (None, "asked")
    with pytest.raises((Invalid, NotPermitted)):
        take(home, "cleo", approval, "agree")
    take(home, "ada", approval, "agree")
    assert now(change).state == "approved"


@pytest.mark.parametrize(
    ("begins", "ends", "decides"), [("2026-03-02", "2026-03-02", True), ("2026-02-01", "2026-03-01", False)]
)
def test_who_is_delegated_decides_while_the_delegation_holds(home: Cast, begins: str, ends: str, decides: bool) -> None:
    rule(home, "cleo")
    ada, cleo = home.users["ada"].pk, home.users["cleo"].pk
    add(home, "delegations", of=cleo, to=ada, begins=begins, ends=ends, reason="On leave")
    change = weighed(home)
    if decides:
        take(home, "ada", of("cleo"), "agree")
        assert (now(change).state, now(change).decided_by_id) == ("approved", ada)
    else:
        with pytest.raises(Invalid):
            take(home, "ada", of("cleo"), "agree")
        assert now(change).state == "weighed"


@pytest.mark.parametrize(
    ("applies", "answers", "is_asked"),
    [
        ("all", {}, True),
        ("security", {}, False),
        ("security", {"opens_access": True}, True),
        ("services", {"interrupts_users": True}, True),
        ("services", {"opens_access": True}, False),
        ("board", {"opens_access": True}, True),
        ("board", {}, False),
        ("emergency", {}, False),
        ("system", {}, False),
    ],
)
def test_answers_decide_who_is_asked(home: Cast, applies: str, answers: dict[str, Any], is_asked: bool) -> None:
    rule(home, "cleo", applies=applies)
    weighed(home, answers)
    assert ChangeApproval.objects.exists() is is_asked


def test_the_board_decides_once_it_has_met(home: Cast) -> None:
    rule(home, "cleo", kind="board", applies="board")
    change = weighed(home, {"opens_access": True})
    with pytest.raises(Invalid, match="Bring it before the board"):
        take(home, "cleo", of("cleo"), "agree")
    meeting = add(home, "change-meetings", "ben", title="Week 10", meets_on="2026-03-02", owner=home.users["ben"].pk)
    item = meeting.agenda.get()
    assert item.change_id == change.pk
    came = [person(home, "gil")]
    with pytest.raises(Invalid, match="1 left on the agenda"):
        take(home, "ben", meeting, "hold", minutes="Talked through", attended=came)
    write(home, item, advice="go")
    take(home, "ben", meeting, "hold", minutes="Talked through", attended=came)
    with pytest.raises(NotPermitted, match="was held"):
        write(home, item, advice="no", word="After all not")
    take(home, "cleo", of("cleo"), "agree")
    assert now(change).state == "approved"
    with pytest.raises(NotPermitted):
        take(home, "ben", meeting, "approve-minutes")
    assert take(home, "ada", meeting, "approve-minutes").state == "closed"


def write(home: Cast, record: Any, **values: Any) -> None:
    writing.change(home.actor("ben"), registers.declared_for(type(record)), record.reference, values)


def test_standard_change_is_planned_by_its_template_without_more(home: Cast) -> None:
    rule(home, "cleo")
    template = templates(home)
    with pytest.raises(Invalid) as refused:
        asked(home, template=template.reference)
    assert list(refused.value.problems) == ["template"]
    take(home, "ada", template, "approve")
    change = asked(home, template=template.reference)
    assert (change.category, change.route, change.way_back, change.security_effect) == (
        "standard",
        "template",
        "Delete the rule",
        "One more address",
    )
    planned = take(home, "ben", change, "plan")
    assert (planned.state, planned.decided_by_id, Action.objects.get().title) == (
        "approved",
        home.users["ada"].pk,
        "Note the address",
    )
    assert not ChangeApproval.objects.exists()


@pytest.mark.parametrize("more", [{"opens_access": True}, {"service_impact": "major"}, {"security_impact": "minor"}])
def test_standard_change_is_no_more_than_its_template(home: Cast, more: dict[str, Any]) -> None:
    template = templates(home)
    take(home, "ada", template, "approve")
    with pytest.raises(Invalid) as refused:
        asked(home, template=template.reference, **more)
    assert list(refused.value.problems) == list(more)
    assert not Change.objects.exists()


def test_template_is_approved_by_somebody_else_and_stands(home: Cast) -> None:
    template = templates(home, by="ada", owner=home.users["ada"].pk)
    with pytest.raises(Invalid, match="Somebody other than you"):
        take(home, "ada", template, "approve")
    assert type(template).objects.get().state == "draft"


def test_nothing_is_planned_by_a_template_that_is_no_longer_in_force(home: Cast) -> None:
    template = templates(home)
    take(home, "ada", template, "approve")
    change = asked(home, template=template.reference)
    take(home, "ben", template, "take-back", reason="Firewall replaced")
    with pytest.raises(Invalid, match="no longer in force"):
        take(home, "ben", change, "plan")
    assert now(change).state == "requested"


def templates(home: Cast, by: str = "ben", **values: Any) -> Any:
    given = {
        "title": "Rule for a terminal",
        "kind": "item",
        "reason": "A customer adds a terminal",
        "description": "Add the address to the group.",
        "tasks": ["Note the address"],
        "service_impact": "none",
        "service_effect": "Nothing is felt",
        "security_impact": "none",
        "security_effect": "One more address",
        "benefit": "Cards can be read",
        "resources": "Ten minutes",
        "test": "One card is read",
        "announced": "Whoever asked",
        "way_back": "Delete the rule",
        "owner": home.users["ben"].pk,
    }
    return add(home, "change-templates", by, **given | values)


def test_nobody_adds_somebody_who_would_agree(home: Cast) -> None:
    rule(home, "cleo")
    change = weighed(home)
    with pytest.raises(NotPermitted):
        add(home, "change-approvals", change=change.reference, approver=home.users["ada"].pk)
    assert states() == [(1, "Cleo", "asked")]


def test_where_no_step_applies_a_manager_asks_somebody(home: Cast) -> None:
    change = asked(home)
    add(home, "change-approvals", change=change.reference, approver=home.users["cleo"].pk)
    with pytest.raises(Invalid, match="once it is weighed"):
        take(home, "cleo", of("cleo"), "agree")
    assert now(change).state == "requested"


def test_a_standard_change_without_template_is_weighed_as_any_other(home: Cast) -> None:
    change = asked(home, category="standard")
    with pytest.raises(Invalid, match="Name the template"):
        take(home, "ben", change, "plan")
    assert now(change).state == "requested"
