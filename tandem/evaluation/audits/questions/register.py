"""Questions of audits, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.lenses import in_words
from tandem.evaluation.audits.questions import operations, rules
from tandem.evaluation.audits.questions.models import AuditQuestion
from tandem.evaluation.audits.readings import VERDICTS
from tandem.evaluation.audits.sealing import AS_REPORTED
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
    declare,
)

ONE_VERDICT = (
    "verdict",
    "result",
    "rating",
    "conformity",
    "status",
    "C NC OFI",
    "C NC",
    "C NC OFI NA",
    "C NC OFI N A",
    "Bewertung",
    "Ergebnis",
)
TONES = {"conformity": "good", "strength": "good", "opportunity": "active", "minor": "waiting", "major": "bad"}

AUDIT_QUESTIONS = declare(
    Register(
        key="audit-questions",
        model=AuditQuestion,
        prefix="AUDQ",
        title=_("Audit questions"),
        singular=_("Audit question"),
        about=_("The checklist of an audit: each question once, with the references of both and a verdict for each."),
        icon="list-checks",
        place=Place(home="audits", parent="audit"),
        listing=Listing(
            columns=("reference", "position", "title", "verdict_20", "verdict_27", "is_answered"),
            filters=("verdict_20", "verdict_27", "is_answered"),
            search=("seen", "standing"),
            tones={"verdict_20": TONES, "verdict_27": TONES},
            views=(View("open", _("To answer"), {"is_answered": "no"}, "position"),),
            empty=_("The audit lists them from its topics; add questions of yours, or import a checklist."),
        ),
        form=Form(
            sections=(
                Section(_("The question"), ("audit", "topic", "position", "title", "requirements")),
                Section(
                    _("The answer"),
                    ("verdict_20", "verdict_27", "seen"),
                    _("A verdict for each standard that asks; the finding is recorded by itself, once."),
                ),
                Section(_("What was known before"), ("standing", "earlier")),
            ),
            of_catalogue=("requirements",),
            facts=("asks_20", "asks_27", "is_answered", "answered_by", "answered_on"),
            worded={"standing": in_words},
        ),
        exchange=Exchange(
            natural_key="title",
            synonyms={
                "verdict_20": ("verdict 20000-1", "20000-1", "ISO 20000-1"),
                "verdict_27": ("verdict 27001", "27001", "ISO 27001", *ONE_VERDICT),
                "title": (
                    "question",
                    "audit question",
                    "checklist item",
                    "requirement question",
                    "what to ask",
                    "Frage",
                    "Prüffrage",
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
                "seen": (
                    "evidence",
                    "objective evidence",
                    "evidence notes",
                    "notes",
                    "observation",
                    "comment",
                    "Nachweis",
                ),
            },
            readings={"verdict_20": VERDICTS, "verdict_27": VERDICTS},
        ),
        patterns=(AS_REPORTED,),
        rules=Rules(
            derive=rules.derive_question,
            validate=rules.check_question,
            locked=rules.question_locked,
            after_create=operations.record_new,
            after_change=operations.record_finding,
        ),
        example=Example({"title": "Is every policy approved?", "requirements": ["iso-27001:2022/A.5.1"]}),
    )
)
