"""How often: every planned interval of the house on one page, with what is set here and what depends on it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions
from tandem.proof.conformity.declarations import Check
from tandem.proof.conformity.how_often.models import PlannedInterval
from tandem.proof.conformity.how_often.planned import Planned, planned
from tandem.proof.conformity.how_often.register import PLANNED_INTERVALS
from tandem.proof.conformity.library import library


@dataclass(frozen=True, slots=True)
class Row:
    """One interval, what is set for it here (None where the default stands), and the checks that depend on it."""

    interval: Planned
    kept: Any
    checks: tuple[Check, ...]

    @property
    def months(self) -> int | None:
        """The months that count; None where each record works out its own."""
        set_here = self.kept.months_in_force if self.kept else None
        return set_here or self.interval.default


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """Every interval with its default, what stands here, how long it may slip, and what depends on it."""
    register_of(visit, PLANNED_INTERVALS.key)
    kept = {
        setting.interval: setting
        for setting in PlannedInterval.objects.exclude(state="ended").select_related("confirmed_by")
    }
    depending = _depending()
    rows = [Row(default, kept.get(key), tuple(depending.get(key, ()))) for key, default in planned().items()]
    return visit.page(
        "how_often.html",
        title=_("How often"),
        register=PLANNED_INTERVALS,
        rows=rows,
        changed=sum(1 for row in rows if row.kept),
        may_set=permissions.may_create(visit.actor, PLANNED_INTERVALS),
    )


def _depending() -> dict[str, list[Check]]:
    """The checks that call a record stale by each interval."""
    by_interval: dict[str, list[Check]] = defaultdict(list)
    for check in library().checks:
        measured = [part.measure.fresh for part in (check.answer.parts if check.answer else ())]
        for key in dict.fromkeys(fresh.interval for fresh in measured if fresh and fresh.interval):
            by_interval[key].append(check)
    return by_interval
