"""Indicators, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.measurements import operations, rules
from tandem.evaluation.measurements.models import INDICATOR_STATES, Indicator
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


def is_counted(indicator: Any) -> bool:
    """Whether its values come from the registers."""
    return bool(indicator.query)


INDICATORS = declare(
    Register(
        key="indicators",
        model=Indicator,
        prefix="IND",
        title=_("Indicators"),
        singular=_("Indicator"),
        about=_("What is measured of processes, controls, services and objectives: how, when, by whom, who judges it."),
        icon="gauge",
        place=Place(home="audits", tab=_("Measurements"), beside=("process", "control", "service", "objective")),
        listing=Listing(
            columns=("reference", "title", "subject", "target", "unit", "state", "owner", "last_measured", "next_due"),
            filters=("concerns_services", "concerns_security", "query"),
            search=("method", "numerator_is", "denominator_is"),
            views=(
                View("used", _("Taken today"), {"state": "measured"}, "title"),
                View("due", _("Overdue"), {"state": "measured", "next_due~before": "today"}, "next_due"),
            ),
            empty=_("Say what is measured, how, how often, by whom, and who judges it; then take it into use."),
        ),
        form=Form(
            sections=(
                Section(_("The indicator"), ("title", "subject", "process", "control", "service", "objective")),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(
                    _("How it is measured"),
                    ("method", "numerator_is", "denominator_is", "unit", "query", "every_months"),
                ),
                Section(_("What it should be"), ("better", "target")),
                Section(_("Who measures, who judges"), ("owner", "analyst", "judged_when")),
            ),
            facts=("definition", "begun_on", "last_measured", "next_due"),
            only_for={name: ("subject", (name,)) for name in ("process", "control", "service", "objective")},
        ),
        waiting=(Waiting(what=_("Measure it"), date="next_due", states=("measured",)),),
        workflow=Workflow(
            states=INDICATOR_STATES,
            transitions=(
                Transition(
                    key="begin",
                    label=_("Take into use"),
                    sources=("planned",),
                    target="measured",
                    required=rules.NEEDED,
                    effect=rules.begin,
                ),
                Transition(
                    key="count",
                    label=_("Count it now"),
                    sources=("measured",),
                    concerns=is_counted,
                    afterwards=operations.count,
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("planned", "measured"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            importable=("state",),
            natural_key="title",
            synonyms={
                "title": ("indicator", "metric", "indicator", "KPI", "Kennzahl"),
                "target": ("target value", "goal", "Zielwert"),
            },
        ),
        patterns=(rules.DUE,),
        rules=Rules(derive=rules.derive_indicator, validate=rules.check_indicator),
        example=Example({"title": "Actions done in time", "subject": "system", "every_months": 3, "target": 95}),
    )
)
