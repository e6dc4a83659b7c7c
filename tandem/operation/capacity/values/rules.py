"""What a value keeps of its day, and what a crossed threshold asks for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.operation.capacity.projecting import FINE, level_of, percent_of

FIGURES_STAND = Fixed(
    states=("acted",),
    fields=("resource", "measured_on", "used", "source"),
    why=gettext_lazy("It was acted on by this; enter another value instead."),
)


def derive_value(value: Any, before: Any, actor: Actor) -> None:
    """It keeps the capacity of the day it was written down, and waits where a threshold is crossed."""
    resource = value.resource
    value.capacity_then = resource.capacity if before is None else before.capacity_then
    value.title = f"{resource.title}, {locales.day(value.measured_on)}"
    value.owner_id = value.owner_id or resource.owner_id
    if value.used is None or (before is not None and before.used == value.used):
        return
    value.used_percent = percent_of(value.used, value.capacity_then)
    value.level = level_of(value.used, value.capacity_then, resource.warning_at, resource.limit_at)
    value.state = "taken" if value.level == FINE else "crossed"


def check_value(value: Any, before: Any, today: date) -> Mapping[str, str]:
    """It was measured already, not less than nothing, of a resource that is watched."""
    problems = {}
    if before is not None and before.resource_id != value.resource_id:
        problems["resource"] = _("A value stays with its resource.")
    if before is None and value.resource.state != "watched":
        problems["resource"] = _("This resource is not watched.")
    if value.measured_on and value.measured_on > today:
        problems["measured_on"] = _("Note it once it is measured.")
    if value.used is not None and value.used < 0:
        problems["used"] = _("Nobody uses less than nothing.")
    return problems


def act(value: Any, actor: Actor) -> None:
    """Note when."""
    value.acted_on = actor.today
