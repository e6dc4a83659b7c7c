"""From a finding to the nonconformity in which it is worked through."""

from typing import Any

from tandem.evaluation.audits.findings.models import NONCONFORMING, AuditFinding
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for

NONCONFORMITIES = "nonconformities"
LONGEST_TITLE = 200


def open_nonconformity(actor: Actor, finding: Any) -> None:
    """A nonconformity that says what the finding says, of the same grade, owner and day; the finding names it."""
    register = registers.find(NONCONFORMITIES)
    if register is None:
        raise LookupError(NONCONFORMITIES)
    nonconformity = writing.create(actor, register, _as_found(actor, finding))
    values = {"nonconformity_id": nonconformity.pk}
    writing.follow(actor, declared_for(AuditFinding), finding, values, "nonconformity", nonconformity.reference)


def _as_found(actor: Actor, finding: Any) -> dict[str, Any]:
    return {
        "title": finding.title[:LONGEST_TITLE],
        "description": finding.seen,
        "grade": finding.grade,
        "source": "audit",
        "source_register": declared_for(AuditFinding).key,
        "source_reference": finding.reference,
        "requirements": finding.requirements,
        "raised_on": finding.audit.held_on or actor.today,
        "owner": finding.owner_id,
        "due": finding.due,
        "concerns_services": finding.verdict_20 in NONCONFORMING,
        "concerns_security": finding.verdict_27 in NONCONFORMING,
        "correction": finding.correction,
        "cause": finding.cause,
    }
