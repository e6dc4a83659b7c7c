"""Reading the incidents of a review and proposing problems from them."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.problems.proposals.models import ProblemProposal
from tandem.operation.problems.reviews import rules

READ = ("reference", "title", "service_id", "service__title", "category", "items")


def look(actor: Actor, review: Any) -> None:
    """Propose what may have one cause and belongs to no problem yet; confidential incidents are never named."""
    incidents = rules.incidents_of(review, actor).filter(problem=None, is_confidential=False)
    rows = incidents.order_by("pk").values_list(*READ)
    seen = [
        rules.Seen(reference, title, service_id, service or "", category, tuple(items))
        for reference, title, service_id, service, category, items in rows
    ]
    known = set(review.proposals.values_list("title", flat=True))
    fresh = [proposal for proposal in rules.proposals(seen) if proposal.title[:200] not in known]
    values = [_values(review, proposal) for proposal in fresh]
    writing.create_many(as_tandem(actor), declared_for(ProblemProposal), values)


def _values(review: Any, proposal: rules.Proposal) -> dict[str, Any]:
    return {
        "review": review,
        "title": proposal.title[:200],
        "kind": proposal.kind,
        "service": proposal.service_id,
        "items": [proposal.item] if proposal.item else [],
        "incidents": list(proposal.incidents)[:500],
        "count": len(proposal.incidents),
    }
