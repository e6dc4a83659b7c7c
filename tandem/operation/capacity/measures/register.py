"""Measures of capacity plans, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
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
from tandem.operation.capacity.measures import rules
from tandem.operation.capacity.measures.models import MEASURE_STATES, CapacityMeasure

CAPACITY_MEASURES = declare(
    Register(
        key="capacity-measures",
        model=CapacityMeasure,
        prefix="CAPM",
        title=_("Measures of capacity plans"),
        singular=_("Measure of a capacity plan"),
        about=_("What is done so that there is enough of a resource in time."),
        icon="hammer",
        place=Place(home="services", parent="plan", beside=("resource",), under="capacity"),
        listing=Listing(
            columns=("reference", "title", "plan", "resource", "due", "cost", "currency", "state", "owner"),
            search=("brings", "outcome"),
            views=(View("open", _("Planned"), {"state": "planned"}, "due"),),
            empty=_("Write what is done for which resource, by whom and until when."),
        ),
        form=Form(
            sections=(
                Section(_("The measure"), ("plan", "resource", "title", "brings", "owner", "due")),
                Section(_("What it costs"), ("cost", "currency")),
            ),
            facts=("outcome", "done_on"),
        ),
        waiting=(Waiting(what=_("Carry out the measure"), date="due", states=("planned",)),),
        workflow=Workflow(
            states=MEASURE_STATES,
            transitions=(
                Transition(
                    key="finish",
                    label=_("Done"),
                    sources=("planned",),
                    target="done",
                    required=("outcome",),
                    fields=("done_on",),
                    effect=rules.finish,
                ),
                Transition(
                    key="drop",
                    label=_("Drop"),
                    sources=("planned",),
                    target="dropped",
                    needs_reason=True,
                ),
            ),
        ),
        rules=Rules(validate=rules.check_measure, locked=rules.locked),
        example=Example({"title": "Two more shelves", "due": "2030-06-30", "cost": "18000.00", "currency": "EUR"}),
    )
)
