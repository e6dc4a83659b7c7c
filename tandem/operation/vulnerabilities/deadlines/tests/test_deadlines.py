"""Until when findings are treated, and what a decision about one needs (27001:2022 A.8.8)."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.ground.kernel import inbox, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.ground.ledger import states
from tandem.operation.vulnerabilities.deadlines import rules
from tandem.operation.vulnerabilities.deadlines.models import VulnerabilityDeadlines
from tandem.operation.vulnerabilities.deadlines.register import DEADLINES
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.findings.register import FINDINGS
from tandem.operation.vulnerabilities.operations import open_again
from tandem.operation.vulnerabilities.register import VULNERABILITIES
from tandem.operation.vulnerabilities.tests.steps import TODAY, found, item, on, step, vulnerability
from tests.cast import Cast

ACCEPTED = {"justification": "Reached by nobody", "accepted_until": "2026-06-30"}


def risk(home: Cast) -> str:
    """A risk to accept."""
    register = registers.find("risks")
    assert register is not None
    values = {"title": "Old switch", "likelihood": 1, "impact": 2, "integrity": True}
    return str(writing.create(home.actor("ada"), register, values).reference)


@pytest.mark.parametrize(("severity", "days"), [(1, 7), (2, 30), (3, 90), (4, 180), (5, None), (6, 90)])
def test_days_follow_from_the_severity(home: Cast, severity: int, days: int | None) -> None:
    finding = found(home, vulnerability(home, severity=severity))
    assert finding.due == (TODAY + timedelta(days=days) if days else None)
    assert finding.deadline_by == ("severity" if days else "")


def test_days_count_from_the_first_sighting(home: Cast) -> None:
    finding = found(home, vulnerability(home), first_seen="2026-01-01", last_seen="2026-02-01")
    assert finding.due == date(2026, 1, 8)


def test_exploited_has_its_own_days_from_when_both_are_known(home: Cast) -> None:
    known = vulnerability(home, severity=3, is_exploited=True, exploited_since="2021-12-10")
    finding = found(home, known)
    assert (finding.due, finding.deadline_by) == (TODAY + timedelta(days=14), "exploited")
    assert found(home, vulnerability(home, "CVE-2026-0101", 1, is_exploited=True)).deadline_by == "severity"


@given(
    severity=st.integers(1, 6),
    seen=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    since=st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    days=st.integers(1, 400),
)
def test_being_exploited_never_lengthens(severity: int, seen: date, since: date | None, days: int) -> None:
    deadlines = VulnerabilityDeadlines(exploited_days=days)
    finding = SimpleNamespace(severity=severity, first_seen=seen)
    plain: Any = SimpleNamespace(is_exploited=False, exploited_since=None)
    used: Any = SimpleNamespace(is_exploited=True, exploited_since=since)
    before, _by = rules.deadline(finding, plain, deadlines)
    after, by = rules.deadline(finding, used, deadlines)
    assert after is not None
    assert before is None or after <= before
    assert after > seen
    assert by in ("severity", "exploited")


def test_becoming_exploited_shortens_and_tells_each_owner_once(home: Cast) -> None:
    known = vulnerability(home, severity=2)
    first = found(home, known, owner=home.users["ben"].pk)
    second = found(home, known, owner=home.users["ben"].pk, target="web02")
    third = found(home, known, owner=home.users["ada"].pk, target="web03")
    fixed = step(home, found(home, known, target="web04"), "fix")
    ada = home.actor("ada")
    writing.change(ada, VULNERABILITIES, known.reference, {"is_exploited": True})
    for finding in (first, second, third):
        finding.refresh_from_db()
        assert (finding.due, finding.deadline_by, finding.is_exploited) == (date(2026, 3, 16), "exploited", True)
    fixed.refresh_from_db()
    assert fixed.version == 2
    actions = list(Action.objects.order_by("title"))
    assert [(action.owner_id, action.due, action.source_reference) for action in actions] == [
        (home.users["ben"].pk, date(2026, 3, 16), known.reference),
        (home.users["ada"].pk, date(2026, 3, 16), known.reference),
    ]
    assert first.reference in actions[0].details
    assert second.reference in actions[0].details
    writing.change(ada, VULNERABILITIES, known.reference, {"is_ransomware": True})
    writing.change(ada, VULNERABILITIES, known.reference, {"exploited_since": "2026-02-20"})
    assert Action.objects.count() == 2
    first.refresh_from_db()
    assert first.due == date(2026, 3, 16)


def test_no_longer_exploited_gives_the_days_back(home: Cast) -> None:
    known = vulnerability(home, severity=2, is_exploited=True)
    finding = found(home, known)
    writing.change(home.actor("ada"), VULNERABILITIES, known.reference, {"is_exploited": False})
    finding.refresh_from_db()
    assert (finding.due, finding.is_exploited) == (date(2026, 4, 1), False)


def test_approved_deadlines_hold_for_open_findings(home: Cast) -> None:
    finding = found(home, vulnerability(home, severity=2))
    decided = step(home, found(home, vulnerability(home, "CVE-2026-0101", 2)), "fix")
    ada = home.actor("ada")
    ben = home.actor("ben")
    first = writing.create(ben, DEADLINES, {"title": "Ours", "high_days": 20})
    writing.transition(ada, DEADLINES, first.reference, "approve")
    finding.refresh_from_db()
    assert finding.due == TODAY + timedelta(days=20)
    second = writing.create(ben, DEADLINES, {"title": "Ours", "edition": "2", "high_days": 10})
    finding.refresh_from_db()
    assert finding.due == TODAY + timedelta(days=20)
    writing.transition(ada, DEADLINES, second.reference, "approve")
    finding.refresh_from_db()
    first.refresh_from_db()
    decided.refresh_from_db()
    assert (finding.due, first.state) == (TODAY + timedelta(days=10), "superseded")
    assert decided.due == TODAY + timedelta(days=30)


def test_deadlines_are_approved_by_managers_and_then_fixed(home: Cast) -> None:
    made = writing.create(home.actor("ben"), DEADLINES, {"title": "Ours", "owner": home.users["ben"].pk})
    with pytest.raises(NotPermitted):
        writing.transition(home.actor("ben"), DEADLINES, made.reference, "approve")
    writing.transition(home.actor("ada"), DEADLINES, made.reference, "approve")
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ada"), DEADLINES, made.reference, {"high_days": 90})


@pytest.mark.parametrize("wrong", [{"critical_days": 40}, {"medium_days": 200}, {"high_days": 0}, {"low_days": 9999}])
def test_what_is_worse_is_treated_sooner(home: Cast, wrong: dict[str, int]) -> None:
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ada"), DEADLINES, {"title": "Ours", **wrong})
    assert list(refused.value.problems) == list(wrong)


def test_finding_is_on_something_and_seen_on_days_that_have_come(home: Cast) -> None:
    known = vulnerability(home)
    for wrong, name in (
        ({"target": ""}, "item"),
        ({"first_seen": "2026-03-03"}, "first_seen"),
        ({"first_seen": "2026-02-02", "last_seen": "2026-02-01"}, "last_seen"),
    ):
        with pytest.raises(Invalid) as refused:
            found(home, known, **wrong)
        assert name in refused.value.problems
    assert not VulnerabilityFinding.objects.exists()


def test_finding_is_named_and_owned_by_its_item(home: Cast) -> None:
    server = item(home, "web01", owner=home.users["ben"].pk)
    finding = found(home, vulnerability(home), "ada", item=server.reference, target="", component="openssl")
    assert (finding.title, finding.target, finding.owner_id) == ("Hole (openssl)", "web01", home.users["ben"].pk)
    assert finding.severity == 1


def test_acceptance_needs_manager_reason_risk_and_end(home: Cast) -> None:
    finding = found(home, vulnerability(home), owner=home.users["ben"].pk)
    whole = {**ACCEPTED, "risk": risk(home)}
    with pytest.raises(NotPermitted):
        step(home, finding, "accept", **whole)
    for name in whole:
        with pytest.raises(Invalid) as refused:
            step(home, finding, "accept", "ada", **{**whole, name: ""})
        assert name in refused.value.problems
    with pytest.raises(Invalid):
        step(home, finding, "accept", "ada", **{**whole, "accepted_until": "2026-03-02"})
    finding.refresh_from_db()
    assert finding.state == "open"
    accepted = step(home, finding, "accept", "ada", **whole)
    assert (accepted.state, accepted.accepted_until) == ("accepted", date(2026, 6, 30))


def test_acceptance_that_ended_opens_the_finding(home: Cast) -> None:
    accepted = step(home, found(home, vulnerability(home)), "accept", "ada", **ACCEPTED, risk=risk(home))
    with on(date(2026, 6, 30)):
        open_again()
    accepted.refresh_from_db()
    assert accepted.state == "accepted"
    with on(date(2026, 7, 1)):
        open_again()
        open_again()
    accepted.refresh_from_db()
    assert (accepted.state, accepted.reopened, accepted.due) == ("open", 1, date(2026, 3, 9))
    assert states.history(home.home.pk, FINDINGS.key, accepted.pk)[0].action == "reopen"


def test_false_positive_needs_its_reason_and_opening_again_too(home: Cast) -> None:
    finding = found(home, vulnerability(home))
    with pytest.raises(Invalid) as refused:
        step(home, finding, "dismiss")
    assert list(refused.value.problems) == ["justification"]
    dismissed = step(home, finding, "dismiss", justification="Another product of the same name")
    with pytest.raises(Invalid):
        step(home, dismissed, "reopen")
    again = step(home, dismissed, "reopen", reason="It is ours after all")
    assert (again.state, again.reopened) == ("open", 1)


def test_fixed_has_its_day(home: Cast) -> None:
    finding = found(home, vulnerability(home))
    with pytest.raises(Invalid):
        step(home, finding, "fix", fixed_on="2026-03-03")
    assert step(home, finding, "fix").fixed_on == TODAY


def test_open_finding_waits_for_its_owner(home: Cast) -> None:
    finding = found(home, vulnerability(home), owner=home.users["ben"].pk)
    waiting = [(task.reference, task.due) for task in inbox.waiting(home.actor("ben"))]
    assert (finding.reference, date(2026, 3, 9)) in waiting
    step(home, finding, "fix")
    assert finding.reference not in [task.reference for task in inbox.waiting(home.actor("ben"))]


def test_identifier_is_kept_once(home: Cast) -> None:
    vulnerability(home, "cve-2026-0100")
    with pytest.raises(Invalid):
        vulnerability(home, "CVE-2026-0100 ")


@pytest.mark.parametrize("score", ["11", "-1", "high", "9.x"])
def test_score_lies_between_nothing_and_ten(home: Cast, score: str) -> None:
    with pytest.raises(Invalid) as refused:
        vulnerability(home, score=score)
    assert "score" in refused.value.problems
