"""What a value of an indicator keeps, so that a later change of definition or target does not change it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.evaluation.measurements.rules import is_reached, value_of
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed

FIGURES_STAND = Fixed(
    states=("judged",),
    fields=("indicator", "measured_on", "numerator", "denominator", "source", "title"),
    why=gettext_lazy("It was judged by this; take another value instead."),
)


def derive_measurement(measurement: Any, before: Any, actor: Actor) -> None:
    """It keeps the definition and the target of the day it was written down."""
    indicator = measurement.indicator
    if before is None:
        measurement.definition, measurement.target_then = indicator.definition, indicator.target
        measurement.owner_id = measurement.owner_id or indicator.analyst_id
    measurement.value = value_of(measurement.numerator, measurement.denominator, indicator.unit)
    measurement.is_reached = is_reached(measurement.value, measurement.target_then, indicator.better)


def check_measurement(measurement: Any, before: Any, today: date) -> Mapping[str, str]:
    """It was measured already, of an indicator that is in use."""
    problems = {}
    if measurement.measured_on and measurement.measured_on > today:
        problems["measured_on"] = _("Note it once it is measured.")
    if before is None and measurement.indicator.state != "measured":
        problems["indicator"] = _("Take the indicator into use first.")
    if before is not None and measurement.indicator_id != before.indicator_id:
        problems["indicator"] = _("A value stays with its indicator.")
    return problems


def judge(measurement: Any, actor: Actor) -> None:
    """Note who judged it, and when."""
    measurement.judged_by_id, measurement.judged_on = actor.user_id, actor.today
