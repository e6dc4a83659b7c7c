"""Clocks of problems, changes and complaints: by targets of processes, on the base of every clock."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tandem.ground.kernel import clock, inbox, jobs, writing
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.operation.agreements.clocks import background, rebasing
from tandem.operation.agreements.clocks.kinds import FOLLOWED
from tandem.operation.agreements.tests.processes import Processes, at, complaint, of
from tandem.operation.agreements.tests.promises import add, promise, register
from tests.cast import Cast

HOUR = 3_600


@pytest.fixture
def set_up(home: Cast) -> Processes:
    with at(2, 7):
        return Processes(home)


def test_a_problem_runs_until_its_cause_is_known_and_until_it_is_solved(set_up: Processes) -> None:
    set_up.target("known-error", 240)
    set_up.target("solution", 960)
    set_up.target("solution", 480, priority=1)
    with at(2, 8):
        problem = add(set_up.home, "problems", title="Jobs stop", impact=2, urgency=2)
    known, solved = (of("problem-clocks", problem, kind) for kind in ("known-error", "solution"))
    assert (known.due_at, solved.due_at) == (
        datetime(2026, 3, 2, 13, tzinfo=UTC),
        datetime(2026, 3, 4, 8, tzinfo=UTC),
    )
    with at(2, 10):
        set_up.step("problems", problem, "analyse")
        set_up.change("problems", problem, impact=1, urgency=1)
        set_up.step("problems", problem, "know", cause="A full disk", workaround="Empty it")
    known, solved = (of("problem-clocks", problem, kind) for kind in ("known-error", "solution"))
    assert (known.state, known.elapsed, solved.state) == ("met", 2 * HOUR, "running")
    assert (solved.target.priority, solved.due_at) == (1, datetime(2026, 3, 3, 8, tzinfo=UTC))
    with at(4, 8):
        set_up.step("problems", problem, "resolve", solution="A larger disk")
        assert of("problem-clocks", problem, "solution").state == "missed"
        set_up.step("problems", problem, "take-up-again", "It came back")
    again = of("problem-clocks", problem, "solution")
    assert (again.state, [event["kind"] for event in again.events]) == ("late", ["start", "swap", "stop", "reopen"])
    assert of("problem-clocks", problem, "known-error").state == "met"


def test_a_change_runs_until_it_is_decided_by_its_category(set_up: Processes) -> None:
    set_up.target("decision", 960)
    set_up.target("decision", 60, category="emergency")
    with at(2, 8):
        calm = add(set_up.home, "changes", title="A rule", kind="process", reason="Asked", owner=ada(set_up))
        urgent = add(set_up.home, "changes", title="Patch", kind="process", reason="Hole", category="emergency")
    assert of("change-clocks", calm, "decision").due_at == datetime(2026, 3, 4, 8, tzinfo=UTC)
    assert of("change-clocks", urgent, "decision").due_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    with at(2, 9, 30):
        background.look_at_due()
        assert of("change-clocks", urgent, "decision").state == "late"
        set_up.step("changes", urgent, "reject", "Not needed")
    rejected = of("change-clocks", urgent, "decision")
    assert (rejected.state, rejected.is_breached, rejected.elapsed) == ("missed", True, 5_400)


def ada(set_up: Processes) -> Any:
    return set_up.home.users["ada"].pk


def test_a_complaint_is_answered_and_resolved_within_what_its_customer_was_promised(set_up: Processes) -> None:
    home = set_up.home
    other, berglund = promise(home, "Other"), promise(home)
    with at(2, 7):
        berglund.version("1.0", set_up.hours)
    set_up.target("answer", 480)
    set_up.target("answer", 240, agreement=berglund.agreement)
    set_up.target("closing", 2_400)
    with at(2, 8):
        mine, theirs = (complaint(home, each) for each in (berglund, other))
    assert of("complaint-clocks", mine, "answer").due_at == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert of("complaint-clocks", theirs, "answer").due_at == datetime(2026, 3, 3, 8, tzinfo=UTC)
    with at(2, 10):
        set_up.change("complaints", mine, first_answer_on=date(2026, 3, 2))
    answer, end = (of("complaint-clocks", mine, kind) for kind in ("answer", "closing"))
    assert (answer.state, answer.elapsed, end.state, answer.customer_id) == (
        "met",
        2 * HOUR,
        "running",
        mine.customer_id,
    )


def test_a_complaint_of_an_earlier_day_counts_from_its_beginning(set_up: Processes) -> None:
    set_up.target("answer", 60)
    with at(4, 8):
        clocked = of("complaint-clocks", complaint(set_up.home, promise(set_up.home)), "answer")
    assert (clocked.due_at, clocked.state) == (datetime(2026, 3, 2, 8, tzinfo=UTC), "late")


def test_what_runs_out_waits_for_whoever_has_it(set_up: Processes) -> None:
    set_up.target("answer", 60)
    ben = set_up.home.users["ben"].pk
    with at(2, 8):
        complaint(set_up.home, promise(set_up.home), owner=ben)
    with at(2, 8, 45):
        background.look_at_due()
        assert any(task.register.key == "complaint-clocks" for task in inbox.waiting(set_up.home.actor("ben")))


def test_what_is_under_way_keeps_its_target_until_somebody_says_why(
    set_up: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebasing, "AT_ONCE", 2)
    first = set_up.target("solution", 960)
    with at(2, 8):
        problems = [add(set_up.home, "problems", title=f"Jobs stop {number}") for number in range(3)]
    second = set_up.target("solution", 480)
    first.refresh_from_db()
    assert first.state == "retired"
    set_up.change("problems", problems[0], impact=1, urgency=1)
    assert {of("problem-clocks", each, "solution").target_id for each in problems} == {first.pk}
    with pytest.raises(WriteError):
        set_up.step("process-targets", second, "rebase")
    set_up.step("process-targets", second, "rebase", "As the board decided")
    jobs.run_all(clock.now())
    assert {of("problem-clocks", each, "solution").due_at for each in problems} == {datetime(2026, 3, 3, 8, tzinfo=UTC)}
    kept = of("problem-clocks", problems[0], "solution")
    with pytest.raises(WriteError, match="already"):
        set_up.step("problem-clocks", kept, "rebase", "Again")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 10**7}, "minutes"),
        ({"share": 0}, "share"),
        ({"kind": "known-error", "minutes": 961}, "minutes"),
    ],
)
def test_a_target_that_cannot_be_kept_is_refused(set_up: Processes, values: dict[str, Any], field: str) -> None:
    add(set_up.home, "process-targets", kind="solution", minutes=960, calendar=set_up.hours)
    with pytest.raises(Invalid) as refused:
        add(set_up.home, "process-targets", **{"kind": "answer", "minutes": 60, "calendar": set_up.hours, **values})
    assert list(refused.value.problems) == [field]


def test_who_proposed_a_target_does_not_approve_it(set_up: Processes) -> None:
    made = add(set_up.home, "process-targets", kind="answer", minutes=60, calendar=set_up.hours)
    with pytest.raises(WriteError):
        set_up.step("process-targets", made, "approve")
    made.refresh_from_db()
    assert made.state == "proposed"


def test_what_is_done_already_or_has_no_target_has_no_clock(set_up: Processes) -> None:
    home = set_up.home
    add(home, "problems", title="Before any target")
    set_up.target("known-error", 60)
    values = {"title": "Old", "state": "closed"}
    writing.create(home.actor("ada", "import"), register("problems"), values)
    assert not register("problem-clocks").model.objects.exists()


@pytest.mark.parametrize("key", FOLLOWED)
def test_every_kind_of_ticket_is_followed_by_the_same_rules(key: str) -> None:
    followed = FOLLOWED[key]
    own = vars(type(followed))
    assert not set(own) & {"follow", "follow_new", "tick", "happened"}
    assert followed.model.ticket_name == followed.model._meta.get_field(followed.model.ticket_name).name
