"""Impact analyses, declared."""

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
from tandem.operation.continuity.analyses import operations, rules
from tandem.operation.continuity.analyses.models import ANALYSIS_STATES, ImpactAnalysis

IMPACT_ANALYSES = declare(
    Register(
        key="impact-analyses",
        model=ImpactAnalysis,
        prefix="BIA",
        title=_("Impact analyses"),
        singular=_("Impact analysis"),
        about=_("How long each service can be missed, how soon it has to be back, and where that is not promised."),
        icon="timer",
        place=Place(home="services", tab=_("Capacity and continuity"), beside=("service", "plan")),
        listing=Listing(
            columns=("reference", "title", "service", "state", "tolerable", "rto", "rpo", "plan", "gaps"),
            search=("effects", "least"),
            views=(
                View("agreed", _("Agreed"), {"state": "agreed"}, "rto"),
                View("gaps", _("With gaps"), {"gaps~from": "1"}, "-gaps"),
            ),
            empty=_("Begin with the service whose absence would be felt first."),
        ),
        form=Form(
            sections=(
                Section(_("What is lost"), ("service", "effects", "least", "owner")),
                Section(_("How soon it is back"), ("tolerable", "rto", "rpo", "plan", "review_months")),
            ),
            facts=("title", "gaps", "agreed_by", "agreed_on", "last_review", "next_review"),
        ),
        waiting=(
            Waiting(what=_("Finish the analysis"), states=("draft",)),
            Waiting(what=_("Look at the analysis again"), date="next_review", states=("agreed",)),
        ),
        workflow=Workflow(
            states=ANALYSIS_STATES,
            transitions=(
                Transition(
                    key="agree",
                    label=_("Agree"),
                    sources=("draft",),
                    target="agreed",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("writer",),
                    gives=("agreed_by", "agreed_on"),
                    required=("effects", "tolerable", "rto", "rpo"),
                    effect=rules.agree,
                ),
                Transition(
                    key="list",
                    label=_("List what it stands on"),
                    sources=("draft", "agreed"),
                    afterwards=operations.list_needs,
                ),
                Transition(
                    key="review",
                    label=_("Reviewed today"),
                    sources=("agreed",),
                    needs_reason=True,
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="take-up-again",
                    label=_("Take up again"),
                    sources=("agreed",),
                    target="draft",
                    needs_reason=True,
                ),
                Transition(
                    key="retire",
                    label=_("Retire"),
                    sources=("draft", "agreed"),
                    target="retired",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "tolerable": ("mtpd", "mtd", "maximum tolerable downtime"),
                "rto": ("recovery time objective",),
                "rpo": ("recovery point objective",),
                "effects": ("impact",),
            }
        ),
        patterns=(rules.AGREEMENT, rules.AS_AGREED, rules.REVIEW),
        rules=Rules(
            derive=rules.derive_analysis,
            validate=rules.check_analysis,
            locked=rules.locked,
            after_change=operations.weigh_again,
        ),
        example=Example({"effects": "No orders after an hour", "tolerable": 480, "rto": 240, "rpo": 60}),
    )
)
