"""Loss estimates, tolerances and correlations, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.losses import estimating, operations, rules
from tandem.direction.losses.approving import PORTFOLIO
from tandem.direction.losses.models import LOSS_ESTIMATE_STATES, LossEstimate
from tandem.ground.kernel.permissions import WRITERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)

LOSS_ESTIMATES = declare(
    Register(
        key="loss-estimates",
        model=LossEstimate,
        prefix="LOSS",
        title=_("Loss estimates"),
        singular=_("Loss estimate"),
        about=_("What a risk costs a year: how often and how much, in ranges, before and after its treatment."),
        icon="banknote",
        place=Place(
            home="risks",
            tab=_("Losses"),
            parent="risk",
            under="risks",
            pages=(PORTFOLIO, PageLink(_("Curve"), "loss", "chart-line", of_record=True)),
        ),
        listing=Listing(
            columns=(
                "reference",
                "risk",
                "title",
                "state",
                "currency",
                "expected_loss",
                "loss_95",
                "expected_after",
                "net_benefit",
                "group",
                "estimated_on",
            ),
            filters=(
                "currency",
                "group",
                "frequency",
                "loss_shape",
            ),
            search=("basis", "calibration", "treatment", "estimated_by"),
            views=(
                View("agreed", _("Agreed"), {"state": "agreed"}, "-expected_loss"),
                View("draft", _("Draft"), {"state": "draft"}, "-updated_at"),
            ),
            empty=_(
                "Say how often it happens and what one event costs, each as a range that you "
                "would bet on at nine to one."
            ),
        ),
        form=Form(
            sections=(
                Section(_("What is estimated"), ("risk", "title", "currency", "group", "owner")),
                Section(
                    _("How often"),
                    ("frequency", "rate_low", "rate_high", "probability"),
                    _("As it is now, with the controls in place."),
                ),
                Section(
                    _("What one event costs"),
                    ("loss_shape", "loss_low", "loss_mode", "loss_high"),
                    _("A 90 % range holds the truth nine times in ten; the other ranges hold it always."),
                ),
                Section(
                    _("After the treatment"),
                    (
                        "treatment",
                        "treatment_cost",
                        *estimating.AFTER_RATE,
                        "after_shape",
                        *estimating.AFTER_LOSS,
                    ),
                    _("Only where a treatment is to be valued; what is left empty stays as before."),
                ),
                Section(
                    _("Where it comes from"),
                    ("estimated_by", "estimated_on", "basis", "calibration"),
                    _("Numbers without a source are not agreed to."),
                ),
            ),
            facts=(*estimating.FACTS, "agreed_by", "agreed_on"),
            defaults=rules.new_estimate,
        ),
        waiting=(Waiting(what=_("Agree on the estimate"), states=("draft",)),),
        workflow=Workflow(
            states=LOSS_ESTIMATE_STATES,
            transitions=(
                Transition(
                    key="agree",
                    label=_("Agree"),
                    sources=("draft",),
                    target="agreed",
                    roles=WRITERS,
                    approves=True,
                    apart_from=("created_by", "writer"),
                    gives=("agreed_by", "agreed_on"),
                    guard=rules.may_agree,
                    effect=rules.AGREEMENT.note,
                    afterwards=operations.put_in_place,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "rate_low": ("frequency low", "min frequency", "lef min"),
                "rate_high": ("frequency high", "max frequency", "lef max"),
                "loss_low": ("min loss", "loss magnitude min", "lower bound"),
                "loss_mode": ("most likely loss", "loss magnitude most likely"),
                "loss_high": ("max loss", "loss magnitude max", "upper bound"),
                "basis": ("source", "rationale", "assumptions"),
            },
        ),
        patterns=(rules.AGREEMENT,),
        rules=Rules(
            derive=rules.derive_estimate,
            validate=rules.check_estimate,
            locked=rules.estimate_locked,
        ),
        example=Example(
            {
                "title": "Fire in one room",
                "rate_low": "0.02",
                "rate_high": "0.2",
                "loss_low": 50_000,
                "loss_high": 900_000,
            }
        ),
    )
)
