"""Checklists and lists of findings as people keep them: clauses by their numbers, one verdict for both standards."""

from typing import Any

import pytest

from tandem.evaluation.audits.findings.register import AUDIT_FINDINGS
from tandem.evaluation.audits.questions.register import AUDIT_QUESTIONS
from tandem.evaluation.audits.readings import MEANT
from tandem.evaluation.audits.register import AUDITS
from tandem.evaluation.audits.tests.conftest import CONTEXT_27, POLICY_20, POLICY_27, SECURITY, SERVICE
from tandem.ground.catalogue.written import in_full
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast

BOTH = (SERVICE, SECURITY)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["A.5.1"], [POLICY_27]),
        (["a.5.1"], [POLICY_27]),
        (["ISO/IEC 27001:2022 A.5.1"], [POLICY_27]),
        (["8.7.3.1 / A.5.1"], [POLICY_20, POLICY_27]),
        (["ISO 27001 4.1; ISO 20000-1 8.7.3.1"], [CONTEXT_27, POLICY_20]),
        (["clause 4.1"], [CONTEXT_27]),
        (["Annex A.5.1", POLICY_27], [POLICY_27]),
        (["20000-1 A.5.1"], ["20000-1 A.5.1"]),
        (["A.5.99"], ["A.5.99"]),
        (["4.1 of our handbook"], ["4.1 of our handbook"]),
        (["27001"], ["27001"]),
        (["Version 4.1.1.1.1.1"], ["Version 4.1.1.1.1.1"]),
    ],
)
def test_what_people_write_is_the_requirement_it_names(both: Cast, words: list[str], keys: list[str]) -> None:
    assert in_full(words, BOTH) == keys


def test_a_number_that_two_standards_have_is_asked_about(both: Cast) -> None:
    assert in_full(["4.1"], (SECURITY, SECURITY)) == [CONTEXT_27]
    assert in_full(["4.1"], (SERVICE,)) == ["4.1"]


def made(home: Cast, register: Any, through: str = "page", **values: Any) -> Any:
    actor = home.actor("ada", through)
    return writing.create(actor, register, values)


def planned(home: Cast) -> Any:
    days = {"planned_from": "2026-05-04", "planned_to": "2026-05-08"}
    return made(home, AUDITS, title="Operation", standards=list(BOTH), **days)


def test_a_finding_with_a_grade_alone_has_it_for_each_standard_it_names(both: Cast) -> None:
    of = {"audit": planned(both).reference, "seen": "Seen", "title": "Not approved", "grade": "minor"}
    single = made(both, AUDIT_FINDINGS, "import", **of, requirements="A.5.1")
    two = made(both, AUDIT_FINDINGS, "import", **of, requirements="8.7.3.1 / A.5.1")
    assert (single.verdict_20, single.verdict_27, single.state) == ("", "minor", "open")
    assert (two.verdict_20, two.verdict_27, two.requirements) == ("minor", "minor", [POLICY_20, POLICY_27])


def test_one_verdict_of_a_checklist_counts_for_the_standard_that_asks(both: Cast, running: Any) -> None:
    question = {"title": "Is it approved?", "requirements": "4.1", "verdict_20": "minor", "verdict_27": "minor"}
    of = {**question, "audit": running.reference, "seen": "One was not"}
    kept = made(both, AUDIT_QUESTIONS, "import", **of)
    assert (kept.verdict_20, kept.verdict_27, kept.is_answered) == ("", "minor", True)
    with pytest.raises(Invalid, match="does not ask this"):
        made(both, AUDIT_QUESTIONS, **of)


@pytest.mark.parametrize(
    ("word", "verdict"), [("ofi", "opportunity"), ("minor nc", "minor"), ("hauptabweichung", "major")]
)
def test_other_words_of_verdicts_are_known(word: str, verdict: str) -> None:
    assert MEANT[word] == verdict
