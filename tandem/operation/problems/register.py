"""Problems, declared."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
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
from tandem.operation.problems import operations, rules
from tandem.operation.problems.models import CAUSE_KNOWN, PROBLEM_STATES, Problem

WORKED_ON = ("new", "assessment", "analysis", "known-error", "fixing")

PROBLEMS = declare(
    Register(
        key="problems",
        model=Problem,
        prefix="PRB",
        title=_("Problems"),
        singular=_("Problem"),
        about=_("What makes incidents happen: its cause, the way round it, the solution and whether that has held."),
        icon="bug",
        year_in_reference=True,
        place=Place(
            home="desk",
            tab=_("Problems and known errors"),
            figures=(Figure("open", _("open problems"), _("open problem")),),
            beside=("service",),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "priority", "service", "assignee", "known_since", "resolved_on"),
            filters=("source", "impact", "urgency", "is_published", "has_held", "effect_on", "group"),
            search=("symptoms", "category", "cause", "workaround", "solution"),
            views=(
                View("open", _("Open"), {"state": ",".join(WORKED_ON)}, "priority"),
                View("mine", _("Mine"), {"state": ",".join(WORKED_ON), "assignee": "me"}, "priority"),
                View("known", _("Known errors"), {"state": ",".join(CAUSE_KNOWN)}, "-updated_at"),
                View("effect", _("Effect to be judged"), {"state": "resolved", "effect_on": "none"}, "resolved_on"),
            ),
            tones={"priority": {"1": "bad", "2": "waiting"}},
            empty=_("Review the incidents of the past quarter: what keeps coming back is a problem."),
        ),
        form=Form(
            sections=(
                Section(_("What is wrong"), ("title", "symptoms", "service", "items", "category", "source")),
                Section(_("How bad"), ("impact", "urgency"), _("Priority follows from impact and urgency.")),
                Section(_("Who works on it"), ("group", "assignee", "owner")),
                Section(
                    _("What is known"),
                    ("cause", "workaround", "is_published"),
                    _("A known error with its workaround is shown to whoever reports something like it."),
                ),
                Section(_("What was done"), ("solution", "article", "why_no_article")),
            ),
            facts=(
                "priority",
                "known_since",
                "resolved_on",
                "effect",
                "has_held",
                "effect_on",
                "effect_by",
                "incidents_before",
                "incidents_after",
                "closed_on",
                "acceptance",
                "risk",
            ),
        ),
        waiting=(
            Waiting(what=_("Work on the problem"), person="assignee", states=WORKED_ON),
            Waiting(what=_("Judge whether the solution has held"), states=("resolved",)),
        ),
        workflow=Workflow(
            states=PROBLEM_STATES,
            transitions=(
                Transition(
                    key="assess",
                    label=_("Assess"),
                    sources=("new",),
                    target="assessment",
                    fields=("group", "assignee"),
                    effect=rules.take,
                ),
                Transition(
                    key="analyse",
                    label=_("Look for the cause"),
                    sources=("new", "assessment"),
                    target="analysis",
                    effect=rules.take,
                ),
                Transition(
                    key="know",
                    label=_("Share as known error"),
                    sources=("assessment", "analysis"),
                    target="known-error",
                    required=("cause", "workaround"),
                    fields=("symptoms", "is_published"),
                    effect=rules.is_known,
                ),
                Transition(
                    key="fix",
                    label=_("Begin the fix"),
                    sources=("analysis", "known-error"),
                    target="fixing",
                    required=("cause",),
                    fields=("solution",),
                    effect=rules.is_known,
                ),
                Transition(
                    key="resolve",
                    label=_("Resolve"),
                    sources=("assessment", "analysis", "known-error", "fixing"),
                    target="resolved",
                    required=("cause", "solution"),
                    effect=rules.resolve,
                ),
                Transition(
                    key="judge-effect",
                    label=_("Judge the effect"),
                    sources=("resolved",),
                    approves=True,
                    apart_from=("assignee",),
                    gives=("effect_on", "effect_by"),
                    required=("effect", "has_held"),
                    effect=rules.judge_effect,
                ),
                Transition(
                    key="take-up-again",
                    label=_("Take up again"),
                    sources=("resolved",),
                    target="analysis",
                    needs_reason=True,
                    effect=rules.take_back,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=("resolved",),
                    target="closed",
                    fields=("why_no_article",),
                    guard=rules.may_close,
                    effect=rules.close,
                ),
                Transition(
                    key="accept-risk",
                    label=_("Accept the risk"),
                    sources=("analysis", "known-error", "fixing"),
                    target="accepted",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("assignee",),
                    required=("cause", "acceptance"),
                    effect=rules.close,
                    afterwards=operations.keep_as_risk,
                ),
                Transition(
                    key="write-article",
                    label=_("Write an article"),
                    sources=(*WORKED_ON, "resolved", "closed"),
                    concerns=rules.has_no_article,
                    by_owner=False,
                    afterwards=operations.write_article,
                ),
                Transition(
                    key="cancel",
                    label=_("Cancel"),
                    sources=("new", "assessment", "analysis"),
                    target="cancelled",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "known_since", "resolved_on", "closed_on"),
            synonyms={
                "external_id": ("number", "problem id"),
                "title": ("short description", "summary", "subject"),
                "symptoms": ("description",),
                "cause": ("root cause", "cause notes"),
                "workaround": ("work around",),
                "solution": ("fix", "fix notes", "resolution"),
                "group": ("assignment group",),
                "state": ("status",),
            },
            readings={
                "state": {
                    "open": {"state": "new"},
                    "assess": {"state": "assessment"},
                    "root cause analysis": {"state": "analysis"},
                    "fix in progress": {"state": "fixing"},
                }
            },
        ),
        access=Access(staff_sees=Q(state__in=CAUSE_KNOWN, is_published=True)),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked),
        example=Example({"title": "Print jobs stop at night", "symptoms": "Jobs stay in the queue.", "impact": 2}),
    )
)
