"""Checklists of incidents, declared."""

from django.utils.translation import gettext_lazy as _

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
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.incidents.rules import inside_only
from tandem.operation.incidents.steps import rules
from tandem.operation.incidents.steps.models import STEP_STATES, IncidentStep

INCIDENT_STEPS = declare(
    Register(
        key="incident-steps",
        model=IncidentStep,
        prefix="IST",
        title=_("Checklists of incidents"),
        singular=_("Line of a checklist"),
        about=_("What is to be done on an incident, line by line; its template brings the usual ones."),
        icon="list-checks",
        place=Place(home="desk", parent="incident"),
        listing=Listing(columns=("position", "title", "incident", "state", "done_at", "done_by")),
        form=Form(
            sections=(Section(_("The line"), ("incident", "title", "position")),),
            facts=("done_at", "done_by"),
        ),
        workflow=Workflow(
            states=STEP_STATES,
            transitions=(
                Transition(key="do", label=_("Done"), sources=("open",), target="done", effect=rules.do),
                Transition(
                    key="skip",
                    label=_("Leave out"),
                    sources=("open",),
                    target="skipped",
                    needs_reason=True,
                    effect=rules.do,
                ),
            ),
        ),
        exchange=Exchange(importable=("state",)),
        access=Access(seen_by=inside_only),
        rules=Rules(validate=rules.check, locked=rules.locked),
        example=Example({"title": "Call the carrier"}),
    )
)
