"""From when on a resource is scarce, and what that comes to with its newest values (20000-1:2018 8.4.3)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.operation.capacity.projecting import NEWEST, level_of, percent_of, reached_on

DUE = Reviewed(while_in=("watched",), months="every_months", last="last_measured", next="next_due", since=("begun_on",))
NEEDED = ("owner", "lead_days", "at_the_limit")


def derive_resource(resource: Any, before: Any, actor: Actor) -> None:
    """How full it is and when it reaches its limit follow from values, capacity and thresholds."""
    uses = newest_of(resource) if before is not None else []
    if not uses or not (resource.capacity or 0) > 0:
        return
    last_day, used = uses[-1]
    resource.used, resource.last_measured = used, last_day
    resource.used_percent = percent_of(used, resource.capacity)
    resource.level = level_of(used, resource.capacity, resource.warning_at, resource.limit_at)
    resource.exhausted_on = reached_on(uses, resource.capacity * resource.limit_at / Decimal(100))
    resource.act_by = order_by(resource.exhausted_on, resource.lead_days)


def newest_of(resource: Any) -> Sequence[tuple[date, Decimal]]:
    """Its newest values in the order of time."""
    newest = resource.values.order_by("-measured_on").values_list("measured_on", "used")[:NEWEST]
    return list(reversed(newest))


def order_by(exhausted_on: date | None, lead_days: int | None) -> date | None:
    """The last day on which more can be ordered so that it is there in time."""
    return exhausted_on - timedelta(days=lead_days or 0) if exhausted_on else None


def check_resource(resource: Any, before: Any, today: date) -> Mapping[str, str]:
    """There is some of it, and the warning comes before the limit."""
    problems = {}
    if resource.capacity is not None and resource.capacity <= 0:
        problems["capacity"] = _("There has to be some of it.")
    warning, limit = resource.warning_at or 0, resource.limit_at or 0
    if not 1 <= limit <= 100:
        problems["limit_at"] = _("The limit is from 1 to 100 percent of the capacity.")
    elif not 1 <= warning < limit:
        problems["warning_at"] = _("The warning comes before the limit, from 1 percent on.")
    if not resource.every_months:
        problems["every_months"] = _("Say after how many months it is measured again: one at least.")
    return problems


def begin(resource: Any, actor: Actor) -> None:
    """The first value is due an interval from today."""
    resource.begun_on = resource.begun_on or actor.today
