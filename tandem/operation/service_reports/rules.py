"""What a definition of a report needs, and when the next one is due."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def derive_definition(definition: Any, before: Any, actor: Actor) -> None:
    """Periods are whole months; the next report is due some days after its period."""
    if definition.begins_on is None:
        return
    definition.begins_on = definition.begins_on.replace(day=1)
    if definition.state == "in-use":
        _first, last = definition.next_period()
        definition.next_due = last + timedelta(days=definition.days_to_deliver)
    else:
        definition.next_due = None


def check_definition(definition: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its customer, and once something was reported with its beginning and its frequency."""
    if before is None:
        return {}
    if before.customer_id != definition.customer_id:
        return {"customer": _("A report stays with its customer; define another one.")}
    if before.last_period_end is None:
        return {}
    kept = ("begins_on", "frequency")
    moved = [name for name in kept if getattr(before, name) != getattr(definition, name)]
    return dict.fromkeys(moved, _("Something was reported already; define another report."))


def locked(definition: Any) -> str | None:
    """What is no longer given stays as it was."""
    return _("It is no longer given; define another report.") if definition.state == "retired" else None
