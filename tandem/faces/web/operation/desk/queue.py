"""The queue: what nobody has first, then by time left; one of them is shown beside the list."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.desk import rows
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import clock, permissions
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import NotFound
from tandem.ground.kernel.registers import Register
from tandem.operation.desk.shifts.models import OnCallShift
from tandem.operation.incidents.models import OPEN_STATES

SHOWN = 100
MOST_ON_CALL = 12
TABS = ("all", "mine", "waiting")


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """Open incidents by how they press: without anybody, in work, waiting for somebody outside."""
    if visit.actor.role == STAFF:
        raise NotFound(_("There is no such page here."))
    register = register_of(visit, "incidents")
    whole = _open(visit, register)
    tab = visit.request.GET.get("tab", "all")
    chosen = whole.filter(assignee_id=visit.actor.user_id) if tab == "mine" else whole
    chosen = chosen.filter(state=rows.PENDING) if tab == "waiting" else chosen
    shown = rows.rows(register, rows.pressing(chosen, SHOWN))
    groups = _groups(shown)
    return visit.page(
        "operation/desk/queue.html",
        title=_("Queue"),
        register=register,
        groups=groups,
        tab=tab,
        tabs=_tabs(visit, whole),
        shown=SHOWN if len(shown) == SHOWN else 0,
        first=groups[0]["rows"][0]["reference"] if groups else "",
        figures=_figures(whole, shown if tab == "all" else None),
        on_call=_on_call(visit),
    )


def _on_call(visit: Visit) -> list[OnCallShift]:
    """Who is called at this moment, the first of each group before the second."""
    shifts: Any = permissions.visible(visit.actor, register_of(visit, "on-call-shifts"))
    return list(shifts.at(clock.now()).select_related("person").order_by("group", "level", "pk")[:MOST_ON_CALL])


def _open(visit: Visit, register: Register) -> "QuerySet[Any]":
    return permissions.visible(visit.actor, register).filter(state__in=OPEN_STATES)


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


def _tabs(visit: Visit, whole: "QuerySet[Any]") -> list[dict[str, Any]]:
    mine = whole.filter(assignee_id=visit.actor.user_id)
    waiting = whole.filter(state=rows.PENDING)
    return [
        {"key": "all", "title": _("By time left"), "count": whole.count()},
        {"key": "mine", "title": _("Mine"), "count": mine.count()},
        {"key": "waiting", "title": _("Waiting"), "count": waiting.count()},
    ]


def _figures(whole: "QuerySet[Any]", tickets: list[dict[str, Any]] | None) -> str:
    nobody = whole.filter(assignee=None).exclude(state=rows.PENDING).count()
    told = _("%(count)s open, %(nobody)s with nobody.") % {"count": whole.count(), "nobody": nobody}
    over = sum(row["tone"] == "bad" for row in tickets or ())
    return told + (" " + _("%(count)s past their time.") % {"count": over} if over else "")
