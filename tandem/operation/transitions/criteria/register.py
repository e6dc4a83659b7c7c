"""Acceptance criteria, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.transitions.criteria import rules
from tandem.operation.transitions.criteria.models import CRITERION_STATES, AcceptanceCriterion

ACCEPTANCE_CRITERIA = declare(
    Register(
        key="acceptance-criteria",
        model=AcceptanceCriterion,
        prefix="TRC",
        title=_("Acceptance criteria"),
        singular=_("Acceptance criterion"),
        about=_("What has to hold before a service goes live, tried with its evidence."),
        icon="clipboard-check",
        place=Place(home="changes", parent="transition"),
        listing=Listing(
            columns=("reference", "title", "state", "method", "tried_on", "tried_by"),
            empty=_("Write what has to hold before anybody decides to go."),
        ),
        form=Form(
            sections=(Section(_("The criterion"), ("transition", "title", "method")),),
            facts=("evidence", "tried_on", "tried_by"),
        ),
        workflow=Workflow(
            states=CRITERION_STATES,
            transitions=(
                Transition(
                    key="meet",
                    label=_("Met"),
                    sources=("open", "not-met"),
                    target="met",
                    required=("evidence",),
                    guard=rules.not_decided,
                    effect=rules.note,
                ),
                Transition(
                    key="miss",
                    label=_("Not met"),
                    sources=("open", "met"),
                    target="not-met",
                    required=("evidence",),
                    guard=rules.not_decided,
                    effect=rules.note,
                ),
            ),
        ),
        rules=Rules(locked=rules.locked),
        example=Example({"title": "Restored in eight hours", "method": "Restore of one server"}),
    )
)
