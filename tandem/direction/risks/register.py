"""Risks and their acceptance, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks import offering, rules
from tandem.direction.risks.acceptances import rules as acceptance
from tandem.direction.risks.methods import words
from tandem.direction.risks.models import RISK_STATES, Risk
from tandem.ground.kernel.patterns.pattern import OwnerDecides
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Figure,
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

_READ_TREATMENTS = {
    word: {"treatment": treatment}
    for treatment, words in {
        "modify": "m, mitigate, mitigated, mitigation, reduce, reduced, treat, traiter (réduire), réduire, behandeln",
        "retain": "a, accept, accepted, tolerate, accepter, surveiller / accepter avec suivi, akzeptieren, tragen",
        "share": "t, transfer, transferred, insure, transférer, partager, übertragen",
        "avoid": "av, avoided, terminate, eliminate, éviter, vermeiden",
    }.items()
    for word in words.split(", ")
}
_READ_STATES = {
    word: values
    for words, values in (
        ("open, new, active, accepted, ouvert, offen", {}),
        ("in progress, in treatment, mitigating, en cours, in bearbeitung", {"state": "in-treatment"}),
        ("closed, resolved, mitigated, fermé, clos, geschlossen", {"state": "closed"}),
    )
    for word in words.split(", ")
}

RISKS = declare(
    Register(
        key="risks",
        model=Risk,
        prefix="RISK",
        title=_("Risks"),
        singular=_("Risk"),
        about=_(
            "What could keep services or information from being what they should; one register for both standards."
        ),
        icon="triangle-alert",
        place=Place(
            home="risks",
            tab=_("Register"),
            beside=("issue", "party"),
            figures=(
                Figure("open", _("open risks"), _("open risk")),
                Figure("untreated", _("without treatment")),
            ),
            pages=(
                PageLink(_("Matrix"), "risk-matrix", "grid-3x3", tab=_("Matrix and workshop")),
                PageLink(_("Workshop"), "risk-workshop", "keyboard", tab=_("Matrix and workshop")),
                PageLink(_("By service"), "risk-summary", "chart-bar", tab=_("Register")),
                PageLink(_("Losses"), "losses", "chart-line", tab=_("Losses")),
            ),
        ),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "kind",
                "domain",
                "state",
                "level",
                "residual_level",
                "treatment",
                "owner",
                "next_review",
            ),
            filters=(
                "treatment",
                "band",
                "typical_threat",
                "weakness",
                "method",
                "likelihood",
                "impact",
                "residual_likelihood",
                "residual_impact",
                "confidentiality",
                "integrity",
                "availability",
            ),
            search=("description", "threat", "vulnerability", "asset", "consequence", "plan", "existing_controls"),
            views=(
                View("open", _("Open"), {"state": ",".join(rules.OPEN)}, "-level"),
                View("untreated", _("No treatment yet"), {"state": "identified,assessed", "kind": "risk"}, "-level"),
                View(
                    "overdue",
                    _("Assessment overdue"),
                    {"state": ",".join(rules.OPEN), "next_review~before": "today"},
                    "next_review",
                ),
                View(
                    "stale",
                    _("Acceptance ended"),
                    {"state": "accepted", "accepted_until~before": "today"},
                    "accepted_until",
                ),
                View(
                    "reassess",
                    _("To be assessed again"),
                    {"state": ",".join(rules.OPEN), "to_reassess": "true"},
                    "-level",
                ),
                View(
                    "opportunities", _("Opportunities"), {"state": ",".join(rules.OPEN), "kind": "opportunity"}, "title"
                ),
                View("security", _("Information security"), {"domain": "information-security"}, "-level"),
            ),
            tones_now=rules.tones_now,
            empty=_("Begin with what keeps you awake: ten risks are a good start. Or bring the spreadsheet you have."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What could happen"),
                    (
                        "kind",
                        "title",
                        "domain",
                        "issue",
                        "party",
                        "description",
                        "item",
                        "asset",
                        "typical_threat",
                        "threat",
                        "weakness",
                        "vulnerability",
                        "supplier",
                    ),
                    _(
                        "By event, or by asset, threat and vulnerability: chosen from the typical ones, "
                        "in words, or both."
                    ),
                ),
                Section(
                    _("What would be lost"),
                    (
                        "consequence",
                        "confidentiality",
                        "integrity",
                        "availability",
                        "service",
                        "customer_impact",
                        "owner",
                    ),
                    _("Information security risks name confidentiality, integrity or availability; others a service."),
                ),
                Section(_("Without any controls"), ("inherent_likelihood", "inherent_impact", "inherent_impacts")),
                Section(
                    _("As it is now"),
                    (
                        "existing_controls",
                        "likelihood",
                        "likelihood_reason",
                        "impact",
                        "impact_reason",
                        "impacts",
                        "method",
                        "assessed_on",
                    ),
                    _("The level follows from the scales of the risk method in force."),
                ),
                Section(
                    _("Treatment"),
                    ("treatment", "plan", "controls", "plan_due", "plan_cost"),
                    _("With measures added on the risk, words, day, cost and controls of the plan follow from them."),
                ),
                Section(
                    _("What is left"), ("residual_likelihood", "residual_impact", "residual_impacts", "residual_reason")
                ),
            ),
            facts=(
                "inherent_level",
                "level",
                "band",
                "residual_level",
                "residual_approved_level",
                "residual_approved_by",
                "assessed_by",
                "next_review",
                "accepted_level",
                "accepted_until",
            ),
            offers=offering.offers,
            only_for=rules.ONLY_FOR,
        ),
        waiting=(
            Waiting(what=_("Assess the risk again"), date="next_review", states=rules.OPEN),
            Waiting(what=_("Accept it again"), date="accepted_until", states=("accepted",)),
            Waiting(what=_("Finish the treatment"), date="plan_due", states=("in-treatment",)),
            Waiting(what=_("Decide on a treatment"), states=("identified",)),
        ),
        workflow=Workflow(
            states=RISK_STATES,
            transitions=(
                Transition(
                    key="treat",
                    label=_("Start treatment"),
                    sources=("assessed", "accepted"),
                    target="in-treatment",
                    guard=rules.judged,
                    required=("treatment",),
                    fields=("plan", "plan_due", "residual_likelihood", "residual_impact", "residual_impacts"),
                    proposes=rules.expected,
                ),
                Transition(
                    key="pursue",
                    label=_("Pursue the opportunity"),
                    sources=("identified",),
                    target="in-treatment",
                    guard=rules.is_opportunity,
                    required=("plan",),
                    fields=("plan_due",),
                ),
                Transition(
                    key="treated",
                    label=_("Treatment done"),
                    sources=("in-treatment",),
                    target="assessed",
                    required=("likelihood", "impact"),
                    fields=("impacts", "likelihood_reason", "impact_reason"),
                    guard=rules.nothing_open,
                    proposes=rules.what_is_left,
                ),
                Transition(
                    key="assess-again",
                    label=_("Assessed again, unchanged"),
                    sources=("assessed", "in-treatment", "accepted"),
                    guard=rules.judged,
                    effect=rules.assess_again,
                ),
                Transition(
                    key="approve-residual",
                    label=_("Approve what is left"),
                    sources=("in-treatment",),
                    target="in-treatment",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("writer",),
                    guard=acceptance.may_approve_residual,
                    effect=acceptance.approve_residual,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=rules.OPEN,
                    target="closed",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
                Transition(
                    key="reopen", label=_("Open again"), sources=("closed",), target="identified", roles=MANAGERS
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "next_review"),
            own_words=words.of_scales,
            begins=("assessed",),
            natural_key="title",
            synonyms={
                "title": (
                    "risk",
                    "risk title",
                    "risk name",
                    "risk description",
                    "name",
                    "scénario",
                    "risque",
                    "Risiko",
                ),
                "external_id": (
                    "risk id",
                    "risk number",
                    "risk no",
                    "risk id in priority order",
                    "id",
                    "no",
                    "ref",
                    "réf",
                    "Nummer",
                ),
                "confidentiality": ("c", "confidentialité", "Vertraulichkeit"),
                "integrity": ("i", "intégrité", "Integrität"),
                "availability": ("a", "d", "disponibilité", "Verfügbarkeit"),
                "likelihood": (
                    "probability",
                    "current likelihood",
                    "rate likelihood",
                    "probabilité",
                    "prob",
                    "vraisemblance",
                    "Eintrittswahrscheinlichkeit",
                ),
                "impact": ("severity", "current impact", "rate the impact", "gravité", "grav", "Auswirkung"),
                "inherent_likelihood": ("gross likelihood", "initial likelihood"),
                "inherent_impact": ("gross impact", "initial impact"),
                "residual_likelihood": (
                    "net likelihood",
                    "target likelihood",
                    "likelihood after treatment",
                    "probability after treatment",
                    "prob c",
                ),
                "residual_impact": ("net impact", "target impact", "impact after treatment", "grav c"),
                "treatment": (
                    "treatment option",
                    "preferred options",
                    "risk response",
                    "response",
                    "option",
                    "Strategie",
                    "choose what to do a accept t transfer m mitigate av avoid",
                ),
                "plan": (
                    "treatment plan",
                    "mitigation",
                    "action plan",
                    "mitigation plan",
                    "actions",
                    "plan d'action",
                    "possible treatment options",
                ),
                "plan_due": ("due date", "target date", "deadline", "by when", "échéance"),
                "plan_cost": ("treatment cost", "cost of treatment", "cost"),
                "controls": (
                    "related control s",
                    "related controls",
                    "control reference",
                    "annex a controls",
                    "mesures",
                ),
                "next_review": ("review date", "next review", "next review date"),
                "assessed_on": ("last reviewed", "assessment date", "date assessed"),
                "state": ("risk status", "status"),
                "asset": ("asset name", "affected asset", "asset process", "actif", "actifs"),
                "threat": ("threat source", "cause", "menace", "menaces", "Bedrohung"),
                "vulnerability": ("weakness", "vulnérabilité", "Schwachstelle"),
                "consequence": ("impact description", "effect"),
                "existing_controls": (
                    "current controls",
                    "existing controls",
                    "controls in place",
                    "give a feedback about the available security controls",
                    "give a feedback about the available secuirty controls",
                ),
                "owner": (
                    "risk owner",
                    "who will monitor the risk",
                    "who will implement controls",
                    "proprio",
                    "propriétaire",
                    "Risikoeigner",
                    "Risiko-Eigner",
                ),
            },
            readings={"treatment": _READ_TREATMENTS, "state": _READ_STATES},
        ),
        patterns=(rules.REVIEW, OwnerDecides()),
        rules=Rules(
            derive=rules.derive_risk,
            validate=rules.check_risk,
        ),
        example=Example({"title": "Fire in the server room", "likelihood": 2, "impact": 4, "availability": True}),
    )
)
