"""What an audit lists, and what its report says to the programme."""

from typing import Any

from tandem.evaluation.audits.findings.models import NONCONFORMING, AuditFinding
from tandem.evaluation.audits.findings.rules import worst
from tandem.evaluation.audits.impartiality import topics_of
from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.programmes.topics.models import AuditTopic
from tandem.evaluation.audits.questions.listing import Asked, questions_for
from tandem.evaluation.audits.questions.models import AuditQuestion
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import standing
from tandem.ground.kernel.registers import declared_for

MOST_EARLIER = 5


def list_questions(actor: Actor, audit: Any) -> None:
    """List what to ask: from the topics, with what the records say today and what the last audits found."""
    results = standing.of_requirements(actor)
    asked = questions_for(topics_of(audit), audit.standards)
    rows = [_row(audit, position, question, dict(results)) for position, question in enumerate(asked, start=1)]
    writing.create_many(actor, declared_for(AuditQuestion), rows)


def _row(audit: Any, position: int, asked: Asked, results: dict[str, str]) -> dict[str, Any]:
    said = [f"{key}: {results[key]}" for key in asked.requirements if key in results]
    return {
        "audit": audit,
        "topic": asked.topic,
        "position": position,
        "title": asked.title[:300],
        "requirements": list(asked.requirements),
        "standing": "\n".join(said),
        "earlier": ", ".join(earlier_findings(asked.requirements)),
    }


def earlier_findings(requirements: tuple[str, ...]) -> list[str]:
    """The newest findings of any audit on these requirements, by reference and grade."""
    wanted = set(requirements)
    rows = AuditFinding.objects.nonconforming().order_by("-pk").values_list("reference", "grade", "requirements")
    return [f"{reference} ({grade})" for reference, grade, keys in rows if wanted & set(keys)][:MOST_EARLIER]


def tell_programme(actor: Actor, audit: Any) -> None:
    """Each topic now knows when it was audited last and what was found; how often it is audited follows."""
    findings = list(audit.findings.exclude(state="withdrawn"))
    for topic in topics_of(audit):
        of_topic = [row.grade for row in findings if _concerns(row, topic)]
        grave = worst(tuple(grade for grade in of_topic if grade in NONCONFORMING))
        values = {"last_audited": audit.held_on, "last_result": grave or "conformity"}
        writing.follow(actor, declared_for(AuditTopic), topic, values, "audited", audit.reference)


def _concerns(finding: Any, topic: Any) -> bool:
    if finding.topic_id is not None:
        return bool(finding.topic_id == topic.pk)
    return bool(set(finding.requirements) & set(topic.requirements))


def look_at_independence(actor: Actor, topic: Any, before: Any) -> None:
    """Once somebody else answers for a topic, audits still to be held say whether their team is independent."""
    if topic is None or before is None or topic.responsible_id == before.responsible_id:
        return
    register = declared_for(Audit)
    for audit in Audit.objects.filter(covered__topic=topic, state__in=("planned", "running")).order_by("pk"):
        for member in audit.team.order_by("pk"):
            writing.follow(actor, declared_for(type(member)), member, {}, "independence")
        writing.follow(actor, register, audit, {}, "independence")
