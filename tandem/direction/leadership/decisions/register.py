"""Decisions of top management, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.leadership.decisions import rules
from tandem.direction.leadership.decisions.models import DECISION_STATES, Decision
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

DECISIONS = declare(
    Register(
        key="decisions",
        model=Decision,
        prefix="DEC",
        title=_("Decisions of top management"),
        singular=_("Decision"),
        about=_("What top management decided, on what ground, what follows from it, and what came of it."),
        icon="gavel",
        place=Place(home="organization", tab=_("Processes and roles"), under="processes"),
        listing=Listing(
            columns=("reference", "title", "subject", "occasion", "state", "taken_by", "taken_on", "due"),
            filters=("occasion", "concerns_services", "concerns_security"),
            search=("wording", "rests_on", "consequences", "result"),
            views=(
                View("waiting", _("To be decided"), {"state": "prepared"}, "-created_at"),
                View("taken", _("To be carried out"), {"state": "taken"}, "due"),
                View("overdue", _("Overdue"), {"state": "taken", "due~before": "today"}, "due"),
            ),
            empty=_("Prepare what top management has to decide: policy, objectives, people, money, plans."),
        ),
        form=Form(
            sections=(
                Section(_("The decision"), ("title", "subject", "occasion", "wording", "owner")),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(_("Ground and consequence"), ("rests_on", "consequences", "due", "document")),
            ),
            facts=("taken_by", "taken_on", "result", "carried_out_on"),
        ),
        waiting=(
            Waiting(what=_("Top management decides"), person="", except_for="created_by", states=("prepared",)),
            Waiting(what=_("Carry out the decision"), date="due", states=("taken",)),
        ),
        workflow=Workflow(
            states=DECISION_STATES,
            transitions=(
                Transition(
                    key="take",
                    label=_("Decide"),
                    sources=("prepared",),
                    target="taken",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("writer",),
                    gives=("taken_by", "taken_on"),
                    required=rules.NEEDED,
                    guard=rules.may_take,
                    effect=rules.take,
                ),
                Transition(
                    key="carry-out",
                    label=_("Carried out"),
                    sources=("taken",),
                    target="carried-out",
                    required=("result",),
                    guard=rules.may_carry_out,
                    effect=rules.carry_out,
                ),
                Transition(
                    key="decline",
                    label=_("Decline"),
                    sources=("prepared",),
                    target="declined",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "taken_on", "result", "carried_out_on"),
            natural_key="title",
            synonyms={"title": ("decision", "Beschluss", "décision"), "due": ("due date", "deadline")},
        ),
        access=Access(delete=frozenset()),
        rules=Rules(validate=rules.check_decision, locked=rules.decision_locked),
        example=Example({"title": "A second engineer for the network", "subject": "people", "rests_on": "Absences"}),
    )
)
