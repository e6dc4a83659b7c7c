"""Capacity plans, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
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
from tandem.operation.capacity.plans import rules
from tandem.operation.capacity.plans.models import PLAN_STATES, CapacityPlan

CAPACITY_PLANS = declare(
    Register(
        key="capacity-plans",
        model=CapacityPlan,
        prefix="CAPP",
        title=_("Capacity plans"),
        singular=_("Capacity plan"),
        about=_("How much of people, technology, information and money services will need, and how it gets there."),
        icon="map",
        place=Place(home="services", tab=_("Capacity and continuity"), under="capacity"),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "period_start",
                "period_end",
                "state",
                "owner",
                "approved_by",
                "next_review",
            ),
            search=rules.PARTS,
            views=(View("in-force", _("In force"), {"state": "approved"}, "title"),),
            empty=_("Write from expected demand what will be needed when, then have somebody else approve it."),
        ),
        form=Form(
            sections=(
                Section(_("The plan"), ("title", "period_start", "period_end", "owner")),
                Section(_("What it rests on"), ("demand", "impact")),
                Section(_("What is needed"), ("people", "technology", "information", "money")),
                Section(_("How it is kept true"), ("review_months",)),
            ),
            facts=("approved_by", "approved_on", "findings", "last_review", "next_review"),
        ),
        waiting=(
            Waiting(what=_("Review the capacity plan"), date="next_review", states=("approved",)),
            Waiting(what=_("Approve the capacity plan"), person="", except_for="created_by", states=("draft",)),
        ),
        workflow=Workflow(
            states=PLAN_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("created_by", "owner", "writer"),
                    gives=("approved_by", "approved_on"),
                    required=("owner", *rules.PARTS),
                    guard=rules.may_approve,
                    effect=rules.APPROVAL.note,
                    afterwards=rules.APPROVAL.come_into_force,
                ),
                Transition(
                    key="review",
                    label=_("Reviewed today"),
                    sources=("approved",),
                    required=("findings",),
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("draft", "approved"),
                    target="withdrawn",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        patterns=(rules.APPROVAL, rules.REVIEW, rules.STANDS),
        rules=Rules(validate=rules.check_plan),
        example=Example(
            {
                "title": "Capacity of the year",
                "period_start": "2026-01-01",
                "period_end": "2026-12-31",
                "people": "Two more engineers from June.",
            }
        ),
    )
)
