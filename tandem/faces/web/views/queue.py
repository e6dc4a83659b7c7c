"""The queue: what nobody has first, then by time left; one of them is shown beside the list."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import BooleanField, ExpressionWrapper, F, Min, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web import display
from tandem.faces.web.operation.suggestions.pages import suggested
from tandem.faces.web.operation.tickets import clocks
from tandem.faces.web.operation.tickets.clocks import Running
from tandem.faces.web.operation.tickets.lengths import length
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import clock, permissions, workflow, writing
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.registers import Register
from tandem.operation.agreements.clocks.models import OPEN, IncidentClock
from tandem.operation.incidents.models import OPEN_STATES

SHOWN = 200
COLUMNS = (
    "pk",
    "reference",
    "title",
    "priority",
    "state",
    "assignee__name",
    "opened_at",
    "service__title",
    "reported_by",
)
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
    rows = _rows(register, chosen)
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
    names = ("contact", "caller", "customer", "items", "service", "category", "pending_until", "group", "assignee")
    running = clocks.of(record)
    return visit.part(
        "queue_preview.html",
        register=register,
        record=record,
        state=display.shown(register, record, "state"),
        priority=display.shown(register, record, "priority"),
        fields=[field for name in names if (field := display.shown(register, record, name)).value],
        age=length((clock.now() - record.opened_at).total_seconds()),
        running=_next(list(running.values())),
        suggestions=suggested(visit.actor, record.title),
        steps=steps[:3],
        may_edit=permissions.may_edit(visit.actor, register, record),
        mine=record.assignee_id == visit.actor.user_id,
        like=_like(visit, register, record),
    )


def _open(visit: Visit, register: Register) -> "QuerySet[Any]":
    return permissions.visible(visit.actor, register).filter(state__in=OPEN_STATES)


def _rows(register: Register, chosen: "QuerySet[Any]") -> list[dict[str, Any]]:
    """The most pressing ones as lines, by time left; what nothing is promised for comes after, by how it presses."""
    due = Min("service_clocks__due_at", filter=Q(service_clocks__state__in=OPEN))
    nobody = ExpressionWrapper(Q(assignee=None), output_field=BooleanField())
    pressing = chosen.annotate(due=due, nobody=nobody)
    ordered = pressing.order_by("-nobody", F("due").asc(nulls_last=True), "priority", "opened_at")
    values = list(ordered.values(*COLUMNS)[:SHOWN])
    kept = IncidentClock.objects.open().filter(incident_id__in=[row["pk"] for row in values])
    running: dict[int, list[Running]] = {}
    for kept_clock in kept.select_related("target", "calendar").order_by("pk"):
        if kept_clock.calendar is not None and kept_clock.events:
            running.setdefault(kept_clock.incident_id, []).append(clocks.read(kept_clock))
    rows = [_row(register, row, _next(running.get(row["pk"], []))) for row in values]
    return sorted(rows, key=_pressing)


def _next(running: list[Running]) -> Running | None:
    """Of the clocks of one incident that which is due first."""
    due = [each for each in running if each.due is not None]
    return min(due, key=_due_of) if due else next(iter(running), None)


def _due_of(running: Running) -> datetime:
    return running.due or clock.now()


def _pressing(row: dict[str, Any]) -> tuple[bool, datetime, int]:
    due: datetime | None = row["due"]
    return due is None, due or row["opened_at"], row["priority"]


def _row(register: Register, values: dict[str, Any], running: Running | None) -> dict[str, Any]:
    """A line of the queue: the time left of what is promised, or how long it has been open where nothing is."""
    seconds = (clock.now() - values["opened_at"]).total_seconds()
    used = min(seconds / LONG_AGO[values["priority"]], 1)
    is_waiting = values["state"] == PENDING
    tone = "quiet" if is_waiting else "bad" if used >= 1 else "waiting" if used >= 1 - 1 / PRESSING else "active"
    state = register.workflow.state(values["state"])  # type: ignore[union-attr]
    line = {
        "left": _("open for %(age)s") % {"age": length(seconds)},
        "used": round(100 * used),
        "tone": tone,
        "due": None,
    }
    if running is not None:
        line = {"left": _left(running), "used": running.used, "tone": running.tone, "due": running.due}
    return (
        values
        | line
        | {
            "word": state.label,
            "state_tone": state.tone,
            "priority_word": dict(register.field("priority").flatchoices)[values["priority"]],
            "is_waiting": is_waiting,
            "whom": values["assignee__name"],
        }
    )


def _left(running: Running) -> str:
    if not running.is_going or running.tone == "bad":
        return running.words
    told = _("%(left)s to answer") if running.kind == "response" else _("%(left)s to solve")
    return told % {"left": running.words}


def _groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    nobody = [row for row in rows if not row["whom"] and not row["is_waiting"]]
    working = [row for row in rows if row["whom"] and not row["is_waiting"]]
    waiting = [row for row in rows if row["is_waiting"]]
    groups = [
        {"title": _("Nobody has it"), "note": _("answer first"), "rows": nobody},
        {"title": _("In work"), "note": _("time runs out first"), "rows": working},
        {"title": _("Waiting"), "note": _("for somebody outside"), "rows": waiting},
    ]
    return [group for group in groups if group["rows"]]


def _tabs(visit: Visit, whole: "QuerySet[Any]") -> list[dict[str, Any]]:
    mine = whole.filter(assignee_id=visit.actor.user_id)
    waiting = whole.filter(state=PENDING)
    return [
        {"key": "all", "title": _("By time left"), "count": whole.count()},
        {"key": "mine", "title": _("Mine"), "count": mine.count()},
        {"key": "waiting", "title": _("Waiting"), "count": waiting.count()},
    ]


def _figures(whole: "QuerySet[Any]", rows: list[dict[str, Any]] | None) -> str:
    nobody = whole.filter(assignee=None).exclude(state=PENDING).count()
    told = _("%(count)s open, %(nobody)s with nobody.") % {"count": whole.count(), "nobody": nobody}
    over = sum(row["tone"] == "bad" for row in rows or ())
    return told + (" " + _("%(count)s past their time.") % {"count": over} if over else "")


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
