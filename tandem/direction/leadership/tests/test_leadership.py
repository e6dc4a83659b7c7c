"""One owner per process, no role granted to oneself, and decisions that top management took."""

from datetime import date
from typing import Any

import pytest

from tandem.direction.leadership.decisions.models import Decision
from tandem.direction.leadership.decisions.register import DECISIONS
from tandem.direction.leadership.models import Process
from tandem.direction.leadership.register import PROCESSES
from tandem.direction.leadership.roles.models import Role
from tandem.direction.leadership.roles.register import ROLES
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.register import ACTIONS
from tandem.support.people.register import PEOPLE
from tests.cast import Cast

DESCRIBED = {"inputs": "Requests", "outputs": "Changes", "criteria": "No change unweighed"}
ROLE = {"title": "Representative", "duties": "Conformity", "authority": "Stops changes", "competence": "Auditor"}
WORDING = {"wording": "One more engineer", "rests_on": "Absences", "consequences": "Budget rises"}


def process(home: Cast, title: str = "Change", **values: Any) -> Process:
    made: Process = writing.create(
        home.actor("ben"), PROCESSES, {"title": title, "owner": home.users["ben"].pk, **DESCRIBED, **values}
    )
    return made


def person(home: Cast, name: str, **values: Any) -> Any:
    return writing.create(home.actor("ada"), PEOPLE, {"title": name.title(), "user": home.users[name].pk, **values})


def test_a_process_runs_with_its_owner_once_somebody_else_approved_it(home: Cast) -> None:
    made = process(home, owner=None)
    with pytest.raises(Invalid) as refused:
        writing.transition(home.actor("ada"), PROCESSES, made.reference, "approve")
    assert list(refused.value.problems) == ["owner"]
    writing.change(home.actor("ben"), PROCESSES, made.reference, {"owner": home.users["ben"].pk})
    running = writing.transition(home.actor("ada"), PROCESSES, made.reference, "approve")
    assert (running.state, running.approved_on, running.next_review) == (
        "running",
        date(2026, 3, 2),
        date(2027, 3, 2),
    )
    with pytest.raises(Invalid, match="exactly one accountable owner"):
        writing.change(home.actor("ben"), PROCESSES, made.reference, {"owner": None})
    assert Process.objects.get().owner_id == home.users["ben"].pk


def test_a_process_feeds_others_that_are_there_and_never_itself(home: Cast) -> None:
    first = process(home)
    assert process(home, "Release", feeds=[first.reference]).feeds == ["PROC-1"]
    with pytest.raises(Invalid) as unknown:
        process(home, "Reporting", feeds=["PROC-9"])
    assert list(unknown.value.problems) == ["feeds"]
    with pytest.raises(Invalid, match="does not feed itself"):
        writing.change(home.actor("ben"), PROCESSES, "PROC-1", {"feeds": ["PROC-1"]})
    assert Process.objects.get(reference="PROC-1").feeds == []


def test_nobody_grants_a_role_to_themselves(home: Cast) -> None:
    holder = person(home, "ada")
    role = writing.create(home.actor("ada"), ROLES, {**ROLE, "holder": holder.reference})
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(home.actor("ada"), ROLES, role.reference, "grant")
    assert Role.objects.get().state == "vacant"


def test_a_role_with_another_holder_is_granted_anew(home: Cast) -> None:
    ben, cleo = person(home, "ben"), person(home, "cleo")
    role = writing.create(home.actor("ada"), ROLES, {**ROLE, "holder": ben.reference})
    granted = writing.transition(home.actor("ada"), ROLES, role.reference, "grant")
    assert (granted.state, granted.granted_by_id, granted.granted_on) == (
        "granted",
        home.users["ada"].pk,
        date(2026, 3, 2),
    )
    changed = writing.change(home.actor("ada"), ROLES, role.reference, {"holder": cleo.reference})
    assert (changed.state, changed.granted_by_id, changed.granted_on) == ("vacant", None, None)


def test_only_a_role_that_reports_has_reports(home: Cast) -> None:
    ben = person(home, "ben")
    for title, reports in (("Reporter", True), ("Owner", False)):
        values = {**ROLE, "title": title, "holder": ben.reference, "reports_performance": reports}
        role = writing.create(home.actor("ada"), ROLES, values)
        writing.transition(home.actor("ada"), ROLES, role.reference, "grant")
    told = writing.transition(home.actor("ada"), ROLES, "ROLE-1", "report", {"report": "All in time"})
    assert told.reported_on == date(2026, 3, 2)
    with pytest.raises(Invalid, match="not for this record"):
        writing.transition(home.actor("ada"), ROLES, "ROLE-2", "report", {"report": "All in time"})
    assert Role.objects.get(reference="ROLE-2").report == ""


def prepared(home: Cast, by: str) -> Decision:
    made: Decision = writing.create(home.actor(by), DECISIONS, {"title": "An engineer", "subject": "people", **WORDING})
    return made


def test_top_management_alone_decides(home: Cast) -> None:
    prepared(home, "ben")
    with pytest.raises(Invalid, match="Top management decides"):
        writing.transition(home.actor("ada"), DECISIONS, "DEC-1", "take")
    assert Decision.objects.get().state == "prepared"
    person(home, "ada", engaged_as="board")
    taken = writing.transition(home.actor("ada"), DECISIONS, "DEC-1", "take")
    assert (taken.state, taken.taken_by_id, taken.taken_on) == ("taken", home.users["ada"].pk, date(2026, 3, 2))


def test_nobody_decides_what_they_wrote_themselves(home: Cast) -> None:
    person(home, "ada", engaged_as="board")
    prepared(home, "ada")
    with pytest.raises(Invalid, match="you wrote"):
        writing.transition(home.actor("ada"), DECISIONS, "DEC-1", "take")
    assert Decision.objects.get().state == "prepared"


def test_a_decision_is_carried_out_once_what_follows_is_done(home: Cast) -> None:
    person(home, "ada", engaged_as="board")
    decision = prepared(home, "ben")
    writing.transition(home.actor("ada"), DECISIONS, decision.reference, "take")
    source = {"source_register": "decisions", "source_reference": decision.reference}
    action = writing.create(home.actor("ben"), ACTIONS, {"title": "Write the advertisement", **source})
    with pytest.raises(Invalid, match="Actions are still open: 1"):
        writing.transition(home.actor("ada"), DECISIONS, decision.reference, "carry-out", {"result": "She began"})
    assert Decision.objects.get().state == "taken"
    writing.transition(home.actor("ben"), ACTIONS, action.reference, "finish")
    done = writing.transition(home.actor("ada"), DECISIONS, decision.reference, "carry-out", {"result": "She began"})
    assert (done.state, done.result) == ("carried-out", "She began")
