"""Targets of processes: whom they concern, which days follow them, and what is said of how they were kept."""

from datetime import date
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.ground.kernel.models import Action
from tandem.operation.agreements.clocks import background
from tandem.operation.agreements.clocks.measuring import measure_last_month
from tandem.operation.agreements.tests.processes import Processes, at, complaint, of
from tandem.operation.agreements.tests.promises import add, eve, promise, register
from tests.cast import Cast


@pytest.fixture
def set_up(home: Cast) -> Processes:
    with at(2, 7):
        return Processes(home)


def now(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def test_what_was_promised_one_customer_says_nothing_of_services_it_does_not_have(set_up: Processes) -> None:
    home, berglund = set_up.home, promise(set_up.home)
    berglund.version("1.0", set_up.hours)
    set_up.target("decision", 960)
    promised = set_up.target("decision", 60, agreement=berglund.agreement)
    other = add(home, "services", title="Payroll")
    given = {"kind": "service", "reason": "Asked"}
    theirs = add(home, "changes", title="A rule", service=berglund.service, **given)
    apart = [add(home, "changes", title=f"Rule {each}", service=each, **given) for each in (other, None)]
    assert of("change-clocks", theirs, "decision").target_id == promised.pk
    assert {of("change-clocks", each, "decision").target.agreement_id for each in apart} == {None}


def test_a_complaint_ends_by_what_was_promised_unless_another_day_is_said(set_up: Processes) -> None:
    berglund = promise(set_up.home)
    with at(2, 8):
        before = complaint(set_up.home, berglund)
        first = set_up.target("closing", 960)
        usual, said = complaint(set_up.home, berglund), complaint(set_up.home, berglund, due=date(2026, 3, 30))
        assert [now(each).due for each in (before, usual, said)] == [
            date(2026, 3, 22),
            date(2026, 3, 4),
            date(2026, 3, 30),
        ]
        sooner = set_up.target("closing", 480)
        assert now(first).state == "retired"
        set_up.step("process-targets", sooner, "rebase", "As the board decided")
        assert [now(each).due for each in (usual, said)] == [date(2026, 3, 3), date(2026, 3, 30)]


def test_an_answer_counts_by_its_day_and_not_by_when_it_was_noted(set_up: Processes) -> None:
    set_up.target("answer", 480)
    berglund = promise(set_up.home)
    with at(2, 8):
        late, early = (complaint(set_up.home, berglund) for _each in range(2))
    with at(5, 8):
        set_up.change("complaints", early, first_answer_on=date(2026, 3, 2))
        set_up.change("complaints", late, first_answer_on=date(2026, 3, 4))
        assert [of("complaint-clocks", each, "answer").state for each in (early, late)] == ["met", "missed"]
        set_up.change("complaints", early, first_answer_on=None)
    again = of("complaint-clocks", early, "answer")
    assert (again.state, again.events[-1]["kind"]) == ("late", "reopen")
    with at(6, 8):
        set_up.change("complaints", early, first_answer_on=date(2026, 3, 2))
    assert of("complaint-clocks", early, "answer").state == "met"


@pytest.mark.parametrize(
    "field",
    ["first_answer_on", "answered_on"],
)
@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 6)])
def test_nothing_happened_to_a_complaint_before_it_came_or_tomorrow(set_up: Processes, field: str, day: date) -> None:
    with at(5, 8):
        made = complaint(set_up.home, promise(set_up.home))
        with pytest.raises(Invalid) as refused:
            set_up.change("complaints", made, **{field: day})
    assert (list(refused.value.problems), getattr(now(made), field)) == ([field], None)


@pytest.mark.parametrize(("minutes", "by"), [(480, date(2026, 3, 3)), (4_800, date(2026, 3, 7))])
def test_an_emergency_is_decided_by_the_sooner_of_deadline_and_target(
    set_up: Processes, minutes: int, by: date
) -> None:
    set_up.target("decision", minutes, category="emergency")
    with at(2, 8):
        urgent = add(set_up.home, "changes", title="Patch", kind="process", reason="Hole", category="emergency")
        said = {"service_impact": "none", "security_impact": "none", "outcome": "In place", "is_as_intended": True}
        said |= {"service_effect": "Nothing is felt", "security_effect": "The hole is closed"}
        set_up.step("changes", urgent, "note", "At night", **said)
    assert now(urgent).decide_by == by


def test_a_missed_share_is_an_action_for_whoever_answers_for_it(set_up: Processes) -> None:
    target = set_up.target("answer", 480, share=80, owner=set_up.home.users["ben"].pk)
    set_up.target("closing", 40_000)
    berglund = promise(set_up.home)
    with at(2, 8):
        first, _second = (complaint(set_up.home, berglund) for _each in range(2))
    with at(2, 9):
        set_up.change("complaints", first, first_answer_on=date(2026, 3, 2))
    with at(31, 23):
        background.look_at_due()
        assert measure_last_month(eve(set_up.home)) == 1
        assert measure_last_month(eve(set_up.home)) == 0
    kept = now(target)
    assert (kept.counted, kept.within, kept.achieved, kept.measured_until) == (2, 1, 50, date(2026, 3, 31))
    asked = Action.objects.get(source_register="process-targets", source_reference=target.reference)
    assert (asked.owner_id, asked.due, kept.action) == (set_up.home.users["ben"].pk, date(2026, 5, 1), asked)


def test_a_service_that_has_ended_is_promised_nothing(set_up: Processes) -> None:
    service = add(set_up.home, "services", title="Fax")
    made = add(set_up.home, "process-targets", kind="solution", minutes=60, calendar=set_up.hours, service=service)
    type(service).objects.filter(pk=service.pk).update(state="retired")
    with pytest.raises(WriteError, match="no longer provided"):
        writing.transition(eve(set_up.home), register("process-targets"), made.reference, "approve")
    assert now(made).state == "proposed"


def test_nobody_begins_a_clock_by_what_was_not_approved_or_a_second_one(set_up: Processes) -> None:
    made = complaint(set_up.home, promise(set_up.home))
    clocks = register("complaint-clocks").model.objects
    proposed = add(set_up.home, "process-targets", kind="closing", minutes=60, calendar=set_up.hours)
    with pytest.raises(Invalid, match="not in force"):
        add(set_up.home, "complaint-clocks", complaint=made, target=proposed)
    assert not clocks.exists()
    add(set_up.home, "complaint-clocks", complaint=made, target=set_up.target("closing", 120))
    with pytest.raises(Invalid, match="already"):
        add(set_up.home, "complaint-clocks", complaint=made, target=set_up.target("closing", 90))
    assert clocks.count() == 1


def test_what_was_kept_stays_kept_once_the_agreement_has_ended(set_up: Processes) -> None:
    berglund = promise(set_up.home)
    berglund.version("1.0", set_up.hours)
    set_up.target("answer", 480, agreement=berglund.agreement)
    made = complaint(set_up.home, berglund)
    set_up.change("complaints", made, first_answer_on=date(2026, 3, 2))
    set_up.step("agreements", berglund.agreement, "end", "Moved away")
    set_up.change("complaints", made, service=berglund.service)
    assert of("complaint-clocks", made, "answer").state == "met"
