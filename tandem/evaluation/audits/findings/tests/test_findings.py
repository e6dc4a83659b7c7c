"""Findings are recorded once with a verdict per standard, and closed by another who knows the cause."""

from collections.abc import Callable
from typing import Any

import pytest

from tandem.evaluation.audits.findings.models import AuditFinding
from tandem.evaluation.audits.findings.register import AUDIT_FINDINGS
from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.tests.conftest import POLICY_27
from tandem.ground.kernel import registers, writing
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


def test_who_has_to_put_it_right_does_not_make_it_weigh_less(both: Cast, major: Any) -> None:
    for given in ({"verdict_27": "minor"}, {"verdict_27": ""}, {"verdict_27": "minor", "owner": None}):
        with pytest.raises(Invalid) as refused:
            writing.change(both.actor("ben"), AUDIT_FINDINGS, major.reference, given)
        assert list(refused.value.problems) == ["verdict_27"]
    assert AuditFinding.objects.get().version == major.version
    heavier = writing.change(both.actor("ben"), AUDIT_FINDINGS, major.reference, {"verdict_20": "minor"})
    assert heavier.grade == "major"
    lighter = writing.change(both.actor("ada"), AUDIT_FINDINGS, major.reference, {"verdict_27": "minor"})
    assert lighter.grade == "minor"


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


def test_who_is_to_put_it_right_neither_lowers_nor_withdraws_it(both: Cast, hal: Actor, major: Any) -> None:
    writing.change(both.actor("ada"), AUDIT_FINDINGS, major.reference, {"owner": hal.user_id})
    for milder in ("minor", "opportunity", ""):
        with pytest.raises(Invalid) as refused:
            writing.change(hal, AUDIT_FINDINGS, major.reference, {"verdict_27": milder, "verdict_20": "strength"})
        assert list(refused.value.problems) == ["verdict_27"]
    with pytest.raises(Invalid, match="does not withdraw it"):
        writing.transition(hal, AUDIT_FINDINGS, major.reference, "withdraw", reason="It was nothing")
    kept = AuditFinding.objects.get()
    assert (kept.verdict_27, kept.state) == ("major", "open")
    assert writing.change(hal, AUDIT_FINDINGS, major.reference, ANSWER).cause == ANSWER["cause"]
    lead = both.actor("ada")
    assert writing.change(lead, AUDIT_FINDINGS, major.reference, {"verdict_27": "minor"}).grade == "minor"


def test_what_is_not_effective_is_open_again(both: Cast, hal: Actor, major: Any) -> None:
    writing.transition(both.actor("ben"), AUDIT_FINDINGS, major.reference, "correct", ANSWER)
    back = writing.transition(hal, AUDIT_FINDINGS, major.reference, "not-effective", reason="It came back")
    assert (back.state, back.corrected_by_id, back.corrected_on) == ("open", None, None)


@pytest.mark.parametrize("door", ["page", "api", "import"])
def test_what_the_report_says_of_a_finding_stays_while_its_answer_goes_on(both: Cast, major: Any, door: str) -> None:
    Audit.objects.update(state="reported", signed_by=both.actor("ada").user_id)
    for values in ({"verdict_27": "opportunity"}, {"seen": "Nothing much"}, {"title": "Other"}):
        with pytest.raises(Invalid, match="The audit is reported"):
            writing.change(both.actor("ada", door), AUDIT_FINDINGS, major.reference, values)
    kept = AuditFinding.objects.get()
    assert (kept.verdict_27, kept.seen, kept.state) == ("major", "Two policies have no approval.", "open")
    assert writing.change(both.actor("ada", door), AUDIT_FINDINGS, major.reference, ANSWER).cause == ANSWER["cause"]


def test_what_is_effective_stays(both: Cast, hal: Actor, major: Any) -> None:
    writing.transition(both.actor("ben"), AUDIT_FINDINGS, major.reference, "correct", ANSWER)
    writing.transition(hal, AUDIT_FINDINGS, major.reference, "verify", {"effect": "Seen"})
    with pytest.raises(NotPermitted, match="settled"):
        writing.change(both.actor("ada"), AUDIT_FINDINGS, major.reference, {"cause": "Something else"})


def test_a_finding_opens_one_nonconformity_that_says_the_same(both: Cast, major: Any) -> None:
    opened = writing.transition(both.actor("ben"), AUDIT_FINDINGS, major.reference, "open-nonconformity")
    nonconformity = AuditFinding.objects.get(pk=opened.pk).nonconformity
    told = (nonconformity.title, nonconformity.grade, nonconformity.source, nonconformity.source_reference)
    assert told == (major.title, "major", "audit", major.reference)
    assert (nonconformity.concerns_services, nonconformity.concerns_security) == (False, True)
    assert (nonconformity.owner_id, str(nonconformity.due)) == (both.users["ben"].pk, "2026-04-01")
    assert nonconformity.description == "Two policies have no approval."
    with pytest.raises(Invalid):
        writing.transition(both.actor("ben"), AUDIT_FINDINGS, major.reference, "open-nonconformity")
    assert type(nonconformity).objects.count() == 1


def test_what_only_conforms_opens_no_nonconformity(both: Cast, answer: Callable[..., Any]) -> None:
    answer(verdict_20="conformity", verdict_27="opportunity", seen="A shorter one would be read.")
    finding = AuditFinding.objects.get()
    with pytest.raises(Invalid):
        writing.transition(both.actor("ada"), AUDIT_FINDINGS, finding.reference, "open-nonconformity")
    assert AuditFinding.objects.get().nonconformity is None


def test_a_finding_is_answered_by_its_nonconformity_and_effective_once_that_is_closed(
    both: Cast, hal: Actor, major: Any
) -> None:
    ben = both.actor("ben")
    writing.transition(ben, AUDIT_FINDINGS, major.reference, "open-nonconformity")
    nonconformities = registers.find("nonconformities")
    said = {"correction": "Both were approved", "cause": "Nobody knew who approves", "cause_kind": "method"}
    whys = {"why_1": "The form has no field", "why_2": "It is older than the rule"}
    writing.change(ben, nonconformities, "NC-1", said | whys)
    writing.transition(ben, nonconformities, "NC-1", "analyse")
    given = {"action": "The form names who approves"}
    done = writing.transition(ben, AUDIT_FINDINGS, major.reference, "correct", given)
    assert (done.correction, done.cause) == (said["correction"], said["cause"])
    with pytest.raises(Invalid, match="NC-1 is not closed yet"):
        writing.transition(hal, AUDIT_FINDINGS, major.reference, "verify", {"effect": "Six were approved since"})
    assert AuditFinding.objects.get().state == "corrected"
    nonconformities.model.objects.update(state="closed")
    effective = writing.transition(
        hal, AUDIT_FINDINGS, major.reference, "verify", {"effect": "Six were approved since"}
    )
    assert effective.state == "effective"


def test_a_finding_of_a_question_says_what_the_question_says(both: Cast, running: Any) -> None:
    question = running.questions.get()
    given = {"audit": running, "question": question, "title": "Nobody signed", "verdict_27": "minor", "seen": "Two"}
    finding = writing.create(both.actor("ada"), AUDIT_FINDINGS, given)
    assert (finding.requirements, finding.topic_id) == (question.requirements, question.topic_id)
