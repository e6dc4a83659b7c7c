"""Measured use of resources, declared."""

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
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.capacity.register import LEVEL_TONES
from tandem.operation.capacity.values import operations, rules
from tandem.operation.capacity.values.models import VALUE_STATES, CapacityValue

CAPACITY_VALUES = declare(
    Register(
        key="capacity-values",
        model=CapacityValue,
        prefix="CAPV",
        title=_("Measured use"),
        singular=_("Measured use"),
        about=_("How much of each resource was used on which day, and what was done where a threshold was crossed."),
        icon="activity",
        place=Place(home="services", parent="resource", under="capacity"),
        listing=Listing(
            columns=("reference", "title", "resource", "measured_on", "used", "used_percent", "level", "state"),
            search=("source", "response"),
            views=(View("act", _("To be acted on"), {"state": "crossed"}, "-measured_on"),),
            tones={"level": LEVEL_TONES},
            empty=_("Enter what is used, import it, or let monitoring send it through the API."),
        ),
        form=Form(
            sections=(Section(_("The value"), ("resource", "measured_on", "used", "source", "owner")),),
            facts=("capacity_then", "used_percent", "level", "response", "acted_on"),
        ),
        waiting=(Waiting(what=_("Act on the crossed threshold"), date="measured_on", states=("crossed",)),),
        workflow=Workflow(
            states=VALUE_STATES,
            transitions=(
                Transition(
                    key="act",
                    label=_("Acted on"),
                    sources=("crossed",),
                    target="acted",
                    required=("response",),
                    effect=rules.act,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "measured_on": ("date", "day", "time", "Datum"),
                "used": ("value", "use", "usage", "Wert"),
            }
        ),
        access=Access(delete=frozenset()),
        patterns=(rules.FIGURES_STAND,),
        rules=Rules(
            derive=rules.derive_value,
            validate=rules.check_value,
            after_create=operations.note_taken,
            after_change=operations.note_changed,
        ),
        example=Example(
            {"measured_on": "2026-02-28", "used": "61.5"},
            whole={"state": "watched"},
        ),
    )
)
