"""Continuity plans, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
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
from tandem.operation.continuity import operations, rules
from tandem.operation.continuity.models import PLAN_STATES, ContinuityPlan

CONTINUITY_PLANS = declare(
    Register(
        key="continuity-plans",
        model=ContinuityPlan,
        prefix="BCP",
        title=_("Continuity plans"),
        singular=_("Continuity plan"),
        about=_("How services go on when something large is lost, and how it goes back to normal."),
        icon="life-buoy",
        place=Place(
            home="services",
            tab=_("Capacity and continuity"),
        ),
        listing=Listing(
            columns=("reference", "title", "number", "state", "owner", "next_review", "last_test", "next_test"),
            search=("invoked_when", "procedures", "return_to_normal", "security", "contacts"),
            views=(
                View("in-force", _("In force"), {"state": "approved"}, "title"),
                View("to-test", _("Test is due"), {"state": "approved", "next_test~before": "today"}, "next_test"),
                View("to-review", _("To be reviewed"), {"state": "approved", "next_review~before": "today"}),
            ),
            empty=_("Write the first plan: when it is invoked, by whom, what is done, and the way back."),
        ),
        form=Form(
            sections=(
                Section(_("The plan"), ("title", "owner")),
                Section(_("When something is lost"), ("invoked_when", "invoked_by", "contacts")),
                Section(_("What is done"), ("procedures", "targets", "security", "return_to_normal")),
                Section(
                    _("Kept ready"),
                    ("copy_at", "review_months", "test_months"),
                    _("A copy has to be reachable while the services it is about are not."),
                ),
            ),
            facts=(
                "number",
                "approved_by",
                "approved_on",
                "last_review",
                "next_review",
                "last_test",
                "next_test",
                "retest_because",
            ),
        ),
        waiting=(
            Waiting(what=_("Finish the plan"), states=("draft",)),
            Waiting(what=_("Approve the plan"), person="", except_for="created_by", states=("in-review",)),
            Waiting(what=_("Test the plan"), date="next_test", states=("approved",)),
            Waiting(what=_("Review the plan"), date="next_review", states=("approved",)),
        ),
        workflow=Workflow(
            states=PLAN_STATES,
            transitions=(
                Transition(
                    key="send", label=_("Send out"), sources=("draft",), target="in-review", required=rules.NEEDED
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("in-review",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("owner", "created_by", "writer"),
                    gives=("approved_by", "approved_on"),
                    effect=rules.VERSIONS.note,
                    afterwards=operations.put_in_force,
                ),
                Transition(
                    key="send-back", label=_("Send back"), sources=("in-review",), target="draft", needs_reason=True
                ),
                Transition(
                    key="review",
                    label=_("Reviewed today"),
                    sources=("approved",),
                    needs_reason=True,
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="revise",
                    label=_("Write the next version"),
                    sources=("approved",),
                    afterwards=rules.VERSIONS.draft_next,
                ),
                Transition(
                    key="retire",
                    label=_("Retire"),
                    sources=("draft", "in-review", "approved"),
                    target="retired",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("last_review", "next_review"),
            synonyms={
                "title": ("plan", "name"),
                "invoked_when": ("activation criteria", "trigger", "invocation criteria"),
                "procedures": ("steps", "recovery procedures"),
                "return_to_normal": ("fallback", "stand down"),
            },
        ),
        patterns=(rules.VERSIONS, rules.AS_APPROVED, rules.REVIEW, rules.TESTING),
        rules=Rules(validate=rules.check_plan, locked=rules.locked),
        example=Example(
            {
                "title": "A room is gone",
                "invoked_when": "A room is away for more than an hour",
                "procedures": "Start the applications in the other room",
            },
            change={"contacts": "Head of platform"},
        ),
    )
)
