"""The checklist is worked through on its page, the coverage and the report are read on theirs."""

import re
from typing import Any

import pytest

from tandem.evaluation.audits.findings.models import AuditFinding
from tandem.evaluation.audits.questions.models import AuditQuestion
from tests.cast import Cast

PAGE = "/home/audits/AUD-1/checklist/"


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_question_is_answered_for_both_standards_at_once(running: Any, enter: Any) -> None:
    client = enter()
    assert "20000-1 8.7.3.1 · 27001 A.5.1" in text_of(client.get(PAGE))
    given = {"question": "AUDQ-1", "version": "1", "verdict_20": "conformity", "verdict_27": "minor", "seen": "Old"}
    answered = client.post(PAGE, given, follow=True)
    assert "Question 1 is saved." in text_of(answered)
    question = AuditQuestion.objects.get()
    assert (question.verdict_20, question.verdict_27, question.is_answered) == ("conformity", "minor", True)
    assert AuditFinding.objects.get().grade == "minor"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"verdict_27": "minor"}, "Say what was seen."),
        ({"verdict_27": "perfect"}, "perfect"),
        ({"verdict_27": "conformity", "version": "7"}, "Somebody else"),
    ],
)
def test_a_wrong_answer_is_shown_again_with_the_reason(
    running: Any, enter: Any, given: dict[str, str], words: str
) -> None:
    response = enter().post(PAGE, {"question": "AUDQ-1", "version": "1", **given})
    assert response.status_code == 422
    assert words in text_of(response)
    assert AuditQuestion.objects.get().verdict_27 == ""


@pytest.mark.parametrize("name", ["cleo", "gil"])
def test_who_only_reads_answers_nothing(running: Any, enter: Any, name: str) -> None:
    client = enter(name)
    assert "<textarea" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"question": "AUDQ-1", "verdict_27": "conformity"}).status_code == 422
    assert AuditQuestion.objects.get().verdict_27 == ""


def test_another_organization_and_members_of_staff_see_no_audit(home: Cast, running: Any, enter: Any) -> None:
    assert enter("dan").get(PAGE).status_code == 404
    for page in (PAGE, "/home/audits/AUD-1/report/", "/home/audit-programmes/AUDP-1/coverage/"):
        assert enter("finn").get(page).status_code == 404


def test_coverage_leads_to_the_programme_in_force(audit: Any, enter: Any) -> None:
    client = enter()
    response = client.get("/home/audits/coverage/", follow=True)
    assert response.redirect_chain == [("/home/audit-programmes/AUDP-1/coverage/", 302)]
    text = text_of(response)
    assert "0 of 1 requirements of ISO/IEC 20000-1:2018 audited in this cycle, 1 more planned" in text
    assert "planned AUD-1" in text


def test_without_a_programme_the_page_says_how_to_begin(home: Cast, enter: Any) -> None:
    assert "There is no programme yet" in text_of(enter().get("/home/audits/coverage/"))


def test_the_report_counts_verdicts_by_standard(running: Any, enter: Any) -> None:
    client = enter()
    given = {"question": "AUDQ-1", "verdict_20": "conformity", "verdict_27": "major", "seen": "No approval <b>"}
    client.post(PAGE, given)
    report = client.get("/home/audits/AUD-1/report/")
    assert "No approval &lt;b&gt;" in report.content.decode()
    assert "20000-1 1 0 0 0 0 27001 0 0 0 0 1" in text_of(report)


def test_the_fewest_records_are_proposed(running: Any, enter: Any) -> None:
    assert enter().get(PAGE, {"question": "AUDQ-1", "propose": "1"}).status_code == 200
