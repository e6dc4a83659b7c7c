"""Loss estimates, tolerances and correlations, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.direction.losses import estimating, operations, rules
from tandem.direction.losses.correlations import rules as correlations_rules
from tandem.direction.losses.correlations.models import LossCorrelation
from tandem.direction.losses.models import (
    APPROVED_STATES,
    LOSS_ESTIMATE_STATES,
    LossEstimate,
)
from tandem.direction.losses.tolerances import rules as tolerances_rules
from tandem.direction.losses.tolerances.models import LossTolerance
from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)

PORTFOLIO = PageLink(_("Losses together"), "losses", "chart-line")


APPROVAL = Workflow(
    states=APPROVED_STATES,
    transitions=(
        Transition(
            key="approve",
            label=_("Approve"),
            sources=("draft",),
            target="approved",
            roles=MANAGERS,
            by_owner=False,
            effect=rules.approve,
            afterwards=operations.put_in_force,
        ),
    ),
)


def _approved(
    *facts: str, sections: tuple[Section, ...], empty: Any, defaults: Any = None, **declared: Any
) -> Register:
    """What the two registers of approved versions have in common."""
    return Register(
        place=Place(under="risks", pages=(PORTFOLIO,)),
        listing=Listing(
            columns=("reference", "title", "state", "approved_by", "approved_on"), search=("reason",), empty=empty
        ),
        form=Form(sections=sections, facts=(*facts, "approved_by", "approved_on"), defaults=defaults),
        workflow=APPROVAL,
        exchange=Exchange(importable=("state", "approved_on"), natural_key="title"),
        waiting=(Waiting(what=_("Approve it"), person="", states=("draft",)),),
        **declared,
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
                    guard=rules.may_agree,
                    effect=rules.agree,
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
        rules=Rules(
            derive=rules.derive_estimate,
            validate=rules.check_estimate,
            locked=rules.estimate_locked,
        ),
    )
)

LOSS_TOLERANCES = declare(
    _approved(
        key="loss-tolerances",
        model=LossTolerance,
        prefix="TOL",
        icon="chart-no-axes-combined",
        title=_("Loss tolerances"),
        singular=_("Loss tolerance"),
        about=_(
            "How much may be lost how often: the curve that management approves and every loss curve is held against."
        ),
        sections=(
            Section(_("The tolerance"), ("title", "currency", "reason", "owner")),
            Section(
                _("The curve"),
                ("points",),
                _(
                    "Amounts with the highest probability of losing more in a year, such as "
                    "100000 50 %, 1000000 10 %, 5000000 1 %."
                ),
            ),
        ),
        defaults=tolerances_rules.new_tolerance,
        rules=Rules(
            derive=tolerances_rules.derive_currency,
            validate=tolerances_rules.check_tolerance,
            locked=rules.approved_locked,
        ),
        empty=_("Ask management: losing more than this in a year may happen how often? Three points make a curve."),
    )
)

LOSS_CORRELATIONS = declare(
    _approved(
        "used",
        key="loss-correlations",
        model=LossCorrelation,
        prefix="COR",
        icon="link",
        title=_("Loss correlations"),
        singular=_("Loss correlation"),
        about=_("Which risks have bad years together, by the common cause that their estimates name."),
        sections=(
            Section(_("The correlations"), ("title", "reason", "owner")),
            Section(
                _("Common causes"),
                ("matrix", "is_nearest"),
                _(
                    "One row for each common cause, such as power: 0.5 0.2, people: 0.2 0.3. On the diagonal: how "
                    "strongly risks of that cause go together; beside it: how strongly those of two causes do."
                ),
            ),
        ),
        rules=Rules(
            derive=correlations_rules.derive_correlation,
            validate=correlations_rules.check_correlation,
            locked=rules.approved_locked,
        ),
        empty=_(
            "Without correlations every risk has its bad years by itself, which makes the whole look better than it is."
        ),
    )
)
