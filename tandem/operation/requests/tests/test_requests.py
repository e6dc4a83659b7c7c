"""Requests: asked, agreed to by others, fulfilled in order, closed by whoever asked."""

from datetime import date
from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.operation.requests.approvals.models import RequestApproval
from tandem.operation.requests.approvals.register import REQUEST_APPROVALS
from tandem.operation.requests.models import ServiceRequest
from tandem.operation.requests.offerings.models import RequestOffering
from tandem.operation.requests.offerings.register import REQUEST_OFFERINGS
from tandem.operation.requests.register import SERVICE_REQUESTS
from tandem.operation.requests.tasks.register import REQUEST_TASKS
from tests.cast import Cast


def add(home: Cast, key: str, **values: object) -> Any:
    return writing.create(home.actor("ada"), registers.find(key), values)


def offering(home: Cast, title: str = "Laptop", **values: object) -> RequestOffering:
    made = add(home, "request-offerings", title=title, instructions="Order and hand over", **values)
    return writing.transition(home.actor("ada"), REQUEST_OFFERINGS, made.reference, "offer")


def person(home: Cast, name: str, **values: object) -> Any:
    return add(home, "people", title=name.title(), user=home.users[name].pk, **values)


def ask(home: Cast, name: str, offered: RequestOffering | None, **values: object) -> ServiceRequest:
    asked = {"title": "One for me", **({"offering": offered.reference} if offered else {}), **values}
    return writing.create(home.actor(name), SERVICE_REQUESTS, asked)


def now(request: ServiceRequest) -> ServiceRequest:
    return ServiceRequest.objects.get(pk=request.pk)


def decide(home: Cast, name: str, approval: RequestApproval, key: str = "agree", **values: object) -> None:
    writing.transition(home.actor(name), REQUEST_APPROVALS, approval.reference, key, values)


def step(home: Cast, name: str, request: ServiceRequest, key: str, reason: str = "", **values: object) -> Any:
    return writing.transition(home.actor(name), SERVICE_REQUESTS, request.reference, key, values, reason=reason)


def test_request_takes_service_group_priority_and_day_from_its_offering(home: Cast) -> None:
    request = ask(home, "finn", offering(home, group="Desk", priority=2, days=3))
    assert (request.group, request.priority, request.due, request.state, request.version) == (
        "Desk",
        2,
        date(2026, 3, 5),
        "fulfilment",
        1,
    )
    assert (request.owner, request.requested_by) == (home.users["finn"], home.users["finn"])


def test_offering_without_instructions_is_not_offered(home: Cast) -> None:
    made = add(home, "request-offerings", title="Laptop")
    with pytest.raises(Invalid):
        writing.transition(home.actor("ada"), REQUEST_OFFERINGS, made.reference, "offer")
    assert RequestOffering.objects.get().state == "draft"
    with pytest.raises(Invalid) as refused:
        ask(home, "finn", made)
    assert list(refused.value.problems) == ["offering"]
    assert not ServiceRequest.objects.exists()


def test_what_no_offering_describes_waits_to_be_accepted(home: Cast) -> None:
    request = ask(home, "finn", None)
    assert (request.state, request.priority) == ("submitted", 3)
    assert step(home, "ben", request, "accept").assignee == home.users["ben"]


def test_manager_of_the_person_is_asked_and_agrees(home: Cast) -> None:
    boss = person(home, "cleo")
    person(home, "finn", manager=boss.reference)
    offered = offering(home)
    add(home, "request-approval-rules", offering=offered.reference, title="Manager", kind="manager")
    request = ask(home, "finn", offered)
    approval = request.approvals.get()
    assert (request.state, approval.approver, approval.owner) == (
        "approval",
        home.users["cleo"],
        home.users["cleo"],
    )
    for name in ("ben", "ada", "finn"):
        with pytest.raises((Invalid, NotPermitted)):
            decide(home, name, approval)
    assert now(request).state == "approval"
    decide(home, "cleo", approval)
    assert (now(request).state, request.approvals.get().decided_by) == ("fulfilment", home.users["cleo"])


def test_whoever_something_is_for_never_decides(home: Cast) -> None:
    boss = person(home, "ada")
    offered = offering(home)
    add(
        home, "request-approval-rules", offering=offered.reference, title="Desk", kind="people", people=[boss.reference]
    )
    request = ask(home, "ben", offered, requested_for=boss.reference)
    approval = request.approvals.get()
    assert approval.approver is None
    with pytest.raises(Invalid):
        decide(home, "ada", approval)
    assert now(request).state == "approval"


