"""What is somebody's: open and ended, its conversation, the answer to “does it work?”, approvals in one click."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web import sending
from tandem.faces.web.operation.portal import callers, ending
from tandem.faces.web.shell import Visit, inside, inside_for_all
from tandem.ground.kernel import comments, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import Register
from tandem.operation.incidents.models import OPEN_STATES
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.requests.approvals.register import REQUEST_APPROVALS
from tandem.operation.requests.register import OPEN, SERVICE_REQUESTS

KINDS: tuple[tuple[Register, tuple[str, ...], str], ...] = (
    (INCIDENTS, (*OPEN_STATES, "resolved"), "opened_at"),
    (SERVICE_REQUESTS, (*OPEN, "fulfilled"), "created_at"),
)
TO_CONFIRM = ("resolved", "fulfilled")
WAITS_FOR_THEM = ("customer", "person")
MOST = 100


@dataclass(frozen=True, slots=True)
class Item:
    """A ticket or request as whoever asked sees it in a list."""

    reference: str
    title: str
    word: str
    tone: str
    note: str
    since: datetime
    is_to_confirm: bool
    waits_for_them: bool


def theirs(actor: Actor, register: Register, *, is_whole_customer: bool = False) -> Any:
    """The records of a register that are somebody's own; of a customer's people, on request all of the customer."""
    seen = register.model.objects.filter(register.confined_to(actor))
    if actor.customer_id is None:
        return seen.filter(permissions.is_theirs(actor, register))
    if is_whole_customer:
        return seen
    contact = callers.contact_of(actor)
    named = {"contact": contact} if contact is not None else {"created_by_id": actor.user_id}
    return seen.filter(permissions.is_theirs(actor, register)) | seen.filter(**named)


def listed(actor: Actor, *, is_open: bool, is_whole_customer: bool = False, most: int = MOST) -> list[Item]:
    """What is somebody's, the newest first."""
    rows = [
        item
        for register, states, moment in KINDS
        for item in _rows(actor, register, states, moment, is_open=is_open, is_whole_customer=is_whole_customer)
    ]
    return sorted(rows, key=lambda item: (not (item.is_to_confirm or item.waits_for_them), -item.since.timestamp()))[
        :most
    ]


def _rows(
    actor: Actor, register: Register, states: tuple[str, ...], moment: str, *, is_open: bool, is_whole_customer: bool
) -> list[Item]:
    records = theirs(actor, register, is_whole_customer=is_whole_customer)
    records = records.filter(state__in=states) if is_open else records.exclude(state__in=states)
    columns = ("reference", "title", "state", "assignee__name", "pending_on", moment)
    rows = records.order_by(f"-{moment}").values_list(*columns).distinct()[:MOST]
    return [_item(register, actor, *row) for row in rows]


def _item(
    register: Register, actor: Actor, reference: str, title: str, state: str, worker: str | None, waits: str, since: Any
) -> Item:
    known = register.workflow.state(state)  # type: ignore[union-attr]
    waits_for_them = state == "pending" and waits in WAITS_FOR_THEM
    return Item(
        reference,
        title,
        str(known.label),
        known.tone,
        _note(state, worker, waits_for_them=waits_for_them),
        since,
        state in TO_CONFIRM,
        waits_for_them,
    )


def _note(state: str, worker: str | None, *, waits_for_them: bool) -> str:
    if state in TO_CONFIRM:
        return _("Does it work?")
    if waits_for_them:
        return _("waits for your answer")
    if state in ("approval", "pending"):
        return _("waits for somebody else")
    if state not in (*OPEN_STATES, *OPEN):
        return ""
    return _("%(name)s works on it") % {"name": worker} if worker else _("nobody has taken it yet")


