"""Findings of audits, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.findings import operations, rules
from tandem.evaluation.audits.findings.models import FINDING_STATES, AuditFinding
from tandem.evaluation.audits.readings import GRADES
from tandem.evaluation.audits.sealing import FOUND_AS_REPORTED
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
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

TONES = {"conformity": "good", "strength": "good", "opportunity": "active", "minor": "waiting", "major": "bad"}
TO_DO = "open,corrected"

AUDIT_FINDINGS = declare(
    Register(
        key="audit-findings",
        model=AuditFinding,
        prefix="FIND",
        title=_("Audit findings"),
        singular=_("Audit finding"),
        about=_("What audits found, once, with a verdict for each standard, followed until it is effective."),
        icon="flag",
        place=Place(
            home="audits",
            tab=_("Findings and improvements"),
            parent="audit",
            under="audits",
            beside=("question", "topic", "nonconformity"),
        ),
        listing=Listing(
            columns=("reference", "title", "grade", "verdict_20", "verdict_27", "state", "owner", "due"),
            filters=("verdict_20", "verdict_27"),
            search=("seen", "cause", "correction", "action"),
            tones={"grade": TONES, "verdict_20": TONES, "verdict_27": TONES},
            views=(
                View("to-do", _("To be put right"), {"state": TO_DO}, "due"),
                View("overdue", _("Overdue"), {"state": TO_DO, "due~before": "today"}, "due"),
                View("major", _("Major"), {"grade": "major", "state": TO_DO}, "due"),
            ),
            empty=_("Findings are recorded with the answers of an audit; others can be added here."),
        ),
        form=Form(
            sections=(
                Section(_("What was found"), ("audit", "question", "topic", "title", "seen", "requirements")),
                Section(_("Verdict"), ("verdict_20", "verdict_27"), _("One finding, a verdict for each standard.")),
                Section(
                    _("What is done about it"),
                    ("owner", "due", *rules.ANSWER),
                    _("Put it right, find the cause, and say what keeps it from coming back."),
                ),
                Section(_("Effect"), ("effect",)),
            ),
            facts=("grade", "nonconformity", "corrected_by", "corrected_on", "effective_on", "verified_by"),
        ),
        waiting=(
            Waiting(what=_("Put the finding right"), date="due", states=("open",)),
            Waiting(what=_("See whether it is effective"), person="", date="due", states=("corrected",)),
        ),
        workflow=Workflow(
            states=FINDING_STATES,
            initial="noted",
            transitions=(
                Transition(
                    key="open-nonconformity",
                    label=_("Open a nonconformity"),
                    sources=("open",),
                    concerns=rules.may_be_opened,
                    afterwards=operations.open_nonconformity,
                ),
                Transition(
                    key="correct",
                    label=_("Put right"),
                    sources=("open",),
                    target="corrected",
                    fields=rules.ANSWER,
                    guard=rules.may_correct,
                    effect=rules.corrected,
                ),
                Transition(
                    key="verify",
                    label=_("Effective"),
                    sources=("corrected",),
                    target="effective",
                    by_owner=False,
                    approves=True,
                    apart_from=("owner", "corrected_by"),
                    gives=("effective_on", "verified_by"),
                    required=("effect",),
                    guard=rules.may_verify,
                    effect=rules.verified,
                ),
                Transition(
                    key="not-effective",
                    label=_("Not effective"),
                    sources=("corrected",),
                    target="open",
                    needs_reason=True,
                    effect=rules.not_effective,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("noted", "open"),
                    target="withdrawn",
                    roles=MANAGERS,
                    needs_reason=True,
                    guard=rules.may_withdraw,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "effective_on", "grade"),
            begins=("open",),
            natural_key="title",
            synonyms={
                "title": (
                    "finding",
                    "nonconformity",
                    "description",
                    "finding description",
                    "Feststellung",
                    "Beschreibung",
                ),
                "grade": (
                    "type",
                    "class",
                    "category",
                    "severity",
                    "rating",
                    "classification",
                    "Einstufung",
                    "Bewertung",
                ),
                "cause": ("root cause", "Ursache"),
                "correction": ("immediate action", "Korrektur"),
                "action": ("corrective action", "Korrekturmaßnahme"),
                "owner": ("responsible", "auditee", "action owner", "verantwortlich"),
                "due": ("due date", "deadline", "target date", "Termin"),
                "seen": (
                    "observation",
                    "evidence",
                    "objective evidence",
                    "audit evidence",
                    "details",
                    "notes",
                    "Nachweis",
                ),
                "requirements": (
                    "clause",
                    "clauses",
                    "reference",
                    "control",
                    "standard reference",
                    "Normkapitel",
                    "Kapitel",
                ),
                "external_id": ("finding no", "finding number", "no", "Nr"),
                "verdict_20": ("verdict 20000-1", "20000-1", "ISO 20000-1"),
                "verdict_27": ("verdict 27001", "27001", "ISO 27001"),
            },
            readings={"grade": GRADES},
        ),
        access=Access(delete=frozenset()),
        patterns=(FOUND_AS_REPORTED,),
        rules=Rules(derive=rules.derive_finding, validate=rules.check_finding, locked=rules.finding_locked),
        example=Example(
            {
                "title": "A policy was not approved",
                "seen": "The policy of 2024 has no approval.",
                "requirements": ["iso-27001:2022/A.5.1"],
                "verdict_27": "minor",
            }
        ),
    )
)
