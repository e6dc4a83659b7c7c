"""Nonconformities, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.improvement.nonconformities import operations, rules
from tandem.evaluation.improvement.nonconformities.models import NONCONFORMITY_STATES, OPEN, Nonconformity
from tandem.evaluation.improvement.nonconformities.readings import READINGS
from tandem.evaluation.improvement.vocabulary import BONES, WHYS
from tandem.ground.kernel.patterns.sourced import HiddenWithItsSource
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.ground.kernel.titles import offered_in, titled

NONCONFORMITIES = declare(
    Register(
        key="nonconformities",
        model=Nonconformity,
        prefix="NC",
        title=_("Nonconformities"),
        singular=_("Nonconformity"),
        about=_("Requirements that were not fulfilled, whatever showed it: correction, cause, action, effect."),
        icon="octagon-alert",
        place=Place(
            home="audits",
            tab=_("Findings and improvements"),
            figures=(
                Figure("open", _("open nonconformities"), _("open nonconformity")),
                Figure("overdue", _("overdue")),
            ),
            beside=("process",),
            pages=(PageLink(_("Trends"), "nonconformity-trends", "chart-column", tab=_("Findings and improvements")),),
        ),
        listing=Listing(
            columns=("reference", "title", "grade", "source", "state", "owner", "due"),
            filters=("concerns_services", "concerns_security", "system_change"),
            search=("description", "correction", "cause", "similar", "source_reference"),
            views=(
                View("open", _("Open"), {"state": ",".join(OPEN)}, "due"),
                View("overdue", _("Overdue"), {"state": ",".join(OPEN), "due~before": "today"}, "due"),
                View("major", _("Major ones, open"), {"state": ",".join(OPEN), "grade": "major"}, "due"),
                View("closed", _("Put right"), {"state": "closed"}, "-updated_at"),
            ),
            tones={"grade": {"minor": "waiting", "major": "bad"}},
            empty=_("Write down what was not as it should be, wherever it was noticed; the rest follows step by step."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What was not fulfilled"),
                    ("title", "description", "grade", "raised_on", "requirements", "owner", "due"),
                ),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security", "process", "service")),
                Section(
                    _("Where it comes from"),
                    ("source", "source_register", "source_reference", "earlier"),
                    _("The kind of record it comes from, such as an incident, and its reference, such as INC-12."),
                ),
                Section(_("What was done at once"), ("correction", "corrected_on", "consequences")),
                Section(_("Five whys"), WHYS, _("Each answer is asked why again; stop where you can act.")),
                Section(
                    _("Causes by branch"), BONES, _("A line for each possible cause; they are drawn as a fishbone.")
                ),
                Section(_("Conclusion"), ("cause", "cause_kind")),
                Section(
                    _("How far it reaches"),
                    ("similar", "has_similar", "proportion", "system_change", "change", "risk"),
                ),
            ),
            of_catalogue=("requirements",),
            facts=("closed_by", "closed_on"),
            defaults=rules.new_nonconformity,
            offers=offered_in("source_register"),
            worded={"source_register": titled},
        ),
        waiting=(
            Waiting(what=_("Find the cause"), date="due", states=("raised",)),
            Waiting(what=_("See that it does not come again"), date="due", states=("in-work",)),
        ),
        workflow=Workflow(
            states=NONCONFORMITY_STATES,
            transitions=(
                Transition(
                    key="analyse",
                    label=_("The cause is known"),
                    sources=("raised",),
                    target="in-work",
                    required=("owner", "correction", "cause", "cause_kind"),
                    fields=("why_1", "why_2", "why_3"),
                    guard=rules.may_analyse,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=("in-work",),
                    target="closed",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    gives=("closed_by", "closed_on"),
                    fields=("cause", "similar", "has_similar", "system_change", "change", "proportion"),
                    guard=rules.may_close,
                    effect=rules.close,
                ),
                Transition(
                    key="extend",
                    label=_("Give more time"),
                    sources=OPEN,
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    required=("due",),
                    needs_reason=True,
                ),
                Transition(
                    key="make-minor",
                    label=_("Make it minor"),
                    sources=OPEN,
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    concerns=rules.is_major,
                    needs_reason=True,
                    effect=rules.make_minor,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("raised",),
                    target="withdrawn",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    needs_reason=True,
                ),
                Transition(
                    key="reopen",
                    label=_("Open again"),
                    sources=("closed", "withdrawn"),
                    target="in-work",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.reopen,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "closed_on"),
            natural_key="title",
            synonyms={
                "title": (
                    "finding",
                    "nonconformity",
                    "nonconformance",
                    "description of nonconformity",
                    "nonconformity description",
                    "description of the nonconformity",
                    "problem description",
                    "issue",
                    "Abweichung",
                    "non-conformité",
                ),
                "description": ("details", "observation", "evidence", "Beschreibung"),
                "grade": ("severity", "class", "category", "Einstufung"),
                "source": ("origin", "source", "Quelle", "Herkunft"),
                "requirements": ("clause", "clauses", "requirement", "standard clause", "Normkapitel", "Kapitel"),
                "raised_on": ("date", "date raised", "raised", "date opened", "found on", "opened", "Datum"),
                "correction": ("immediate action", "immediate correction", "containment", "Sofortmaßnahme"),
                "cause": ("root cause", "Ursache", "cause racine"),
                "due": ("due date", "deadline", "target date", "Termin"),
                "external_id": ("CAR", "CAR no", "CAR number", "CAPA no", "NCR", "NCR no", "NC no", "no", "Nr"),
                "owner": ("responsible", "action owner", "verantwortlich"),
                "closed_on": ("closed", "date closed", "completed", "erledigt"),
            },
            readings=READINGS,
        ),
        access=Access(delete=frozenset(), seen_by=HiddenWithItsSource("nonconformities")),
        patterns=(rules.TIME_IS_SET, rules.GradeStays()),
        rules=Rules(
            derive=rules.derive_nonconformity,
            validate=rules.check_nonconformity,
            locked=rules.nonconformity_locked,
            after_create=operations.risk_named,
            after_change=operations.risk_changed,
        ),
        example=Example({"title": "Restore test left out", "raised_on": "2026-03-01", "source": "audit"}),
    )
)
