"""Approvals of changes, declared."""

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
from tandem.operation.changes.approvals import operations, rules
from tandem.operation.changes.approvals.models import APPROVAL_STATES, ChangeApproval

APART = ("change__requester", "change__owner")

CHANGE_APPROVALS = declare(
    Register(
        key="change-approvals",
        model=ChangeApproval,
        prefix="CHA",
        title=_("Approvals of changes"),
        singular=_("Approval of a change"),
        about=_("Who was asked to agree to a change, and what they decided."),
        icon="badge-check",
        place=Place(home="changes", parent="change"),
        listing=Listing(columns=("reference", "title", "stage", "approver", "state", "decided_by", "decided_at")),
        form=Form(
            sections=(
                Section(_("Who is asked"), ("change", "title", "stage", "quorum", "is_boards", "approver", "owner")),
            ),
            facts=("decided_by", "decided_at", "comment"),
        ),
        waiting=(Waiting(what=_("Agree to the change, or reject it"), states=("asked",)),),
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
                    guard=rules.may_decide,
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
                    guard=rules.may_decide,
                    effect=rules.ASKED.decide,
                    afterwards=operations.end,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=frozenset(), delete=frozenset()),
        rules=Rules(derive=rules.derive, locked=rules.ASKED.locked),
        example=Example({"title": "Owner of the service"}, change={}),
    )
)
