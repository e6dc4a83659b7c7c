"""Continuity: analyses with gaps, plans in force, tests, invocations, and tests that are called for again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.operation.continuity.models import ContinuityPlan
from tests.cast import Cast
from tests.provider import add, change, eve, now, register, service, step

TODAY = datetime(2026, 4, 6, 9, tzinfo=UTC)
WORDING = {
    "invoked_when": "A room is away",
    "invoked_by": "Head of platform",
    "procedures": "Start everything in the other room",
    "security": "Emergency accounts by two people",
    "return_to_normal": "One after the other at night",
    "copy_at": "On paper in the safe",
}
HELD = {"scenario": "The room is off", "present": "The team", "findings": "It came back", "result": "passed"}


@pytest.fixture(autouse=True)
def _sixth_of_april(home: Cast) -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def refusals(attempt: Any) -> dict[str, Any]:
    with pytest.raises(Invalid) as invalid:
        attempt()
    return dict(invalid.value.problems)


def plan(home: Cast, **values: Any) -> Any:
    """A plan in force, owned by Ben."""
    given = {"title": "A room is gone", "owner": home.users["ben"], **WORDING, **values}
    return approve(home, add(home, "continuity-plans", **given))


def approve(home: Cast, made: Any) -> Any:
    step(home, "continuity-plans", made, "send")
    step(home, "continuity-plans", made, "approve", by=eve(home))
    return now(made)


def analysis(home: Cast, **values: Any) -> Any:
    times = {"effects": "Orders are lost", "tolerable": 480, "rto": 240, "rpo": 60}
    return add(home, "impact-analyses", **{"service": values.pop("service", None) or service(home), **times, **values})


def exercise(home: Cast, of: Any, held: bool = True, **values: Any) -> Any:
    kind = values.pop("kind", "simulation")
    made = add(home, "continuity-tests", plan=of, title="Room off", kind=kind, planned_on="2026-04-06")
    return step(home, "continuity-tests", made, "hold", **{**HELD, **values}) if held else made


def test_a_plan_comes_into_force_whole_and_by_somebody_else(home: Cast) -> None:
    bare = add(home, "continuity-plans", title="Bare", owner=home.users["ben"])
    assert sorted(refusals(lambda: step(home, "continuity-plans", bare, "send"))) == sorted(WORDING)
    change(home, "continuity-plans", bare, **WORDING)
    step(home, "continuity-plans", bare, "send")
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home, "continuity-plans", bare, "approve")
    assert now(bare).state == "in-review"
    step(home, "continuity-plans", bare, "approve", by=eve(home))
    made = now(bare)
    assert (made.state, made.approved_on) == ("approved", TODAY.date())
    assert (made.next_review, made.next_test) == (date(2027, 4, 6), date(2027, 4, 6))
    assert list(refusals(lambda: change(home, "continuity-plans", made, procedures="Less"))) == ["procedures"]


def test_the_next_version_takes_over_services_and_tests(home: Cast) -> None:
    first = plan(home)
    named = analysis(home, plan=first)
    exercise(home, first)
    step(home, "continuity-plans", first, "revise")
    draft = ContinuityPlan.objects.get(state="draft")
    assert (draft.title, draft.number, draft.procedures) == (first.title, 2, first.procedures)
    second = approve(home, draft)
    assert (now(first).state, now(first).next_test, now(named).plan) == ("superseded", None, second)
    assert (second.last_test, second.next_test) == (TODAY.date(), date(2027, 4, 6))


def test_a_service_is_back_before_its_absence_can_no_longer_be_borne(home: Cast) -> None:
    assert list(refusals(lambda: analysis(home, rto=481))) == ["rto"]
    made = analysis(home)
    assert made.title == "Impact of losing Mail"
    with pytest.raises(Invalid):
        analysis(home, service=made.service)
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home, "impact-analyses", made, "agree")
    agreed = step(home, "impact-analyses", made, "agree", by=eve(home))
    assert (agreed.agreed_on, agreed.next_review) == (TODAY.date(), date(2027, 4, 6))
    assert list(refusals(lambda: change(home, "impact-analyses", agreed, rto=400))) == ["rto"]


def test_what_a_service_stands_on_is_listed_and_asked_what_it_promises(home: Cast) -> None:
    made = analysis(home)
    carrier = add(home, "suppliers", title="Carrier", service=made.service)
    writing.follow(home.actor("ada"), register("suppliers"), carrier, {"state": "active"}, "began")
    add(home, "items", title="Core switch", service=made.service)
    add(home, "items", title="Of another service")
    step(home, "impact-analyses", made, "list")
    assert [(need.title, need.gap) for need in made.needs.order_by("pk")] == [
        ("Carrier", "unknown"),
        ("Core switch", "unknown"),
    ]
    assert now(made).gaps == 2
    step(home, "impact-analyses", made, "list")
    assert made.needs.count() == 2


@pytest.mark.parametrize(
    ("within", "age", "gap"),
    [(240, 60, ""), (241, 60, "late"), (240, 61, "stale"), (None, 60, "unknown"), (60, None, "unknown")],
)
def test_gaps_follow_from_what_is_promised_and_needed(home: Cast, within: Any, age: Any, gap: str) -> None:
    given = {"title": "Carrier", "promised_rto": within, "promised_rpo": age, "source": "Contract"}
    assert add(home, "recovery-needs", analysis=analysis(home), **given).gap == gap


def test_an_answered_gap_is_no_longer_open_and_stricter_times_open_new_ones(home: Cast) -> None:
    made = analysis(home)
    given = {"title": "Carrier", "promised_rto": 300, "promised_rpo": 0, "source": "Contract"}
    late = add(home, "recovery-needs", analysis=made, **given)
    fine = add(home, "recovery-needs", analysis=made, **{**given, "title": "Spare line", "promised_rto": 200})
    assert now(made).gaps == 1
    change(home, "recovery-needs", late, answer="A mobile router carries the site")
    assert now(made).gaps == 0
    change(home, "impact-analyses", made, rto=100)
    assert (now(fine).gap, now(made).gaps) == ("late", 1)


def test_a_promise_has_its_source(home: Cast) -> None:
    given = {"title": "Carrier", "promised_rto": 60, "promised_rpo": 0}
    assert list(refusals(lambda: add(home, "recovery-needs", analysis=analysis(home), **given))) == ["source"]


def test_a_test_says_how_it_went_and_one_for_real_how_long_it_took(home: Cast) -> None:
    made = exercise(home, plan(home), held=False, kind="full")
    assert sorted(refusals(lambda: step(home, "continuity-tests", made, "hold"))) == sorted(HELD)
    assert "took" in refusals(lambda: step(home, "continuity-tests", made, "hold", **HELD))
    assert step(home, "continuity-tests", made, "hold", **HELD, took=30).state == "held"


def test_a_plan_that_is_not_in_force_is_not_tested(home: Cast) -> None:
    draft = add(home, "continuity-plans", title="Draft")
    with pytest.raises(Invalid, match="not in force"):
        exercise(home, draft)


def test_what_took_too_long_has_not_passed(home: Cast) -> None:
    made = plan(home)
    analysis(home, plan=made)
    late = {"kind": "full", "took": 241, "lost": 10}
    assert list(refusals(lambda: exercise(home, made, **late))) == ["result"]
    weak = exercise(home, made, **late, result="weak")
    assert weak.is_in_time is False
    assert exercise(home, made, kind="full", took=240, lost=60).is_in_time is True


def test_a_held_test_moves_the_next_one_and_asks_for_what_it_showed(home: Cast) -> None:
    made = plan(home)
    exercise(home, made)
    assert (now(made).last_test, now(made).next_test) == (TODAY.date(), date(2027, 4, 6))
    assert not Action.objects.exists()
    failed = exercise(home, made, result="failed")
    assert (now(made).next_test, now(made).retest_because) == (date(2026, 7, 5), "Failed test CTEST-2")
    action = Action.objects.get()
    assert (action.owner, now(failed).action, action.details) == (home.users["ben"], action, "It came back")
    exercise(home, made)
    assert (now(made).next_test, now(made).retest_because) == (date(2027, 4, 6), "")


def invoked(home: Cast, of: Any) -> Any:
    given = {"title": "Room one without power", "why": "Away for more than an hour"}
    return add(home, "plan-invocations", plan=of, invoked_at="2026-04-05T08:00:00Z", **given)


def test_after_an_invocation_the_plan_is_tested_again_and_lessons_are_put_right(home: Cast) -> None:
    made = plan(home)
    log = invoked(home, made)
    assert sorted(refusals(lambda: step(home, "plan-invocations", log, "end", ended_at="2026-04-05T09:00:00Z"))) == [
        "course",
        "lessons",
    ]
    said = {"course": "Eight: gone. Nine: back.", "lessons": "The battery was flat"}
    over = step(home, "plan-invocations", log, "end", ended_at="2026-04-05T09:00:00Z", **said)
    assert over.state == "over"
    because = "Invocation INVOKE-1: Room one without power"
    assert (now(made).next_test, now(made).retest_because) == (date(2026, 7, 5), because)
    assert Action.objects.get().details == "The battery was flat"
    with pytest.raises((Invalid, NotPermitted)):
        change(home, "plan-invocations", over, lessons="None")


@pytest.mark.parametrize(("impact", "is_called"), [("major", True), ("minor", False)])
def test_a_major_change_of_one_of_its_services_calls_for_a_test(home: Cast, impact: str, is_called: bool) -> None:
    made = plan(home)
    named = analysis(home, plan=made)
    altered = add(home, "changes", title="New storage", service=named.service, category="emergency")
    gate, values = register("changes"), {"service_impact": impact}
    altered = writing.follow(home.actor("ada"), gate, altered, values | {"state": "approved"}, "approved")
    assert now(made).next_test == date(2027, 4, 6)
    altered = writing.follow(home.actor("ada"), gate, altered, {"state": "made"}, "made")
    expected = (
        (date(2026, 7, 5), f"Major change {altered.reference}: New storage") if is_called else (date(2027, 4, 6), "")
    )
    assert (now(made).next_test, now(made).retest_because) == expected
    exercise(home, made)
    writing.follow(home.actor("ada"), gate, altered, {"state": "closed"}, "closed")
    assert (now(made).next_test, now(made).retest_because) == (date(2027, 4, 6), "")
