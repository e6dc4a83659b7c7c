"""Service management plans, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.objectives.plans import rules
from tandem.direction.objectives.plans.models import SMP_STATES, ServiceManagementPlan
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow

SERVICE_MANAGEMENT_PLANS = declare(
    Register(
        key="service-management-plans",
        model=ServiceManagementPlan,
        prefix="SMP",
        title=_("Service management plans"),
        singular=_("Service management plan"),
        about=_("How the services are managed this year: eight topics, and how they agree with policy and objectives."),
        icon="map",
        place=Place(home="organization", tab=_("Objectives"), under="objectives"),
        listing=Listing(
            columns=("reference", "title", "number", "state", "owner", "approved_on", "next_review"),
            search=(*rules.TOPICS, *rules.AGREES),
            views=(View("in-force", _("In force"), {"state": "approved"}, "-number"),),
            empty=_("Write the plan topic by topic; a few sentences and references to what exists are enough."),
        ),
        form=Form(
            sections=(
                Section(_("The plan"), ("title", "owner", "review_months")),
                Section(_("What is managed"), ("services", "limits", "obligations", "authorities")),
                Section(_("With what and whom"), ("resources", "other_parties", "technology", "evaluation")),
                Section(_("What it agrees with"), rules.AGREES),
            ),
            facts=("number", "approved_by", "approved_on", "last_review", "next_review"),
        ),
        waiting=(
            Waiting(what=_("Finish the plan"), states=("draft",)),
            Waiting(what=_("Approve the plan"), person="", except_for="created_by", states=("in-review",)),
            Waiting(what=_("Review the plan"), date="next_review", states=("approved",)),
        ),
        workflow=Workflow(
            states=SMP_STATES,
            transitions=(
                Transition(
                    key="send", label=_("Send out"), sources=("draft",), target="in-review", required=rules.TOPICS
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
                    afterwards=rules.VERSIONS.come_into_force,
                ),
                Transition(
                    key="send-back", label=_("Send back"), sources=("in-review",), target="draft", needs_reason=True
                ),
                Transition(
                    key="review",
                    label=_("Reviewed, still fits"),
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
            ),
        ),
        exchange=Exchange(importable=("last_review", "next_review")),
        access=Access(delete=frozenset()),
        patterns=(rules.VERSIONS, rules.AS_APPROVED, rules.REVIEW),
        example=Example(
            {"title": "The year", "services": "Those of the catalogue"}, change={"limits": "Two engineers"}
        ),
    )
)