def test_rejection_needs_a_word_and_ends_everything(home: Cast) -> None:
    boss = person(home, "cleo")
    offered = offering(home)
    add(home, "request-approval-rules", offering=offered.reference, title="A", kind="people", people=[boss.reference])
    request = ask(home, "finn", offered)
    approval = request.approvals.get()
    with pytest.raises(Invalid) as refused:
        decide(home, "cleo", approval, "reject")
    assert list(refused.value.problems) == ["comment"]
    decide(home, "cleo", approval, "reject", comment="There is one in the store")
    assert now(request).state == "rejected"
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ada"), SERVICE_REQUESTS, request.reference, {"title": "Other"})


def test_quorum_of_two_then_the_next_step(home: Cast) -> None:
    people = [person(home, name).reference for name in ("ada", "ben", "cleo")]
    offered = offering(home)
    rule = {"offering": offered.reference, "kind": "people"}
    add(home, "request-approval-rules", title="Board", position=1, people=people, quorum=2, **rule)
    add(home, "request-approval-rules", title="Last", position=2, people=people[:1], **rule)
    request = ask(home, "finn", offered)
    first, second, third = request.approvals.order_by("pk")
    decide(home, "ada", first)
    assert (now(request).state, request.approvals.count()) == ("approval", 3)
    decide(home, "cleo", third)
    states = list(request.approvals.order_by("pk").values_list("stage", "state"))
    assert states == [(1, "agreed"), (1, "lapsed"), (1, "agreed"), (2, "asked")]
    with pytest.raises(Invalid):
        decide(home, "ben", second)
    decide(home, "ada", request.approvals.get(stage=2))
    assert now(request).state == "fulfilment"


def test_delegate_decides_while_the_delegation_holds_and_never_twice(home: Cast) -> None:
    people = [person(home, name).reference for name in ("ada", "cleo")]
    away = {"reason": "Leave", "of": home.users["cleo"].pk, "to": home.users["ben"].pk}
    add(home, "delegations", begins="2026-03-01", ends="2026-03-02", **away)
    add(
        home,
        "delegations",
        reason="Leave",
        of=home.users["cleo"].pk,
        to=home.users["gil"].pk,
        begins="2026-04-01",
        ends="2026-04-02",
    )
    offered = offering(home)
    rule = {"offering": offered.reference, "title": "Board", "kind": "people", "people": people, "quorum": 2}
    add(home, "request-approval-rules", **rule)
    request = ask(home, "finn", offered)
    of_ada, of_cleo = request.approvals.order_by("pk")
    assert of_cleo.owner == home.users["ben"]
    with pytest.raises((Invalid, NotPermitted)):
        decide(home, "gil", of_cleo)
    decide(home, "ben", of_cleo)
    with pytest.raises(Invalid):
        decide(home, "ben", of_ada)
    assert now(request).state == "approval"
    decide(home, "ada", of_ada)
    assert now(request).state == "fulfilment"


def test_delegating_for_others_is_for_managers(home: Cast) -> None:
    register = registers.find("delegations")
    days = {
        "reason": "Leave",
        "begins": "2026-03-01",
        "ends": "2026-03-02",
        "of": home.users["cleo"].pk,
        "to": home.users["ben"].pk,
    }
    with pytest.raises(NotPermitted):
        writing.create(home.actor("ben"), register, days)
    assert not register.model.objects.exists()
    assert writing.create(home.actor("cleo"), register, days).owner == home.users["cleo"]


def test_tasks_begin_in_their_order_and_hold_the_end(home: Cast) -> None:
    offered = offering(home)
    for position, title in ((1, "Order"), (2, "Set up"), (2, "Label"), (3, "Hand over")):
        add(home, "request-task-templates", offering=offered.reference, title=title, position=position)
    request = ask(home, "finn", offered)

    def states() -> list[tuple[str, str]]:
        return list(request.tasks.order_by("pk").values_list("title", "state"))

    assert states() == [("Order", "open"), ("Set up", "waiting"), ("Label", "waiting"), ("Hand over", "waiting")]
    tasks = {task.title: task.reference for task in request.tasks.all()}
    ben = home.actor("ben")
    with pytest.raises(Invalid):
        writing.transition(ben, REQUEST_TASKS, tasks["Label"], "finish")
    writing.transition(ben, REQUEST_TASKS, tasks["Order"], "finish")
    writing.transition(ben, REQUEST_TASKS, tasks["Label"], "skip", reason="Has one")
    assert states() == [("Order", "done"), ("Set up", "open"), ("Label", "skipped"), ("Hand over", "waiting")]
    with pytest.raises(Invalid):
        step(home, "ben", request, "fulfil", done="Handed over", outcome="fulfilled")
    assert now(request).state == "fulfilment"
    for title in ("Set up", "Hand over"):
        writing.transition(ben, REQUEST_TASKS, tasks[title], "finish")
    done = step(home, "ben", request, "fulfil", done="Handed over", outcome="fulfilled")
    assert (done.state, done.fulfilled_on) == ("fulfilled", date(2026, 3, 2))
    closed = step(home, "finn", request, "close", rating=5)
    assert (closed.state, closed.rating) == ("closed", 5)


