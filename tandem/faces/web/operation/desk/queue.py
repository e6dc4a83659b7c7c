"""The queue: what nobody has first, then by time left; one of them is shown beside the list."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.desk import rows, scopes
from tandem.faces.web.operation.desk.scopes import EVERYTHING, Scope
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import clock, permissions
from tandem.operation.desk.shifts.models import OnCallShift

SHOWN = 100
MOST_ON_CALL = 12


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """Open incidents by how they press: without anybody, in work, waiting for somebody outside."""
    register = register_of(visit, "incidents")
    whole = scopes.open_tickets(visit, register)
    tabs = scopes.scopes(visit, whole)
    tab = scopes.chosen(visit, tabs)
    shown = rows.rows(register, rows.pressing(whole.filter(tab.which), SHOWN))
    groups = _groups(shown)
    return visit.page(
        "operation/desk/queue.html",
        title=_("Queue"),
        register=register,
        groups=groups,
        tab=tab.key,
        tabs=tabs,
        shown=SHOWN if len(shown) == SHOWN else 0,
        every=scopes.address(visit, tab.filters),
        first=groups[0]["rows"][0]["reference"] if groups else "",
        figures=_figures(tabs, shown if tab.key == EVERYTHING else None),
        on_call=_on_call(visit),
    )


def _on_call(visit: Visit) -> list[OnCallShift]:
    """Who is called at this moment, the first of each group before the second."""
    shifts: Any = permissions.visible(visit.actor, register_of(visit, "on-call-shifts"))
    return list(shifts.at(clock.now()).select_related("person").order_by("group", "level", "pk")[:MOST_ON_CALL])


def _groups(tickets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    nobody = [row for row in tickets if not row["whom"] and not row["is_waiting"]]
    working = [row for row in tickets if row["whom"] and not row["is_waiting"]]
    waiting = [row for row in tickets if row["is_waiting"]]
    groups = [
        {"title": _("Nobody has it"), "note": _("answer first"), "rows": nobody},
        {"title": _("In work"), "note": _("time runs out first"), "rows": working},
        {"title": _("Waiting"), "note": _("for somebody outside"), "rows": waiting},
    ]
    return [group for group in groups if group["rows"]]


def _figures(tabs: list[Scope], tickets: list[dict[str, Any]] | None) -> str:
    counts = {tab.key: tab.count for tab in tabs}
    sentence = _("%(count)s open, %(nobody)s with nobody.") % {"count": counts[EVERYTHING], "nobody": counts["nobody"]}
    over = sum(row["tone"] == "bad" for row in tickets or ())
    return sentence + (" " + _("%(count)s past their time.") % {"count": over} if over else "")
