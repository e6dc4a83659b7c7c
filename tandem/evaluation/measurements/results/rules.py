"""What a value of an indicator keeps, so that a later change of definition or target does not change it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.evaluation.measurements.results.then import in_force
from tandem.evaluation.measurements.rules import is_reached, value_of
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed

FIGURES_STAND = Fixed(
    states=("judged",),
    fields=("indicator", "measured_on", "numerator", "denominator", "source", "title"),
    why=gettext_lazy("It was judged by this; take another value instead."),
)
UNITS = ("unit_then", "better_then")


def derive_measurement(measurement: Any, before: Any, actor: Actor) -> None:
    """It keeps the definition and the target of the day on which it was measured, whatever is defined later."""
    if before is None:
        measurement.owner_id = measurement.owner_id or measurement.indicator.analyst_id
    for name, value in _of_its_day(measurement, before, actor).items():
        setattr(measurement, name, value)
    measurement.value = value_of(measurement.numerator, measurement.denominator, measurement.unit_then)
    measurement.is_reached = is_reached(measurement.value, measurement.target_then, measurement.better_then)


def _of_its_day(measurement: Any, before: Any, actor: Actor) -> dict[str, Any]:
    """What it still has to take over; one from before units were kept has definition and target already."""
    is_of_day = before is not None and measurement.measured_on == before.measured_on
    if is_of_day and measurement.better_then:
        return {}
    then = in_force(measurement.indicator, measurement.measured_on, actor)._asdict()
    return {name: then[name] for name in UNITS} if is_of_day else then


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
