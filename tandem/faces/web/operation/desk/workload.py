"""Who has how much: the open tickets by person and by group; every figure opens the list it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.desk import scopes
from tandem.faces.web.operation.tickets.lengths import length
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import clock

MOST = 100  # lines of each table
LONG = 7  # days after which a ticket is open for long
HIGH = "1,2"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the address of the list whose length it is."""

    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Load:
    """What one person or group has: open, of high priority, waiting, open for long, and since when the oldest."""

    title: str
    figures: tuple[Figure, ...]
    oldest: str
    share: int


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """By person and by group, whoever has most at the top; what nobody has stands first."""
    tickets = scopes.open_tickets(visit, register_of(visit, "incidents"))
    return visit.page(
        "operation/desk/workload.html",
        title=_("Workload"),
        people=_by_person(visit, tickets),
        groups=_by_group(visit, tickets),
        long=LONG,
    )


def _by_person(visit: Visit, tickets: "QuerySet[Any]") -> list[Load]:
    rows = _counted(visit, tickets, "assignee", "assignee__name")
    named = [(row["assignee__name"] or _("nobody"), {"assignee": str(row["assignee"] or "none")}, row) for row in rows]
    return _loads(visit, sorted(named, key=lambda each: each[2]["assignee"] is not None))


def _by_group(visit: Visit, tickets: "QuerySet[Any]") -> list[Load]:
    rows = _counted(visit, tickets, "group")
    return _loads(visit, [(row["group"] or _("no group"), {"group": row["group"] or "none"}, row) for row in rows])


def _counted(visit: Visit, tickets: "QuerySet[Any]", *by: str) -> list[dict[str, Any]]:
    counted = (
        tickets.order_by()
        .values(*by)
        .annotate(
            every=Count("pk"),
            high=Count("pk", filter=Q(priority__lte=2)),
            waiting=Count("pk", filter=Q(state=scopes.PENDING)),
            long=Count("pk", filter=Q(opened_at__lt=_before(visit))),
            oldest=Min("opened_at"),
        )
    )
    return list(counted.order_by("-every", *by)[:MOST])


def _before(visit: Visit) -> datetime:
    """The beginning of the day since which a ticket is not open for long."""
    now = clock.now().astimezone(visit.actor.zone)
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=LONG - 1)


def _loads(visit: Visit, named: list[tuple[str, dict[str, str], dict[str, Any]]]) -> list[Load]:
    most = max((row["every"] for _title, _filters, row in named), default=1)
    return [_load(visit, title, filters, row, most) for title, filters, row in named]


def _load(visit: Visit, title: str, filters: dict[str, str], row: dict[str, Any], most: int) -> Load:
    until = (_before(visit) - timedelta(days=1)).date().isoformat()
    further = {
        "every": {},
        "high": {"priority": HIGH},
        "waiting": {"state": scopes.PENDING},
        "long": {"opened_at~to": until},
    }
    figures = tuple(Figure(row[key], scopes.address(visit, filters | more)) for key, more in further.items())
    oldest = length((clock.now() - row["oldest"]).total_seconds())
    return Load(title, figures, oldest, round(100 * row["every"] / most))
