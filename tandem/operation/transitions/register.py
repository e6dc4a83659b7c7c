"""Services on their way, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.transitions import rules
from tandem.operation.transitions.models import TRANSITION_STATES, TransitionOfService

SERVICE_TRANSITIONS = declare(
    Register(
        key="service-transitions",
        model=TransitionOfService,
        prefix="TRN",
        title=_("Service transitions"),
        singular=_("Service transition"),
        about=_("New, changed, removed and transferred services: plan, design, go or no go, and what came of it."),
        icon="route",
        place=Place(home="changes", tab=_("Changes"), beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "kind", "service", "state", "owner", "planned_for", "deployed_on"),
            filters=("decision", "reported_on"),
            search=("activities", "outcomes", "result"),
            views=(
                View("under-way", _("Under way"), {"state": "planning,planned,designed,accepted"}, "planned_for"),
                View("to-report", _("Result to be reported"), {"state": "deployed"}, "deployed_on"),
            ),
            empty=_("Plan a new, changed, removed or transferred service before anything is built."),
        ),
        form=Form(
            sections=(
                Section(_("The transition"), ("title", "kind", "service", "owner", "planned_for")),
                Section(
                    _("Plan"),
                    (*rules.PLAN, "handing_over"),
                    _("Every part is written before the plan is approved; “none” is an answer."),
                ),
                Section(_("Design"), rules.DESIGN),
                Section(_("Result"), ("result", "reported_to")),
            ),
            facts=(
                "plan_approved_by",
                "plan_approved_on",
                "design_approved_by",
                "design_approved_on",
                "decision",
                "decision_reason",
                "decided_by",
                "decided_on",
                "deployed_on",
                "reported_on",
            ),
            only_for={"handing_over": ("kind", rules.HANDS_OVER)},
        ),
        waiting=(
            Waiting(what=_("Go on with the transition"), date="planned_for", states=("planning", "planned")),
            Waiting(what=_("Decide go or no go"), date="planned_for", states=("designed",)),
            Waiting(what=_("Report what the transition achieved"), date="deployed_on", states=("deployed",)),
        ),
        workflow=Workflow(
            states=TRANSITION_STATES,
            transitions=(
                Transition(
                    key="approve-plan",
                    label=_("Approve the plan"),
                    sources=("planning",),
                    target="planned",
                    approves=True,
                    apart_from=("owner", "writer"),
                    gives=("plan_approved_by", "plan_approved_on"),
                    guard=rules.plan_is_whole,
                    effect=rules.PLAN_APPROVAL.note,
                ),
                Transition(
                    key="approve-design",
                    label=_("Approve the design"),
                    sources=("planned",),
                    target="designed",
                    approves=True,
                    apart_from=("owner", "writer"),
                    gives=("design_approved_by", "design_approved_on"),
                    guard=rules.design_is_whole,
                    effect=rules.DESIGN_APPROVAL.note,
                ),
                Transition(
                    key="decide",
                    label=_("Decide to go"),
                    sources=("designed",),
                    target="accepted",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("owner",),
                    gives=("decided_by", "decided_on"),
                    required=("decision", "decision_reason"),
                    guard=rules.may_go,
                    effect=rules.GO.note,
                ),
                Transition(
                    key="deploy",
                    label=_("Deployed"),
                    sources=("accepted",),
                    target="deployed",
                    fields=("deployed_on",),
                    effect=rules.deploy,
                ),
                Transition(
                    key="report",
                    label=_("Report the result"),
                    sources=("deployed",),
                    target="reported",
                    required=("result", "reported_to"),
                    effect=rules.report,
                ),
                Transition(
                    key="plan-anew",
                    label=_("Plan anew"),
                    sources=("planned", "designed", "accepted"),
                    target="planning",
                    needs_reason=True,
                    effect=rules.plan_anew,
                ),
                Transition(
                    key="stop",
                    label=_("Stop"),
                    sources=("planning", "planned", "designed", "accepted"),
                    target="stopped",
                    roles=MANAGERS,
                    needs_reason=True,
                    fields=("decision", "decision_reason"),
                ),
            ),
        ),
        exchange=Exchange(importable=("state", "deployed_on", "reported_on")),
        patterns=(
            rules.PLAN_APPROVAL,
            rules.DESIGN_APPROVAL,
            rules.GO,
            rules.PLAN_FIXED,
            rules.DESIGN_FIXED,
        ),
        rules=Rules(validate=rules.check, locked=rules.locked),
        example=Example({"title": "Hosted telephone", "kind": "new", "outcomes": "Fifty customers in a year."}),
    )
)
