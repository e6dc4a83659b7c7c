"""Risk methods and assessment rounds, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.methods import operations, rules
from tandem.direction.risks.methods.models import RISK_METHOD_STATES, RiskMethod
from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)

RISK_METHODS = declare(
    Register(
        key="risk-methods",
        model=RiskMethod,
        prefix="METHOD",
        title=_("Risk methods"),
        singular=_("Risk method"),
        about=_("The scales risks are judged on, what is acceptable, and how often risks are looked at again."),
        icon="ruler",
        place=Place(
            home="risks",
            is_set_up=True,
            under="risks",
            pages=(
                PageLink(_("Begin from…"), "risk-method-begin", "library-big"),
                PageLink(_("Scales"), "risk-method-scales", "ruler", of_record=True),
            ),
        ),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "edition",
                "state",
                "accept_up_to",
                "critical_from",
                "approved_by",
                "approved_on",
            ),
            search=("description",),
            empty=_(
                "One approved method makes risks comparable. Begin from a ready-made one and change what does not fit."
            ),
        ),
        form=Form(
            sections=(
                Section(
                    _("Method"),
                    (
                        "title",
                        "edition",
                        "description",
                        "begins_from",
                        "domains",
                        "owner",
                        "review_months",
                        "look_months",
                    ),
                    _(
                        "Without domains it is for all: information-security, service, supplier, "
                        "availability, continuity."
                    ),
                ),
                Section(
                    _("Scales"),
                    (
                        "likelihood_scale",
                        "likelihood_meaning",
                        "impact_scale",
                        "impact_meaning",
                        "impact_criteria",
                        "combining",
                    ),
                    _("Two to ten steps each, the lowest first. The page Scales is easier to write them on."),
                ),
                Section(
                    _("Level"),
                    ("formula", "matrix", "bands"),
                    _("A matrix has one row for each step of likelihood, such as 1 2 3 4 5, separated by commas."),
                ),
                Section(
                    _("Acceptance criteria"),
                    ("accept_up_to", "critical_from", "owner_accepts_up_to", "tiers"),
                    _(
                        "Up to which level risks are acceptable, and who accepts which. Tiers go before "
                        "the owners' limit."
                    ),
                ),
            ),
            facts=("approved_by", "approved_on", "last_review", "next_review"),
        ),
        waiting=(Waiting(what=_("Look at the risk method again"), date="next_review", states=("approved",)),),
        workflow=Workflow(
            states=RISK_METHOD_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("created_by", "writer"),
                    gives=("approved_by", "approved_on"),
                    effect=rules.APPROVAL.note,
                    afterwards=operations.put_in_force,
                ),
                Transition(
                    key="confirm-review",
                    label=_("Reviewed, still fits"),
                    sources=("approved",),
                    roles=MANAGERS,
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="new-version",
                    label=_("New version"),
                    sources=("approved", "superseded"),
                    afterwards=operations.next_version,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            stays=("tiers",),
            importable=("state", "approved_on"),
            natural_key="title",
        ),
        access=Access(
            edit=WRITERS,
        ),
        patterns=(rules.APPROVAL, rules.REVIEW),
        rules=Rules(
            derive=rules.derive_method,
            validate=rules.check_method,
            locked=rules.method_locked,
        ),
        example=Example({"title": "Five by five"}),
    )
)
