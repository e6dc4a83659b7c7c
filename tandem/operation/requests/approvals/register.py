"""Approvals of requests, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import EVERYBODY, MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.requests.approvals import operations, rules
from tandem.operation.requests.approvals.models import APPROVAL_STATES, RequestApproval

APART = ("request__requested_by", "request__owner")  # and whoever it is for, as the rule says

REQUEST_APPROVALS = declare(
    Register(
        key="request-approvals",
        model=RequestApproval,
        prefix="RQA",
        title=_("Approvals of requests"),
        singular=_("Approval of a request"),
        about=_("Who was asked to agree to a request, and what they decided."),
        icon="badge-check",
        place=Place(home="desk", parent="request"),
        listing=Listing(columns=("reference", "title", "stage", "approver", "state", "decided_by", "decided_at")),
        form=Form(
            sections=(Section(_("Who is asked"), ("request", "title", "stage", "quorum", "approver", "owner")),),
            facts=("decided_by", "decided_at", "comment"),
        ),
        waiting=(Waiting(what=_("Agree to the request, or reject it"), states=("asked",)),),
        workflow=Workflow(
            states=APPROVAL_STATES,
            transitions=(
                Transition(
                    key="agree",
                    label=_("Agree"),
                    sources=("asked",),
                    target="agreed",
                    roles=EVERYBODY,
                    by_owner=True,
                    approves=True,
                    apart_from=APART,
                    fields=("comment",),
                    guard=rules.ASKED.may_decide,
                    effect=rules.ASKED.decide,
                    afterwards=operations.go_on,
                ),
                Transition(
                    key="reject",
                    label=_("Reject"),
                    sources=("asked",),
                    target="rejected",
                    roles=EVERYBODY,
                    by_owner=True,
                    approves=True,
                    apart_from=APART,
                    required=("comment",),
                    guard=rules.ASKED.may_decide,
                    effect=rules.ASKED.decide,
                    afterwards=operations.end,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(locked=rules.ASKED.locked),
        example=Example({"title": "Line manager"}),
    )
)
