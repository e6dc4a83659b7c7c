"""What follows from a decision about a request."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.requests import operations
from tandem.operation.requests.approvals import rules
from tandem.operation.requests.approvals.models import RequestApproval
from tandem.operation.requests.models import ServiceRequest


def go_on(actor: Actor, approval: Any) -> None:
    """Once enough have agreed, the others need not; the next step is asked, or it is fulfilled."""
    if not rules.ASKED.is_complete(approval):
        return
    request = approval.request
    for other in request.approvals.filter(state="asked", stage=approval.stage).order_by("pk"):
        writing.follow(as_tandem(actor), declared_for(RequestApproval), other, {"state": "lapsed"}, "lapsed")
    if not operations.ask_next(actor, request, after=approval.stage):
        register = declared_for(ServiceRequest)
        begun = writing.follow(as_tandem(actor), register, request, {"state": "fulfilment"}, "approved")
        operations.prepare(actor, begun)


def end(actor: Actor, approval: Any) -> None:
    """One rejection is enough: the request is rejected."""
    register = declared_for(ServiceRequest)
    rejected = writing.follow(
        as_tandem(actor), register, approval.request, {"state": "rejected"}, "rejected", approval.comment
    )
    operations.stop(actor, rejected)
