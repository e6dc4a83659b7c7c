"""Values of indicators, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.measurements.results import operations, rules
from tandem.evaluation.measurements.results.models import MEASUREMENT_STATES, Measurement
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

MEASUREMENTS = declare(
    Register(
        key="measurements",
        model=Measurement,
        prefix="VAL",
        title=_("Measurements"),
        singular=_("Measurement"),
        about=_("Values of indicators, each with what was counted, the target then in force, and the judgement on it."),
        icon="chart-line",
        place=Place(home="audits", tab=_("Measurements"), parent="indicator", under="indicators"),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "indicator",
                "measured_on",
                "value",
                "unit_then",
                "target_then",
                "is_reached",
                "verdict",
                "state",
            ),
            filters=("is_reached",),
            search=("judgement", "source"),
            views=(
                View("judge", _("To be judged"), {"state": "taken"}, "-measured_on"),
                View("act", _("Something has to be done"), {"verdict": "act"}, "-measured_on"),
            ),
            tones={"verdict": {"fine": "good", "watch": "waiting", "act": "bad"}},
            empty=_("Enter what was counted; value, target and definition of the day are kept with it."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The value"), ("indicator", "title", "measured_on", "numerator", "denominator", "source", "owner")
                ),
            ),
            facts=(
                "value",
                "unit_then",
                "target_then",
                "is_reached",
                "definition",
                "verdict",
                "judgement",
                "judged_by",
                "judged_on",
            ),
        ),
        waiting=(Waiting(what=_("Judge the value"), date="measured_on", states=("taken",)),),
        workflow=Workflow(
            states=MEASUREMENT_STATES,
            transitions=(
                Transition(
                    key="judge",
                    label=_("Judge it"),
                    sources=("taken",),
                    target="judged",
                    required=("verdict", "judgement"),
                    effect=rules.judge,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "verdict", "judgement"),
            synonyms={"title": ("period", "month"), "numerator": ("count", "number"), "denominator": ("total", "of")},
        ),
        access=Access(delete=frozenset()),
        patterns=(rules.FIGURES_STAND,),
        rules=Rules(
            derive=rules.derive_measurement,
            validate=rules.check_measurement,
            after_create=operations.note_taken,
        ),
        example=Example(
            {"title": "February", "measured_on": "2026-03-01", "numerator": 19, "denominator": 20},
            whole={"state": "measured"},
        ),
    )
)
