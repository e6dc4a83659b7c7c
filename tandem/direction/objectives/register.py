"""Objectives, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.objectives import rules
from tandem.direction.objectives.models import OBJECTIVE_STATES, Objective
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
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

OBJECTIVES = declare(
    Register(
        key="objectives",
        model=Objective,
        prefix="OBJ",
        title=_("Objectives"),
        singular=_("Objective"),
        about=_("What is to be reached by when: how it is measured, who does what with what, and what came of it."),
        icon="target",
        place=Place(
            home="organization",
            tab=_("Objectives"),
            figures=(Figure("pursued", _("objectives"), _("objective")),),
            beside=("process",),
        ),
        listing=Listing(
            columns=("reference", "title", "target", "owner", "state", "due", "told_on"),
            filters=("concerns_services", "concerns_security"),
            search=("target", "measured_by", "actions", "result", "consequence"),
            views=(
                View("pursued", _("Under way"), {"state": "pursued"}, "due"),
                View("overdue", _("To be judged"), {"state": "pursued", "due~before": "today"}, "due"),
                View("missed", _("Not reached"), {"state": "missed"}, "-updated_at"),
            ),
            empty=_("Five objectives that can be measured are better than twenty that sound good."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The objective"), ("title", "reason", "belongs_to", "process", "policy", "policy_line", "owner")
                ),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(_("How it is measured"), ("target", "measured_by")),
                Section(_("The plan"), ("actions", "resources", "due", "evaluation")),
            ),
            facts=("approved_by", "approved_on", "told_to", "told_on", "result", "consequence", "judged_on"),
        ),
        waiting=(
            Waiting(what=_("Approve the objective"), person="", except_for="owner", states=("draft",)),
            Waiting(what=_("Judge whether it was reached"), date="due", states=("pursued",)),
        ),
        workflow=Workflow(
            states=OBJECTIVE_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="pursued",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner", "writer"),
                    gives=("approved_by", "approved_on"),
                    required=rules.NEEDED,
                    effect=rules.APPROVAL.note,
                ),
                Transition(
                    key="tell",
                    label=_("Those concerned were told"),
                    sources=("pursued",),
                    required=("told_to",),
                    effect=rules.tell,
                ),
                Transition(
                    key="reach",
                    label=_("Reached"),
                    sources=("pursued",),
                    target="reached",
                    roles=MANAGERS,
                    required=("result",),
                    effect=rules.judge,
                ),
                Transition(
                    key="miss",
                    label=_("Missed"),
                    sources=("pursued",),
                    target="missed",
                    roles=MANAGERS,
                    required=("result", "consequence"),
                    effect=rules.judge,
                ),
                Transition(
                    key="drop",
                    label=_("Drop"),
                    sources=("draft", "pursued"),
                    target="dropped",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.judge,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "approved_on", "told_to", "told_on", "result", "consequence", "judged_on"),
            natural_key="title",
            synonyms={
                "title": ("objective", "goal", "Ziel", "objectif"),
                "target": ("target value", "Zielwert"),
                "measured_by": ("indicator", "measure", "KPI", "Kennzahl"),
                "due": ("due date", "deadline", "Termin"),
            },
        ),
        patterns=(rules.APPROVAL, rules.AIM_STANDS),
        rules=Rules(validate=rules.check_objective, locked=rules.objective_locked),
        example=Example({"title": "Critical incidents are resolved sooner", "target": "95 % in 4 hours"}),
    )
)