def found(visit: Visit, reference: str) -> tuple[Register, Any]:
    """The ticket or request of this reference that is somebody's; of a customer's people, any of the customer."""
    for register, _states, _moment in KINDS:
        records = theirs(visit.actor, register, is_whole_customer=True)
        record = records.with_reference(reference).select_related("service", "assignee").first()
        if record is not None:
            return register, record
    raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})


def approvals(actor: Actor) -> list[Any]:
    """What somebody was asked to agree to."""
    if actor.customer_id is not None:
        return []
    asked = permissions.visible(actor, REQUEST_APPROVALS).filter(state="asked", owner_id=actor.user_id)
    return list(asked.select_related("request", "request__requested_by").order_by("pk")[:MOST])


@require_GET
@inside_for_all
def mine(visit: Visit) -> HttpResponse:
    """Everything that is mine; with `of=all` everything of my customer."""
    is_whole = visit.actor.customer_id is not None and visit.request.GET.get("of") == "all"
    return visit.page(
        "portal/items.html",
        title=_("My items"),
        open_items=listed(visit.actor, is_open=True, is_whole_customer=is_whole),
        ended_items=listed(visit.actor, is_open=False, is_whole_customer=is_whole, most=20),
        approvals=approvals(visit.actor),
        is_whole=is_whole,
        may_ask=callers.may_ask(visit.actor),
    )


@require_GET
@inside_for_all
def show(visit: Visit, reference: str) -> HttpResponse:
    """One item: what was asked, how it stands, and what was said about it in public."""
    register, record = found(visit, reference)
    said = comments.of(visit.actor, register, record.pk)
    return visit.page(
        "portal/item.html",
        title=record.title,
        item=record,
        state=register.workflow.state(record.state),  # type: ignore[union-attr]
        said=[comment for comment in said if comment.audience == Comment.Audience.PUBLIC],
        is_ticket=register is INCIDENTS,
        is_to_confirm=record.state in TO_CONFIRM,
        solution=record.resolution if register is INCIDENTS else record.done,
        may_reply=callers.may_ask(visit.actor) and not register.workflow.state(record.state).final,  # type: ignore[union-attr]
        may_rate=ending.may_rate(visit.actor, register, record),
    )


@require_POST
@inside_for_all
def reply(visit: Visit, reference: str) -> HttpResponse:
    """Answer in public; what waited for the answer goes on."""
    register, record = found(visit, reference)
    callers.insist_may_ask(visit.actor)

    def make() -> str:
        ending.answer(visit.actor, register, record, visit.request.POST.get("text", ""))
        return visit.url("help-item", record.reference)

    try:
        return sending.once(visit, make)
    except Invalid as refused:
        messages.error(visit.request, str(refused))
    return redirect(visit.url("help-item", record.reference))


@require_POST
@inside_for_all
def works(visit: Visit, reference: str) -> HttpResponse:
    """Say that it works, or that it does not, or how content one is, 1 to 5."""
    register, record = found(visit, reference)
    callers.insist_may_ask(visit.actor)
    posted = visit.request.POST
    try:
        if score := posted.get("score", ""):
            ending.rate(visit.actor, register, record, score)
        elif posted.get("works") == "yes":
            ending.confirm(visit.actor, register, record)
        else:
            ending.refuse(visit.actor, register, record, posted.get("text", ""))
        messages.success(visit.request, _("Thank you."))
    except Invalid as refused:
        messages.error(visit.request, str(refused))
    return redirect(visit.url("help-item", record.reference))


@require_POST
@inside
def decide(visit: Visit, reference: str) -> HttpResponse:
    """Agree to a request, or reject it with a word why."""
    posted = visit.request.POST
    key = "agree" if posted.get("do") == "agree" else "reject"
    values = {"comment": posted.get("comment", "").strip()[:500]}
    try:
        writing.transition(visit.actor, REQUEST_APPROVALS, reference, key, values)
        messages.success(visit.request, _("Saved. Those who asked see it."))
    except Invalid as refused:
        messages.error(visit.request, str(refused))
    return redirect(visit.url("help-items"))
