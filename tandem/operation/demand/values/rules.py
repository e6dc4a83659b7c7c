"""What a measured value of a demand needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.demand import periods

EARLIEST = date(1990, 1, 1)


def derive_value(value: Any, before: Any, actor: Actor) -> None:
    """Any day stands for the period in which it lies."""
    kind = value.series.every
    if value.period_start and EARLIEST <= value.period_start <= actor.today:
        value.period_start = periods.begin_of(kind, value.period_start)
        value.period_end = periods.end_of(kind, value.period_start)
        value.title = periods.name_of(kind, value.period_start)
    else:
        value.period_end = value.period_start


def check_value(value: Any, before: Any, today: date) -> Mapping[str, str]:
    """It was measured, not less than nothing, in a period that is over."""
    problems = {}
    if before is not None and before.series_id != value.series_id:
        problems["series"] = _("A value stays with its demand.")
    if value.series.state == "ended":
        problems["series"] = _("This demand is measured no more.")
    if value.period_start is None or value.amount is None:
        return problems
    if value.period_start < EARLIEST:
        problems["period_start"] = _("Values are kept from 1990 on.")
    elif value.period_end >= today:
        problems["period_start"] = _("Enter it once the period is over.")
    if value.amount < 0:
        problems["amount"] = _("Nobody uses less than nothing.")
    return problems
