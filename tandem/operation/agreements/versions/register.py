"""Versions of agreements, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.agreements.clocks.rebasing import rebase_all
from tandem.operation.agreements.versions import operations, rules
from tandem.operation.agreements.versions.models import AGREEMENT_VERSION_STATES, AgreementVersion

AGREEMENT_VERSIONS = declare(
    Register(
        key="agreement-versions",
        model=AgreementVersion,
        prefix="SLAV",
        title=_("Versions of agreements"),
        singular=_("Version of an agreement"),
        about=_("Wordings of agreements: hours, limits, exclusions and targets, one in force at a time."),
        icon="file-stack",
        headline="number",
        place=Place(home="services", parent="agreement"),
        listing=Listing(
            columns=("reference", "number", "agreement", "state", "calendar", "effective_from", "approved_by"),
            search=("changes", "requirements", "workload", "exclusions", "reporting", "agreed_by"),
            views=(View("in-force", _("In force"), {"state": "approved"}, "effective_from"),),
        ),
        form=Form(
            sections=(
                Section(_("The version"), ("agreement", "number", "calendar", "changes", "effective_from")),
                Section(_("What it rests on and how it is shown"), ("requirements", "reporting")),
                Section(_("What is left out"), ("workload", "exclusions", "pauses", "is_planned_counted")),
                Section(_("Agreed"), ("agreed_by",)),
            ),
            facts=("remarks", "approved_by", "approved_on"),
            defaults=rules.begin_paused_by_customers,
            named={"pauses": rules.waits},
        ),
        waiting=(
            Waiting(what=_("Approve the version"), person="", except_for="created_by", states=("in-review",)),
            Waiting(what=_("Finish the draft"), person="created_by", states=("draft",)),
        ),
        workflow=Workflow(
            states=AGREEMENT_VERSION_STATES,
            transitions=(
                Transition(
                    key="send",
                    label=_("Send out"),
                    sources=("draft",),
                    target="in-review",
                    guard=rules.may_send,
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("in-review",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("created_by", "writer"),
                    gives=("approved_by", "approved_on"),
                    required=("agreed_by",),
                    guard=rules.may_approve,
                    effect=rules.approve,
                    afterwards=operations.put_in_force,
                ),
                Transition(
                    key="send-back", label=_("Send back"), sources=("in-review",), target="draft", needs_reason=True
                ),
                Transition(
                    key="reject",
                    label=_("Reject"),
                    sources=("draft", "in-review"),
                    target="rejected",
                    needs_reason=True,
                ),
                Transition(
                    key="rebase",
                    label=_("Count tickets under way by it"),
                    sources=("approved",),
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                    afterwards=rebase_all,
                ),
                Transition(
                    key="revise",
                    label=_("Write the next version"),
                    sources=("approved",),
                    afterwards=operations.draft_next,
                ),
            ),
        ),
        access=Access(customer="agreement__customer"),
        patterns=(rules.APPROVAL,),
        rules=Rules(validate=rules.check_version, locked=rules.locked),
        example=Example({"number": "1.0", "workload": "200 tickets a month"}, change={"workload": "250 tickets"}),
    )
)
