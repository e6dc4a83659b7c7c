"""Risk methods, risks and acceptances, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks import operations, rules
from tandem.direction.risks.models import Risk, RiskAcceptance, RiskMethod
from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    PageLink,
    Register,
    Section,
    State,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)

OPEN = ("identified", "assessed", "in-treatment", "accepted")

RISKS = declare(
    Register(
        key="risks",
        model=Risk,
        prefix="RISK",
        wing="direction",
        icon="triangle-alert",
        title=_("Risks"),
        singular=_("Risk"),
        about=_(
            "What could keep services or information from being what they should; one register for both standards."
        ),
        columns=(
            "reference",
            "title",
            "domain",
            "state",
            "level",
            "residual_level",
            "treatment",
            "owner",
            "next_review",
        ),
        sortable=(
            "reference",
            "title",
            "domain",
            "state",
            "level",
            "inherent_level",
            "residual_level",
            "next_review",
            "plan_due",
            "updated_at",
        ),
        filters=(
            "state",
            "domain",
            "treatment",
            "owner",
            "service",
            "method",
            "likelihood",
            "impact",
            "level",
            "inherent_level",
            "residual_likelihood",
            "residual_impact",
            "residual_level",
            "confidentiality",
            "integrity",
            "availability",
            "next_review",
            "plan_due",
            "accepted_until",
        ),
        search=("description", "threat", "vulnerability", "asset", "consequence", "plan", "existing_controls"),
        sections=(
            Section(_("What could happen"), ("title", "domain", "description", "threat", "vulnerability", "asset")),
            Section(
                _("What would be lost"),
                ("consequence", "confidentiality", "integrity", "availability", "service", "owner"),
                _(
                    "Information security risks name confidentiality, integrity or availability; service risks a service."
                ),
            ),
            Section(_("Without any controls"), ("inherent_likelihood", "inherent_impact")),
            Section(
                _("As it is now"),
                ("existing_controls", "likelihood", "impact", "method", "assessed_on"),
                _("The level is likelihood × impact on the scales of the risk method in force."),
            ),
            Section(_("Treatment"), ("treatment", "plan", "controls", "plan_due")),
            Section(_("What is left"), ("residual_likelihood", "residual_impact", "residual_reason")),
        ),
        facts=("inherent_level", "level", "residual_level", "next_review", "accepted_level", "accepted_until"),
        importable=("state", "next_review"),
        natural_key="title",
        synonyms={
            "title": ("risk", "risk title", "risk name", "risk description", "name"),
            "external_id": ("risk id", "risk number", "risk no", "id", "no", "ref"),
            "confidentiality": ("c",),
            "integrity": ("i",),
            "availability": ("a",),
            "likelihood": ("probability", "current likelihood"),
            "impact": ("severity", "current impact"),
            "inherent_likelihood": ("gross likelihood",),
            "inherent_impact": ("gross impact",),
            "residual_likelihood": ("net likelihood", "target likelihood"),
            "residual_impact": ("net impact", "target impact"),
            "treatment": ("treatment option", "risk response", "response"),
            "plan": ("treatment plan", "mitigation", "action plan", "mitigation plan"),
            "plan_due": ("due date", "target date", "deadline"),
            "asset": ("asset name", "affected asset", "asset process"),
            "threat": ("threat source", "cause"),
            "consequence": ("impact description", "effect"),
            "existing_controls": ("current controls", "existing controls", "controls in place"),
            "owner": ("risk owner",),
        },
        views=(
            View("open", _("Open"), {"state": ",".join(OPEN)}, "-level"),
            View("untreated", _("No treatment yet"), {"state": "identified,assessed"}, "-level"),
            View(
                "overdue",
                _("Assessment overdue"),
                {"state": ",".join(OPEN), "next_review~before": "today"},
                "next_review",
            ),
            View("security", _("Information security"), {"domain": "information-security"}, "-level"),
        ),
        waiting=(
            Waiting(what=_("Assess the risk again"), date="next_review", states=OPEN),
            Waiting(what=_("Finish the treatment"), date="plan_due", states=("in-treatment",)),
            Waiting(what=_("Decide on a treatment"), states=("identified",)),
        ),
        pages=(PageLink(_("Matrix"), "risk-matrix", "grid-3x3"),),
        workflow=Workflow(
            initial="identified",
            states=(
                State("identified", _("Identified"), "quiet"),
                State("assessed", _("Assessed"), "active"),
                State("in-treatment", _("In treatment"), "waiting"),
                State("accepted", _("Accepted"), "good"),
                State("closed", _("Closed"), "quiet", final=True),
            ),
            transitions=(
                Transition(
                    key="treat",
                    label=_("Start treatment"),
                    sources=("assessed", "accepted"),
                    target="in-treatment",
                    guard=rules.judged,
                    required=("treatment", "plan"),
                    fields=("plan_due", "residual_likelihood", "residual_impact"),
                ),
                Transition(
                    key="treated",
                    label=_("Treatment done"),
                    sources=("in-treatment",),
                    target="assessed",
                    required=("likelihood", "impact"),
                ),
                Transition(
                    key="assess-again",
                    label=_("Assessed again, unchanged"),
                    sources=("assessed",),
                    target="assessed",
                    guard=rules.judged,
                    effect=rules.assess_again,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=OPEN,
                    target="closed",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.close,
                ),
                Transition(
                    key="reopen", label=_("Open again"), sources=("closed",), target="identified", roles=MANAGERS
                ),
            ),
        ),
        derive=rules.derive_risk,
        validate=rules.check_risk,
        empty=_("Begin with what keeps you awake: ten risks are a good start. Or bring the spreadsheet you have."),
    )
)

RISK_ACCEPTANCES = declare(
    Register(
        key="risk-acceptances",
        model=RiskAcceptance,
        prefix="ACC",
        wing="direction",
        icon="signature",
        title=_("Risk acceptances"),
        singular=_("Risk acceptance"),
        about=_("Who accepted which remaining risk, why and until when; never changed afterwards."),
        headline="reason",
        parent="risk",
        columns=("reference", "risk", "level", "accepted_by", "accepted_at", "until"),
        sortable=("reference", "until", "level"),
        filters=("risk", "until", "level"),
        search=("reason",),
        sections=(Section(_("Acceptance"), ("risk", "reason", "until")),),
        facts=("level", "accepted_by", "accepted_at"),
        create_roles=WRITERS,
        delete_roles=frozenset(),
        derive=rules.derive_acceptance,
        validate=rules.check_acceptance,
        locked=rules.acceptance_locked,
        after_create=operations.mark_accepted,
        empty=_("The owner of the risk accepts what is left, with a reason and a last day."),
    )
)

RISK_METHODS = declare(
    Register(
        key="risk-methods",
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
            Section(_("Method"), ("title", "edition", "description", "owner", "review_months")),
            Section(_("Scales"), ("likelihood_scale", "impact_scale"), _("Two to ten steps each, the lowest first.")),
            Section(
                _("Acceptance criteria"),
                ("accept_up_to", "critical_from"),
                _("Levels are likelihood × impact: on five steps each from 1 to 25."),
            ),
        ),
        facts=("approved_by", "approved_on"),
        importable=("state", "approved_on"),
        natural_key="title",
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
                    effect=rules.approve_method,
                    afterwards=operations.put_in_force,
                ),
            ),
        ),
        edit_roles=WRITERS,
        validate=rules.check_method,
        locked=rules.method_locked,
        empty=_("One approved method makes risks comparable. The five-by-five proposal is a good first one."),
    )
)
