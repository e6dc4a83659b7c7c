"""Whether an approved change may be made when it is planned."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, locales
from tandem.operation.changes import collisions, rules
from tandem.operation.changes.plans import Plan

PLACED_BY = ("planned_for", "starts_at", "ends_at", "service_id", "owner_id", "items", "people", "state")
HARD = frozenset({"item", "relative", "service", "person"})


def check(change: Any, before: Any, today: date) -> Mapping[str, str]:
    """All that a change needs; approved, and whenever it is moved then, it stands in no freeze and in nobody's way."""
    return rules.check_change(change, before, today) or _in_the_way(change, before, today)


def _in_the_way(change: Any, before: Any, today: date) -> Mapping[str, str]:
    if change.state != "approved" or change.category == "emergency" or not _is_placed_anew(change, before):
        return {}
    if change.planned_for is None or change.planned_for < today:
        return {}
    now = clock.now()
    clashes, free = collisions.of_change(change, change.organization.zone, now)
    field = "starts_at" if change.starts_at else "planned_for"
    frozen = next((item for item in clashes if item.kind == "freeze"), None)
    if frozen and change.freeze_allowed_by_id is None:
        return {field: f"{frozen.words} {out_of_it(free, change.organization.zone)}"}
    clash = next((item for item in clashes if item.kind in HARD and item.is_exact and item.other), None)
    if clash and clash.other and not change.collision_accepted:
        params = {"words": clash.words, "other": clash.other.reference, "title": clash.other.title}
        words = _("It collides with %(other)s %(title)s: %(words)s") % params
        return {field: f"{words} {out_of_it(free, change.organization.zone)}"}
    return {}


def _is_placed_anew(change: Any, before: Any) -> bool:
    return before is None or any(getattr(change, name) != getattr(before, name) for name in PLACED_BY)


def out_of_it(free: Plan | None, zone: Any) -> str:
    """When nothing gets in the way, in words."""
    if free is None:
        return _("No free time in the next sixty days; say why it may collide, or ask for it to be allowed.")
    when = locales.moment(free.begins, zone) if free.is_exact else locales.day(free.begins.astimezone(zone).date())
    return _("Next free time: %(when)s.") % {"when": when}
