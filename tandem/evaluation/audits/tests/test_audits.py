"""One audit over both standards, by somebody who has no part in it, from its plan to its end."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tandem.evaluation.audits.covered.register import COVERED_TOPICS
from tandem.evaluation.audits.findings.models import AuditFinding
from tandem.evaluation.audits.findings.register import AUDIT_FINDINGS
from tandem.evaluation.audits.lenses import in_words
from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.programmes.topics.models import AuditTopic
from tandem.evaluation.audits.programmes.topics.register import AUDIT_TOPICS
from tandem.evaluation.audits.questions.models import AuditQuestion
from tandem.evaluation.audits.questions.register import AUDIT_QUESTIONS
from tandem.evaluation.audits.register import AUDITS
from tandem.evaluation.audits.samples.register import AUDIT_SAMPLES
from tandem.evaluation.audits.team.register import AUDIT_MEMBERS
from tandem.evaluation.audits.tests.conftest import POLICY_20, POLICY_27
from tandem.ground.kernel import links, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.patterns import independence, standing
from tests.cast import Cast

POLICIES = "Leadership, policy and roles"
OWN_WORK = "Nobody audits their own work"
PARTS: dict[str, dict[str, Any]] = {
    "audit-questions": {"title": "One more?", "requirements": [POLICY_27], "verdict_27": "conformity"},
    "audit-findings": {"title": "Late", "requirements": [POLICY_27], "verdict_27": "strength", "seen": "Afterwards"},
    "evidence-requests": {"title": "The list", "asked_on": "2026-03-02", "due": "2026-03-04"},
    "audit-samples": {"title": "Some", "population": "risks", "wanted": 2},
    "audit-sessions": {"title": "Talk", "begins_at": "2026-03-03T10:00:00+00:00", "minutes": 30},
    "audit-members": {"title": "From outside"},
}


def other(both: Cast, programme: Any, lead: Any) -> Any:
    days = {"planned_from": "2026-05-04", "planned_to": "2026-05-05"}
    values = {"title": "Another", "programme": programme, "lead": lead, **days}
    return writing.create(both.actor("ada"), AUDITS, values)


def cover(both: Cast, audit: Any, door: str = "page") -> Any:
    values = {"audit": audit, "topic": AuditTopic.objects.get(title=POLICIES)}
    return writing.create(both.actor("ada", door), COVERED_TOPICS, values)


def answers_for(both: Cast, name: str) -> None:
    topic = AuditTopic.objects.get(title=POLICIES)
    writing.change(both.actor("ada"), AUDIT_TOPICS, topic.reference, {"responsible": both.users[name]})


def owns_control(both: Cast, name: str) -> None:
    values = {"title": "Policies are read", "requirements": [POLICY_27], "owner": both.users[name]}
    writing.create(both.actor("ada"), registers.find("controls"), values)


def wrote_evidence(both: Cast, name: str) -> None:
    documents = registers.find("documents")
    made = writing.create(both.actor(name), documents, {"title": "Policy", "kind": "policy", "retention_months": 36})
    links.connect(both.actor("ada"), documents, made.reference, kind="evidence-for", requirement=POLICY_20)


def owns_process(both: Cast, name: str) -> None:
    values = {"title": "Role assignment", "owner": both.users[name].pk, "concerns_security": True}
    writing.create(both.actor("ada"), registers.find("processes"), values)


@pytest.mark.parametrize("door", ["page", "api", "import"])
@pytest.mark.parametrize(
    ("part", "words"),
    [
        (owns_process, "owns the process"),
        (answers_for, "answers for “Leadership, policy and roles”"),
        (owns_control, "owns CTRL-1"),
        (wrote_evidence, "wrote DOC-1"),
    ],
)
def test_nobody_leads_an_audit_of_their_own_work(
    both: Cast, programme: Any, part: Callable[..., None], words: str, door: str
) -> None:
    part(both, "ben")
    audit = other(both, programme, both.users["ben"])
    with pytest.raises(Invalid, match=OWN_WORK) as refused:
        cover(both, audit, door)
    assert words in str(refused.value)
    assert not audit.covered.exists()
    audit = other(both, programme, None)
    cover(both, audit)
    with pytest.raises(Invalid, match=OWN_WORK):
        writing.change(both.actor("ada", door), AUDITS, audit.reference, {"lead": both.users["ben"]})
    assert Audit.objects.get(pk=audit.pk).lead is None


def test_nobody_audits_the_work_of_their_line_manager(
    both: Cast, programme: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = {both.users["ben"].pk: both.users["cleo"].pk}
    monkeypatch.setattr(independence, "_doors", [above.get])
    answers_for(both, "cleo")
    audit = other(both, programme, both.users["ben"])
    with pytest.raises(Invalid, match="reports to the one who answers for"):
        cover(both, audit)


@pytest.mark.parametrize("door", ["page", "api", "import"])
def test_the_team_has_no_part_in_it_but_an_observer_may(both: Cast, audit: Any, door: str) -> None:
    answers_for(both, "ben")
    actor, values = both.actor("ada", door), {"audit": audit, "person": both.users["ben"]}
    with pytest.raises(Invalid, match=OWN_WORK):
        writing.create(actor, AUDIT_MEMBERS, {**values, "part": "auditor"})
    with pytest.raises(Invalid, match=OWN_WORK):
        writing.create(actor, AUDIT_MEMBERS, {"audit": audit, "title": "BEN", "part": "auditor"})
    observer = writing.create(actor, AUDIT_MEMBERS, {**values, "part": "observer"})
    assert (observer.title, observer.conflict) == ("Ben", "answers for “Leadership, policy and roles”")
    with pytest.raises(Invalid, match=OWN_WORK):
        writing.change(actor, AUDIT_MEMBERS, observer.reference, {"part": "expert"})


def test_who_comes_to_answer_for_a_topic_no_longer_leads_its_audit(both: Cast, audit: Any) -> None:
    answers_for(both, "ada")
    assert Audit.objects.get(pk=audit.pk).conflict == "Ada answers for “Leadership, policy and roles”"
    with pytest.raises(Invalid, match=OWN_WORK):
        writing.transition(both.actor("ada"), AUDITS, audit.reference, "open", {"opening": "Begun"})
    assert Audit.objects.get(pk=audit.pk).state == "planned"


def test_what_both_standards_ask_is_asked_once(audit: Any) -> None:
    question = audit.questions.get()
    assert question.requirements == [POLICY_20, POLICY_27]
    assert (question.title, question.asks_20, question.asks_27) == ("Security policy · Policies", True, True)


def test_a_question_says_what_is_known_beforehand(
    both: Cast, programme: Any, answer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "_doors", [lambda actor: {POLICY_27: "stale"}])
    answer(verdict_20="minor", verdict_27="conformity", seen="Old")
    following = other(both, programme, both.users["ada"])
    cover(both, following)
    writing.transition(both.actor("ada"), AUDITS, following.reference, "list-questions")
    question = following.questions.get()
    assert (question.standing, question.earlier) == (f"{POLICY_27}: stale", "FIND-1 (minor)")


def test_what_the_records_said_is_read_in_words() -> None:
    said = f"{POLICY_27}: too-little\nothers/1: met\nA word"
    assert in_words(said) == "27001 A.5.1: too little\nothers/1: met\nA word"


def test_verdicts_are_given_while_the_audit_runs(both: Cast, audit: Any) -> None:
    question = audit.questions.get()
    with pytest.raises(Invalid, match="open it first"):
        writing.change(both.actor("ada"), AUDIT_QUESTIONS, question.reference, {"verdict_20": "conformity"})


def test_an_answer_is_whole_with_a_verdict_for_each_standard_that_asks(answer: Callable[..., Any]) -> None:
    assert not answer(verdict_20="conformity").is_answered
    done = answer(verdict_27="conformity")
    assert (done.is_answered, done.answered_by.name, str(done.answered_on)) == (True, "Ada", "2026-03-02")
    with pytest.raises(Invalid) as refused:
        answer(verdict_27="minor")
    assert refused.value.problems == {"seen": ["Say what was seen."]}


def test_a_standard_that_does_not_ask_gets_no_verdict(both: Cast, running: Any) -> None:
    values = {"audit": running, "title": "Only one", "requirements": [POLICY_27], "verdict_20": "conformity"}
    with pytest.raises(Invalid) as refused:
        writing.create(both.actor("ada"), AUDIT_QUESTIONS, values)
    assert refused.value.problems == {"verdict_20": ["20000-1 does not ask this."]}


def test_an_audit_is_reported_by_its_lead_when_all_is_answered(
    both: Cast, hal: Actor, answer: Callable[..., Any], running: Any
) -> None:
    ada, values = both.actor("ada"), {"conclusion": "Fine but for one", "distribution": "Everybody"}
    with pytest.raises(Invalid, match="1 question is not answered yet"):
        writing.transition(ada, AUDITS, running.reference, "close", {"closing": "Read out"})
    answer(verdict_20="conformity", verdict_27="major", seen="No approval")
    writing.transition(ada, AUDITS, running.reference, "close", {"closing": "Read out"})
    with pytest.raises(Invalid, match="The lead auditor signs"):
        writing.transition(hal, AUDITS, running.reference, "report", values)
    reported = writing.transition(ada, AUDITS, running.reference, "report", values)
    assert (reported.state, reported.signed_by_id, str(reported.report_due)) == ("reported", ada.user_id, "2026-04-01")
    topic = AuditTopic.objects.get(title=POLICIES)
    assert (str(topic.last_audited), topic.last_result, topic.every_months) == ("2026-03-02", "major", 6)
    assert topic.next_due == date(2026, 9, 2)
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(ada, AUDITS, running.reference, "countersign")
    assert writing.transition(hal, AUDITS, running.reference, "countersign").received_by_id == hal.user_id
    with pytest.raises(Invalid, match="FIND-1 is not effective yet"):
        writing.transition(ada, AUDITS, running.reference, "finish")


def test_what_is_reported_stays(both: Cast, answer: Callable[..., Any], running: Any) -> None:
    ada = both.actor("ada")
    question = answer(verdict_20="conformity", verdict_27="conformity")
    writing.transition(ada, AUDITS, running.reference, "close", {"closing": "Read out"})
    writing.transition(ada, AUDITS, running.reference, "report", {"conclusion": "Fine", "distribution": "All"})
    for register, reference, values in (
        (AUDITS, running.reference, {"conclusion": "Better still"}),
        (AUDIT_QUESTIONS, question.reference, {"seen": "Something"}),
    ):
        for door in ("page", "api", "import"):
            with pytest.raises(NotPermitted, match="reported"):
                writing.change(both.actor("ada", door), register, reference, values)
    assert AuditQuestion.objects.get().seen == ""


@pytest.mark.parametrize("key", PARTS)
def test_nothing_is_added_to_what_is_reported_or_taken_away(
    both: Cast, answer: Callable[..., Any], running: Any, key: str
) -> None:
    ada, register = both.actor("ada"), registers.find(key)
    assert register is not None
    answer(verdict_20="conformity", verdict_27="conformity")
    part = writing.create(ada, register, {"audit": running, **PARTS[key]})
    for sample in running.samples.all():
        writing.transition(ada, AUDIT_SAMPLES, sample.reference, "withdraw", reason="Not needed")
    writing.transition(ada, AUDITS, running.reference, "close", {"closing": "Read out"})
    writing.transition(ada, AUDITS, running.reference, "report", {"conclusion": "Fine", "distribution": "All"})
    known = list(register.model.objects.order_by("pk").values())
    for door in ("page", "api", "import"):
        with pytest.raises(Invalid, match="reported"):
            writing.create(both.actor("ada", door), register, {"audit": running, **PARTS[key]})
        if register.access.delete:
            with pytest.raises(Invalid, match="reported"):
                writing.delete(both.actor("ada", door), register, part.reference)
    assert list(register.model.objects.order_by("pk").values()) == known


def test_findings_link_to_what_others_keep_by_links_alone(both: Cast, answer: Callable[..., Any]) -> None:
    answer(verdict_20="conformity", verdict_27="opportunity", seen="Shorter")
    finding = AuditFinding.objects.get()
    risk = writing.create(both.actor("ada"), registers.find("risks"), {"title": "Nobody reads"})
    links.connect(both.actor("ada"), AUDIT_FINDINGS, finding.reference, to_reference=risk.reference)
    assert [linked.reference for linked in links.of(both.actor("ada"), AUDIT_FINDINGS, finding.pk)] == [risk.reference]
