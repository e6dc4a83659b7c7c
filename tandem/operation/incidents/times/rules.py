"""What an entry of time needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.incidents.times.models import IncidentTime


def derive(spent: Any, before: Any, actor: Actor) -> None:
    """One's own time of today, unless said otherwise."""
    if before is None:
        spent.spent_on = spent.spent_on or actor.today
        spent.worker_id = spent.worker_id or actor.user_id


def check(spent: Any, before: Any, today: date) -> Mapping[str, str]:
    """Time is spent up to today, and stays with its incident."""
    if before is not None and before.incident_id != spent.incident_id:
        return {"incident": _("Delete it and write it on the other incident.")}
    return {"spent_on": _("That day has not come yet.")} if spent.spent_on and spent.spent_on > today else {}


def minutes_on(incident: Any) -> int:
    """Minutes spent on an incident and on those that were merged into it."""
    spent = IncidentTime.objects.filter(Q(incident_id=incident.pk) | Q(incident__merged_into_id=incident.pk))
    return int(spent.aggregate(whole=Sum("minutes"))["whole"] or 0)
