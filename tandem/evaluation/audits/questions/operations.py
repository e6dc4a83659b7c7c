"""What follows from an answer: one finding for each question that is not simply fulfilled."""

from typing import Any

from tandem.evaluation.audits.findings.models import AuditFinding
from tandem.evaluation.audits.questions.rules import TO_BE_SEEN
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for

FOLLOWED = ("seen", "verdict_20", "verdict_27", "requirements")
SETTLED = ("corrected", "effective")


def record_finding(actor: Actor, question: Any, before: Any = None) -> None:
    """Record the finding of an answer once; when the answer changes, the finding says the same."""
    register = declared_for(AuditFinding)
    finding = AuditFinding.objects.filter(question=question).exclude(state__in=SETTLED).order_by("pk").first()
    is_finding = question.verdict_20 in TO_BE_SEEN or question.verdict_27 in TO_BE_SEEN
    values = {name: getattr(question, name) for name in FOLLOWED}
    if finding is not None:
        state = {} if is_finding else {"state": "withdrawn"}
        if finding.state == "withdrawn" and is_finding:
            state = {"state": "open"}
        writing.follow(actor, register, finding, {**values, **state}, "answered-again")
    elif is_finding:
        heading = {"audit": question.audit, "question": question, "topic": question.topic, "title": question.title}
        writing.create(actor, register, heading | values)


def record_new(actor: Actor, question: Any) -> None:
    """A question that comes with its verdict is recorded likewise."""
    record_finding(actor, question)
