"""Improvements, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.improvement import rules
from tandem.evaluation.improvement.models import IMPROVEMENT_STATES, Improvement
from tandem.ground.kernel.patterns.sourced import HiddenWithItsSource
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

IMPROVEMENTS = declare(
    Register(
        key="improvements",
        model=Improvement,
        prefix="IMP",
        title=_("Improvements"),
        singular=_("Improvement"),
        about=_("What could be better: judged by criteria, approved, done, and its benefit measured."),
        icon="sprout",
        place=Place(home="audits", tab=_("Findings and improvements"), beside=("process",)),
        listing=Listing(
            columns=("reference", "title", "source", "priority", "state", "owner", "due", "is_reached"),
            filters=("concerns_services", "concerns_security"),
            search=("description", "expected", "outcome", "effect"),
            views=(
                View("judge", _("To be judged"), {"state": "suggested"}, "-created_at"),
                View("open", _("Under way"), {"state": "judged,approved,done"}, "-priority"),
                View("overdue", _("Overdue"), {"state": "approved", "due~before": "today"}, "due"),
                View("measured", _("Benefit measured"), {"state": "measured"}, "-updated_at"),
            ),
            empty=_("Write down every idea; once a year at least each is judged by the same three questions."),
        ),
        form=Form(
            sections=(
                Section(_("The idea"), ("title", "description", "owner")),
                Section(
                    _("Where it comes from"),
                    ("source", "source_register", "source_reference", "process", "service"),
                ),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(
                    _("Judged by the criteria"),
                    ("benefit", "urgency", "effort", "judgement"),
                    _("Benefit and urgency count up, effort counts down; together they make the priority, 3 to 15."),
                ),
                Section(
                    _("What it should reach"),
                    ("expected", "measured_by", "unit", "before", "target", "resources", "due"),
                ),
            ),
            facts=(
                "priority",
                "judged_on",
                "approved_by",
                "approved_on",
                "outcome",
                "done_on",
                "after",
                "effect",
                "is_reached",
                "measured_on",
                "reported_to",
            ),
        ),
        waiting=(
            Waiting(what=_("Approve the improvement"), person="", except_for="owner", states=("judged",)),
            Waiting(what=_("Carry out the improvement"), date="due", states=("approved",)),
            Waiting(what=_("Measure what it brought"), date="done_on", states=("done",)),
        ),
        workflow=Workflow(
            states=IMPROVEMENT_STATES,
            transitions=(
                Transition(
                    key="judge",
                    label=_("Judge it"),
                    sources=("suggested", "judged"),
                    target="judged",
                    required=(*rules.CRITERIA, "judgement"),
                    effect=rules.judge,
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("judged",),
                    target="approved",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    gives=("approved_by", "approved_on"),
                    required=("owner", *rules.AIMS, "due"),
                    effect=rules.approve,
                ),
                Transition(
                    key="finish",
                    label=_("Done"),
                    sources=("approved",),
                    target="done",
                    required=("outcome",),
                    effect=rules.finish,
                ),
                Transition(
                    key="measure",
                    label=_("Measure its benefit"),
                    sources=("done",),
                    target="measured",
                    required=("after", "effect", "reported_to"),
                    effect=rules.measure,
                ),
                Transition(
                    key="decline",
                    label=_("Decline"),
                    sources=("suggested", "judged", "approved"),
                    target="declined",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.judge,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "approved_on", "done_on", "outcome", "after", "effect", "measured_on", "reported_to"),
            natural_key="title",
            synonyms={
                "title": ("idea", "improvement", "suggestion", "Verbesserung", "opportunity for improvement"),
                "description": ("details", "Beschreibung"),
                "due": ("due date", "deadline", "Termin"),
                "outcome": ("result", "what was done"),
            },
        ),
        access=Access(seen_by=HiddenWithItsSource("improvements")),
        patterns=(rules.APPROVED_STANDS,),
        rules=Rules(
            derive=rules.derive_improvement,
            validate=rules.check_improvement,
            locked=rules.improvement_locked,
        ),
        example=Example({"title": "Answer known questions on a page", "benefit": 4, "urgency": 2, "effort": 2}),
    )
)
