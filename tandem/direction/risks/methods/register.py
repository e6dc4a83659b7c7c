"""Risk methods and assessment rounds, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.methods import operations
from tandem.direction.risks.methods import rules as methods
from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.rounds import rules
from tandem.direction.risks.rounds.models import RiskRound
from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    PageLink,
    Register,
    Section,
    State,
    Transition,
    Workflow,
    declare,
)

RISK_METHODS = declare(
    Register(
        key="risk-methods",
        under="risks",
        model=RiskMethod,
        prefix="METHOD",
        wing="direction",
        icon="ruler",
        title=_("Risk methods"),
        singular=_("Risk method"),
        about=_("The scales risks are judged on, what is acceptable, and how often risks are looked at again."),
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
        sortable=("reference", "title", "state", "approved_on"),
        filters=("state", "approved_on"),
        search=("description",),
        sections=(
            Section(
                _("Method"),
                ("title", "edition", "description", "begins_from", "domains", "owner", "review_months"),
                _("Without domains it is for all: information-security, service, supplier, availability, continuity."),
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
                _("Up to which level risks are acceptable, and who accepts which. Tiers go before the owners' limit."),
            ),
        ),
        facts=("approved_by", "approved_on"),
        importable=("state", "approved_on"),
        natural_key="title",
        pages=(
            PageLink(_("Begin from…"), "risk-method-begin", "library-big"),
            PageLink(_("Scales"), "risk-method-scales", "ruler", of_record=True),
        ),
        workflow=Workflow(
            initial="draft",
            states=(
                State("draft", _("Draft"), "quiet"),
                State("approved", _("Approved"), "good"),
                State("superseded", _("Superseded"), "quiet", final=True),
            ),
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    effect=methods.approve_method,
                    afterwards=operations.put_in_force,
                ),
                Transition(
                    key="new-version",
                    label=_("New version"),
                    sources=("approved", "superseded"),
                    afterwards=operations.next_version,
                ),
            ),
        ),
        edit_roles=WRITERS,
        derive=methods.derive_method,
        validate=methods.check_method,
        locked=methods.method_locked,
        empty=_(
            "One approved method makes risks comparable. Begin from a ready-made one and change what does not fit."
        ),
    )
)

RISK_ROUNDS = declare(
    Register(
        key="risk-rounds",
        under="risks",
        model=RiskRound,
        prefix="ROUND",
        wing="direction",
        icon="rotate-cw",
        title=_("Assessment rounds"),
        singular=_("Assessment round"),
        about=_("When risks were assessed together, by whom, and how they stood at the end; fixed once closed."),
        columns=("reference", "title", "domain", "state", "began_on", "closed_on", "judged", "above"),
        sortable=("reference", "title", "state", "began_on", "closed_on"),
        filters=("state", "domain", "began_on", "closed_on"),
        search=("purpose", "participants", "conclusion"),
        sections=(
            Section(_("The round"), ("title", "domain", "purpose", "participants", "owner", "began_on")),
            Section(_("What came of it"), ("conclusion",)),
        ),
        facts=("closed_on", "judged", "above"),
        pages=(PageLink(_("Movement"), "risk-movement", "move-up-right"),),
        workflow=Workflow(
            initial="open",
            states=(State("open", _("Open"), "active"), State("closed", _("Closed"), "good", final=True)),
            transitions=(
                Transition(
                    key="close",
                    label=_("Close the round"),
                    sources=("open",),
                    target="closed",
                    roles=MANAGERS,
                    required=("conclusion",),
                    effect=rules.freeze,
                ),
            ),
        ),
        validate=rules.check_round,
        locked=rules.round_locked,
        empty=_("Begin a round, judge the risks together in the workshop, and close it: the result is kept as it was."),
    )
)
