"""The queue: what nobody has first, then what is most pressing; one of them is shown beside the list."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web import display
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.faces.web.ticket import length
from tandem.ground.kernel import clock, permissions, workflow, writing
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.registers import Register
from tandem.operation.incidents.models import OPEN_STATES

SHOWN = 200
COLUMNS = ("reference", "title", "priority", "state", "assignee__name", "opened_at", "service__title", "reported_by")
PENDING = "pending"
LONG_AGO = {1: 4 * 3_600, 2: 8 * 3_600, 3: 3 * 86_400, 4: 7 * 86_400, 5: 30 * 86_400}
PRESSING = 3  # what an expected time is divided by, before which nothing presses
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
    chosen = chosen.filter(state=PENDING) if tab == "waiting" else chosen
    rows = [_row(register, values) for values in chosen.order_by("priority", "opened_at").values(*COLUMNS)[:SHOWN]]
    groups = _groups(rows)
    return visit.page(
        "queue.html",
        title=_("Queue"),
        register=register,
        groups=groups,
        tab=tab,
        tabs=_tabs(visit, whole),
        shown=SHOWN if len(rows) == SHOWN else 0,
        first=groups[0]["rows"][0]["reference"] if groups else "",
        figures=_figures(whole, rows if tab == "all" else None),
    )


@require_GET
@inside
def preview(visit: Visit, reference: str) -> HttpResponse:
    """One incident beside the queue, with what can be done about it at once."""
    register = register_of(visit, "incidents")
    record: Any = writing.find(visit.actor, register, reference)
    steps = [step for step in workflow.steps(visit.actor, register, record) if not step.refusal]
    names = ("reported_by", "service", "category", "group", "assignee")
    return visit.part(
        "queue_preview.html",
        register=register,
        record=record,
        state=display.shown(register, record, "state"),
        priority=display.shown(register, record, "priority"),
        fields=[field for name in names if (field := display.shown(register, record, name)).value],
        age=length((clock.now() - record.opened_at).total_seconds()),
        steps=steps[:3],
        may_edit=permissions.may_edit(visit.actor, register, record),
        mine=record.assignee_id == visit.actor.user_id,
        like=_like(visit, register, record),
    )


def _open(visit: Visit, register: Register) -> "QuerySet[Any]":
    return permissions.visible(visit.actor, register).filter(state__in=OPEN_STATES)


def _row(register: Register, values: dict[str, Any]) -> dict[str, Any]:
    """A line of the queue: how long it has been waiting, as words and as a part of the time that is usual."""
    seconds = (clock.now() - values["opened_at"]).total_seconds()
    usual = LONG_AGO[values["priority"]]
    used = min(seconds / usual, 1)
    is_waiting = values["state"] == PENDING
    tone = "quiet" if is_waiting else "bad" if used >= 1 else "waiting" if used >= 1 - 1 / PRESSING else "active"
    state = next(state for state in register.workflow.states if state.key == values["state"])  # type: ignore[union-attr]
    priority = dict(register.field("priority").flatchoices)[values["priority"]]
    return values | {
        "age": length(seconds),
        "used": round(100 * used),
        "tone": tone,
        "word": state.label,
        "state_tone": state.tone,
        "priority_word": priority,
        "is_waiting": is_waiting,
        "whom": values["assignee__name"],
    }


def _groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    nobody = [row for row in rows if not row["whom"] and not row["is_waiting"]]
    working = [row for row in rows if row["whom"] and not row["is_waiting"]]
    waiting = [row for row in rows if row["is_waiting"]]
    groups = [
        {"title": _("Nobody has it"), "note": _("answer first"), "rows": nobody},
        {"title": _("In work"), "note": _("most pressing first"), "rows": working},
        {"title": _("Waiting"), "note": _("for somebody outside"), "rows": waiting},
    ]
    return [group for group in groups if group["rows"]]


def _tabs(visit: Visit, whole: "QuerySet[Any]") -> list[dict[str, Any]]:
    mine = whole.filter(assignee_id=visit.actor.user_id)
    waiting = whole.filter(state=PENDING)
    return [
        {"key": "all", "title": _("By urgency"), "count": whole.count()},
        {"key": "mine", "title": _("Mine"), "count": mine.count()},
        {"key": "waiting", "title": _("Waiting"), "count": waiting.count()},
    ]


def _figures(whole: "QuerySet[Any]", rows: list[dict[str, Any]] | None) -> str:
    nobody = whole.filter(assignee=None).exclude(state=PENDING).count()
    told = _("%(count)s open, %(nobody)s with nobody.") % {"count": whole.count(), "nobody": nobody}
    over = sum(row["tone"] == "bad" for row in rows or ())
    return told + (" " + _("%(count)s open for longer than usual.") % {"count": over} if over else "")


def _like(visit: Visit, register: Register, record: Any) -> list[Any]:
    """The newest other incidents of the same service."""
    if not record.service_id:
        return []
    others = permissions.visible(visit.actor, register).filter(service_id=record.service_id).exclude(pk=record.pk)
    labels = {state.key: (state.label, state.tone) for state in register.workflow.states}  # type: ignore[union-attr]
    return [
        {"reference": reference, "title": title, "word": labels[state][0], "tone": labels[state][1]}
        for reference, title, state in others.order_by("-opened_at").values_list("reference", "title", "state")[:4]
    ]


@require_POST
@inside
def take(visit: Visit, reference: str) -> HttpResponse:
    """Assign an incident to oneself and go back to the queue."""
    register = register_of(visit, "incidents")
    try:
        writing.change(visit.actor, register, reference, {"assignee": visit.actor.user_id})
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    else:
        messages.success(visit.request, _("%(reference)s is yours.") % {"reference": reference})
    return redirect(visit.url("queue"))
