"""Audits of the demonstration: planned, held over both standards, reported, followed up."""

from functools import partial
from typing import Any

from tandem.evaluation.audits.covered.register import COVERED_TOPICS
from tandem.evaluation.audits.findings.models import AuditFinding
from tandem.evaluation.audits.findings.register import AUDIT_FINDINGS
from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.programmes.models import AuditProgramme
from tandem.evaluation.audits.questions.register import AUDIT_QUESTIONS
from tandem.evaluation.audits.register import AUDITS
from tandem.evaluation.audits.requests.register import EVIDENCE_REQUESTS
from tandem.evaluation.audits.samples.items.register import SAMPLE_ITEMS
from tandem.evaluation.audits.samples.register import AUDIT_SAMPLES
from tandem.evaluation.audits.sessions.register import AUDIT_SESSIONS
from tandem.evaluation.audits.team.register import AUDIT_MEMBERS
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.ground.kernel.registers import declared_for

SAID = ("title", "objectives", "scope", "criteria", "methods")
CHIEF = "ingrid"
TO_DO = ("owner", "due")
ANSWER = ("correction", "cause", "action")


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every audit happen on its days."""
    for entry in entries:
        story.at(story.moment(entry["day"], "10:00"), partial(_plan, story, entry))
        if "opening" in entry:
            story.at(story.moment(entry["from"], "09:30"), partial(_open, story, entry))
            story.at(story.moment(entry["from"] + 1, "15:00"), partial(_sample, story, entry))
            story.at(story.moment(entry["until"], "14:00"), partial(_answer, story, entry))
            story.at(story.moment(entry["until"], "16:00"), partial(_close, story, entry))
            story.at(story.moment(entry["until"] + 9, "11:00"), partial(_report, story, entry))
            _follow_up(story, entry)


def _audit(entry: Entry) -> Any:
    return Audit.objects.get(title=entry["title"])


def _plan(story: Story, entry: Entry) -> None:
    actor, programme = story.actor(entry["lead"]), AuditProgramme.objects.in_force()
    given = {name: entry[name] for name in SAID if name in entry}
    days = {"planned_from": story.day(entry["from"]), "planned_to": story.day(entry["until"])}
    audit = writing.create(actor, AUDITS, {**given, **days, "lead": actor.user_id, "owner": actor.user_id})
    known = {_plain(topic.title): topic for topic in programme.topics.all()} if programme else {}
    for title in entry["topics"]:
        writing.create(actor, COVERED_TOPICS, {"audit": audit, "topic": known[title]})
    for member in entry.get("team", []):
        writing.create(actor, AUDIT_MEMBERS, {"audit": audit, **member})
    for row in entry.get("plan", []):
        values = {"title": row["about"], "begins_at": f"{story.day(row['day'])} {row['at']}", "minutes": row["minutes"]}
        writing.create(actor, AUDIT_SESSIONS, {"audit": audit, **values, "auditee": story.people[row["with"]]})
    if "opening" in entry:
        writing.transition(actor, AUDITS, audit.reference, "list-questions")


def _plain(title: str) -> str:
    return title.replace(",", "")


def _open(story: Story, entry: Entry) -> None:
    audit, actor = _audit(entry), story.actor(entry["lead"])
    writing.transition(actor, AUDITS, audit.reference, "open", {"opening": entry["opening"]})
    if asked := entry.get("request"):
        values = {"audit": audit, "title": asked["title"], "owner": story.people[asked["of"]]}
        request = writing.create(actor, EVIDENCE_REQUESTS, {**values, "due": story.day(asked["due"])})
        reference, answer = request.reference, {"answer": asked["answer"]}
        writing.transition(story.actor(asked["of"]), EVIDENCE_REQUESTS, reference, "answer", answer)
        writing.transition(actor, EVIDENCE_REQUESTS, reference, "accept")


def _sample(story: Story, entry: Entry) -> None:
    audit, actor, drawn = _audit(entry), story.actor(entry["lead"]), entry["sample"]
    question = audit.questions.filter(topic__title=drawn["topic"]).order_by("position").first()
    values = {name: drawn[name] for name in ("title", "population", "filters", "wanted")}
    sample = writing.create(actor, AUDIT_SAMPLES, {"audit": audit, "question": question, **values})
    for step in ("commit", "freeze", "draw"):
        writing.transition(actor, AUDIT_SAMPLES, sample.reference, step)
    for number, item in enumerate(sample.items.order_by("position")):
        seen = {"result": "bad", "note": "No review within the year."} if number < drawn["bad"] else {"result": "good"}
        writing.change(actor, SAMPLE_ITEMS, item.reference, seen)
    writing.transition(actor, AUDIT_SAMPLES, sample.reference, "finish", {"conclusion": drawn["conclusion"]})


def _answer(story: Story, entry: Entry) -> None:
    audit, actor = _audit(entry), story.actor(entry["lead"])
    for question in audit.questions.order_by("position"):
        answer: Entry = next(
            (candidate for candidate in entry["findings"] if candidate["question"] in question.title), {}
        )
        verdicts = {}
        for lens in ("20", "27"):
            if getattr(question, f"asks_{lens}"):
                verdicts[f"verdict_{lens}"] = answer.get(f"verdict_{lens}") or "conformity"
        writing.change(actor, AUDIT_QUESTIONS, question.reference, {**verdicts, "seen": answer.get("seen", "")})
    for scripted in entry["findings"]:
        finding = _finding(audit, scripted)
        if "owner" in scripted:
            values = {"owner": story.people[scripted["owner"]], "due": story.day(scripted["due"])}
            writing.change(actor, AUDIT_FINDINGS, finding.reference, values)


def _finding(audit: Any, scripted: Entry) -> Any:
    return AuditFinding.objects.get(audit=audit, title__contains=scripted["question"])


def _close(story: Story, entry: Entry) -> None:
    given = {"closing": entry["closing"]}
    writing.transition(story.actor(entry["lead"]), AUDITS, _audit(entry).reference, "close", given)


def _report(story: Story, entry: Entry) -> None:
    reference = _audit(entry).reference
    given = {name: entry[name] for name in ("conclusion", "distribution")}
    writing.transition(story.actor(entry["lead"]), AUDITS, reference, "report", given)
    writing.transition(story.actor(CHIEF), AUDITS, reference, "countersign")


def _follow_up(story: Story, entry: Entry) -> None:
    """Let findings be put right by who owns them, and their effect be seen by who led the audit."""
    for scripted in entry["findings"]:
        if "opened" in scripted:
            story.at(story.moment(scripted["opened"], "10:00"), partial(_work_through, story, scripted, entry))
        if "corrected" in scripted:
            story.at(story.moment(scripted["corrected"], "10:00"), partial(_correct, story, entry, scripted))
        if "effective" in scripted:
            story.at(story.moment(scripted["effective"], "10:00"), partial(_verify, story, entry, scripted))


def _work_through(story: Story, scripted: Entry, entry: Entry) -> None:
    """A finding that is worked through as a nonconformity, as far as its cause."""
    actor, finding = story.actor(scripted["owner"]), _finding(_audit(entry), scripted)
    writing.transition(actor, AUDIT_FINDINGS, finding.reference, "open-nonconformity")
    opened = AuditFinding.objects.get(pk=finding.pk).nonconformity
    register = declared_for(type(opened))
    writing.change(actor, register, opened.reference, scripted["worked"])
    writing.transition(actor, register, opened.reference, "analyse")


def _correct(story: Story, entry: Entry, scripted: Entry) -> None:
    given = {name: scripted[name] for name in ANSWER}
    reference = _finding(_audit(entry), scripted).reference
    writing.transition(story.actor(scripted["owner"]), AUDIT_FINDINGS, reference, "correct", given)


def _verify(story: Story, entry: Entry, scripted: Entry) -> None:
    reference = _finding(_audit(entry), scripted).reference
    writing.transition(story.actor(entry["lead"]), AUDIT_FINDINGS, reference, "verify", {"effect": scripted["effect"]})