def test_bundle_becomes_a_request_for_each_part(home: Cast) -> None:
    laptop, account = offering(home), offering(home, "Account")
    add(home, "request-questions", offering=account.reference, title="Department")
    boss = person(home, "cleo")
    add(home, "request-approval-rules", offering=laptop.reference, title="A", kind="people", people=[boss.reference])
    joiner = offering(home, "Joiner", parts=[laptop.reference, account.reference])
    with pytest.raises(Invalid) as refused:
        ask(home, "finn", joiner)
    assert list(refused.value.problems) == ["answers"]
    request = ask(home, "finn", joiner, answers="Department: Sales")
    parts = {part.offering.title: part for part in request.parts.all()}
    assert {title: (part.state, part.requested_by) for title, part in parts.items()} == {
        "Laptop": ("approval", home.users["finn"]),
        "Account": ("fulfilment", home.users["finn"]),
    }
    assert (parts["Account"].answers, parts["Laptop"].answers) == ("Department: Sales", "")
    with pytest.raises(Invalid):
        step(home, "ben", request, "fulfil", done="All there", outcome="fulfilled")
    step(home, "finn", request, "cancel", reason="She does not come")
    assert [part.state for part in request.parts.all()] == ["cancelled", "cancelled"]
    assert parts["Laptop"].approvals.get().state == "lapsed"


def test_bundle_has_no_bundles(home: Cast) -> None:
    laptop = offering(home)
    joiner = offering(home, "Joiner", parts=[laptop.reference])
    for changed, parts in ((joiner, [joiner.reference]), (laptop, [joiner.reference])):
        with pytest.raises(Invalid) as refused:
            writing.change(home.actor("ada"), REQUEST_OFFERINGS, changed.reference, {"parts": parts})
        assert list(refused.value.problems) == ["parts"]
    assert RequestOffering.objects.get(pk=laptop.pk).parts == []


@pytest.mark.parametrize(
    ("answers", "is_right"),
    [
        ("", False),
        ("Screen: 13", True),
        ("screen : 13", True),
        ("Screen: 17", False),
        ("Screen: 15", False),  # asks for the day then
        ("Screen: 15\nFrom when: 2026-04-01", True),
        ("Screen: 15\nFrom when: soon", False),
        ("Screen: 13\nFrom when: soon", True),  # not asked
        ("Screen: 13\nColour: red", False),
        ("thirteen please", False),
    ],
)
def test_questions_are_asked_when_they_are_led_to(home: Cast, answers: str, is_right: bool) -> None:
    offered = offering(home)
    screen = {"title": "Screen", "kind": "choice", "choices": ["13", "15"], "position": 1}
    first = add(home, "request-questions", offering=offered.reference, **screen)
    later = {"title": "From when", "kind": "day", "position": 2, "only_if": first.reference, "only_answers": ["15"]}
    add(home, "request-questions", offering=offered.reference, **later)
    if is_right:
        assert ask(home, "finn", offered, answers=answers).answers == answers
        return
    with pytest.raises(Invalid) as refused:
        ask(home, "finn", offered, answers=answers)
    assert list(refused.value.problems) == ["answers"]
    assert not ServiceRequest.objects.exists()


def test_waiting_says_for_what_and_until_when(home: Cast) -> None:
    request = ask(home, "finn", offering(home))
    with pytest.raises(Invalid) as refused:
        step(home, "ben", request, "wait", pending_on="supplier")
    assert list(refused.value.problems) == ["pending_until"]
    step(home, "ben", request, "wait", pending_on="supplier", pending_until="2026-03-09")
    back = step(home, "ben", request, "go-on")
    assert (back.pending_on, back.pending_until) == ("", None)


def test_imported_closed_request_asks_nobody(home: Cast) -> None:
    offered = offering(home)
    add(home, "request-approval-rules", offering=offered.reference, title="M")
    imported = {"title": "Old", "offering": offered.reference, "state": "closed"}
    writing.create(as_tandem(home.actor("ada")), SERVICE_REQUESTS, imported)
    assert not RequestApproval.objects.exists()
