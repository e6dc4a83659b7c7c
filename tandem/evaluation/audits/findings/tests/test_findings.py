"""Findings are recorded once with a verdict per standard, and closed by another who knows the cause."""

from collections.abc import Callable
from typing import Any

import pytest

from tandem.evaluation.audits.findings.models import AuditFinding
from tandem.evaluation.audits.findings.register import AUDIT_FINDINGS
from tandem.evaluation.audits.tests.conftest import POLICY_27
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast

ANSWER = {"correction": "Approved", "cause": "Nobody knew who approves", "action": "The form names who approves"}


@pytest.fixture
def major(both: Cast, answer: Callable[..., Any]) -> Any:
    """A major nonconformity for 27001 alone, which Ben puts right."""
    answer(verdict_20="conformity", verdict_27="major", seen="Two policies have no approval.")
    finding = AuditFinding.objects.get()
    values = {"owner": both.actor("ben").user_id, "due": "2026-04-01"}
    return writing.change(both.actor("ada"), AUDIT_FINDINGS, finding.reference, values)


def test_one_answer_makes_one_finding_with_a_verdict_for_each_standard(major: Any) -> None:
    told = (major.verdict_20, major.verdict_27, major.grade, major.state)
    assert told == ("conformity", "major", "major", "open")
    assert POLICY_27 in major.requirements


def test_answering_again_changes_the_finding_and_makes_no_second_one(major: Any, answer: Callable[..., Any]) -> None:
    answer(verdict_20="minor", verdict_27="minor", seen="One policy has no approval.")
    finding = AuditFinding.objects.get()
    assert (finding.verdict_20, finding.grade, finding.seen) == ("minor", "minor", "One policy has no approval.")
    answer(verdict_20="conformity", verdict_27="conformity")
    assert AuditFinding.objects.get().state == "withdrawn"
    answer(verdict_27="strength", seen="Every policy is read aloud.")
    assert AuditFinding.objects.get().state == "noted"


def test_a_finding_that_conforms_is_only_noted(both: Cast, answer: Callable[..., Any]) -> None:
    answer(verdict_20="conformity", verdict_27="opportunity", seen="A shorter one would be read.")
    assert AuditFinding.objects.get().state == "noted"


@pytest.mark.parametrize("missing", ["cause", "correction", "action"])
def test_a_major_is_not_put_right_without_its_cause(both: Cast, major: Any, missing: str) -> None:
    given = {name: text for name, text in ANSWER.items() if name != missing}
    with pytest.raises(Invalid) as refused:
        writing.transition(both.actor("ben"), AUDIT_FINDINGS, major.reference, "correct", given)
    assert list(refused.value.problems) == [missing]
    assert AuditFinding.objects.get().state == "open"


def test_an_import_closes_no_major_without_its_cause(both: Cast, major: Any) -> None:
    for state in ("corrected", "effective"):
        with pytest.raises((Invalid, NotPermitted)):
            values = {"state": state, "effective_on": "2026-03-01"}
            writing.change(both.actor("ada", "import"), AUDIT_FINDINGS, major.reference, values)
    assert AuditFinding.objects.get().state == "open"


def test_nobody_verifies_what_they_put_right(both: Cast, hal: Actor, major: Any) -> None:
    ben = both.actor("ben")
    writing.transition(ben, AUDIT_FINDINGS, major.reference, "correct", ANSWER)
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(ben, AUDIT_FINDINGS, major.reference, "verify", {"effect": "Seen"})
    assert AuditFinding.objects.get().state == "corrected"
    done = writing.transition(hal, AUDIT_FINDINGS, major.reference, "verify", {"effect": "Six policies approved since"})
    assert (done.state, done.verified_by_id, str(done.effective_on)) == ("effective", hal.user_id, "2026-03-02")


def test_what_is_not_effective_is_open_again(both: Cast, hal: Actor, major: Any) -> None:
    writing.transition(both.actor("ben"), AUDIT_FINDINGS, major.reference, "correct", ANSWER)
    back = writing.transition(hal, AUDIT_FINDINGS, major.reference, "not-effective", reason="It came back")
    assert (back.state, back.corrected_by_id, back.corrected_on) == ("open", None, None)


def test_what_is_effective_stays(both: Cast, hal: Actor, major: Any) -> None:
    writing.transition(both.actor("ben"), AUDIT_FINDINGS, major.reference, "correct", ANSWER)
    writing.transition(hal, AUDIT_FINDINGS, major.reference, "verify", {"effect": "Seen"})
    with pytest.raises(NotPermitted, match="settled"):
        writing.change(both.actor("ada"), AUDIT_FINDINGS, major.reference, {"cause": "Something else"})
