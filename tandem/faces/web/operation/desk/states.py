"""The open tickets side by side by state, in each what presses most at the top."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.desk import rows, scopes
from tandem.faces.web.operation.desk.scopes import Scope
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel.registers import Register
from tandem.operation.incidents.models import OPEN_STATES

SHOWN = 30  # of each state


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """A column for each state a ticket can be open in; its figure opens the list of all of them."""
    register = register_of(visit, "incidents")
    whole = scopes.open_tickets(visit, register)
    tabs = [tab for tab in scopes.scopes(visit, whole) if tab.key != "waiting"]  # a column of its own
    tab = scopes.chosen(visit, tabs)
    return visit.page(
        "operation/desk/states.html",
        title=_("Tickets by state"),
        tabs=tabs,
        tab=tab.key,
        lanes=_lanes(visit, register, whole.filter(tab.which), tab),
    )


def _lanes(visit: Visit, register: Register, tickets: "QuerySet[Any]", tab: Scope) -> list[dict[str, Any]]:
    counts = dict(tickets.order_by().values_list("state").annotate(Count("pk")))
    return [_lane(visit, register, tickets.filter(state=key), key, counts.get(key, 0), tab) for key in OPEN_STATES]


def _lane(
    visit: Visit, register: Register, tickets: "QuerySet[Any]", key: str, count: int, tab: Scope
) -> dict[str, Any]:
    state = register.workflow.state(key)  # type: ignore[union-attr]
    return {
        "title": state.label,
        "tone": state.tone,
        "count": count,
        "address": scopes.address(visit, tab.filters | {"state": key}),
        "rows": rows.rows(register, rows.pressing(tickets, SHOWN)) if count else [],
        "more": max(count - SHOWN, 0),
    }
