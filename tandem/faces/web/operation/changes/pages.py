"""The change calendar, moving a change in it, and what would fall with a change, an exit or a leaver."""

from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web.conformity import TONES
from tandem.faces.web.operation.changes.days import MONTH, WEEK, sheet
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import clock, permissions, writing
from tandem.ground.kernel.actor import MANAGER, STAFF
from tandem.ground.kernel.errors import Conflict, Invalid, NotPermitted
from tandem.ground.kernel.kinds.times import day_asked
from tandem.operation.changes import collisions
from tandem.operation.changes.approvals.register import CHANGE_APPROVALS
from tandem.operation.changes.register import CHANGES
from tandem.operation.changes.timing import out_of_it
from tandem.proof.conformity.falling import outlook

MOST_WAITING = 8
LEGEND = (
    ("approved", gettext_lazy("approved")),
    ("planned", gettext_lazy("planned")),
    ("waiting", gettext_lazy("to approve")),
    ("emergency", gettext_lazy("emergency")),
    ("clash", gettext_lazy("collision")),
)


@require_GET
@inside
def calendar(visit: Visit) -> HttpResponse:
    """A month or a week of changes, with freezes, windows and what collides."""
    register_of(visit, CHANGES.key)
    span = WEEK if visit.request.GET.get("span") == WEEK else MONTH
    day = day_asked(visit.request.GET.get("day", "")) or visit.actor.today
    shown = sheet(visit, span, day)
    return visit.page(
        "operation/changes/calendar.html",
        title=_("Change calendar"),
        register=CHANGES,
        sheet=shown,
        day=day,
        waiting=_waiting(visit),
        legend=LEGEND,
    )


def _waiting(visit: Visit) -> list[dict[str, Any]]:
    """The changes that wait for the visitor's word: those they were asked about, and for managers those for anybody."""
    asked = permissions.visible(visit.actor, CHANGE_APPROVALS).filter(state="asked", owner=visit.actor.user_id)
    rows = [
        {
            "url": visit.url("record", CHANGE_APPROVALS.key, approval.reference),
            "reference": approval.change.reference,
            "title": approval.change.title,
            "words": approval.title,
        }
        for approval in asked.select_related("change").order_by("pk")[:MOST_WAITING]
    ]
    if visit.actor.role != MANAGER or not visit.actor.may_write:
        return rows
    seen = permissions.visible(visit.actor, CHANGES).filter(state__in=("weighed", "undecided"))
    anybodys = seen.exclude(approvals__state__in=("asked", "agreed"), state="weighed")
    anybodys = anybodys.exclude(owner=visit.actor.user_id).exclude(requester=visit.actor.user_id)
    return rows + [
        _decided_by_anybody(visit, change) for change in anybodys.order_by("planned_for", "pk")[:MOST_WAITING]
    ]


def _decided_by_anybody(visit: Visit, change: Any) -> dict[str, Any]:
    words = [] if change.way_back else [_("way back is missing")]
    if change.state == "undecided":
        words = [_("made already, to be decided afterwards")]
    elif change.route in ("board", "design"):
        words.insert(0, str(change.get_route_display()).lower())
    url = visit.url("record", CHANGES.key, change.reference)
    return {"url": url, "reference": change.reference, "title": change.title, "words": ", ".join(words)}


@require_POST
@inside
def move(visit: Visit) -> HttpResponse:
    """Move a change to another day, and to another time where one is named; what gets in the way is said."""
    register_of(visit, CHANGES.key)
    form = visit.request.POST
    reference, day = form.get("change", ""), day_asked(form.get("day", ""))
    span = WEEK if form.get("span") == WEEK else MONTH
    came_from = day_asked(form.get("from", "")) or visit.actor.today
    if day is None:
        messages.error(visit.request, _("Say to which day it is moved."))
        return redirect(_back(visit, span, came_from))
    try:
        moved = _move(visit, reference, day, form.get("time", ""), form.get("version", ""))
    except (Invalid, NotPermitted, Conflict) as refused:
        messages.error(visit.request, _refusal(refused))
        return redirect(_back(visit, span, came_from))
    _tell(visit, moved)
    return redirect(_back(visit, span, day))


def _back(visit: Visit, span: str, day: date) -> str:
    """The same span of the calendar, with a day in it."""
    return f"{visit.url('change-calendar')}?{urlencode({'span': span, 'day': day.isoformat()})}"


def _move(visit: Visit, reference: str, day: date, at: str, version: str) -> Any:
    change = writing.find(visit.actor, CHANGES, reference)
    values: dict[str, Any] = {"planned_for": day}
    hours = _hours(at)
    if hours is not None:
        begins = datetime.combine(day, hours, visit.actor.zone).astimezone(UTC)
        length = change.ends_at - change.starts_at if change.starts_at and change.ends_at else None
        values = {"starts_at": begins, "ends_at": begins + length if length else None}
    number = int(version) if version.isascii() and version.isdigit() else None
    return writing.change(visit.actor, CHANGES, change.reference, values, version=number)


def _hours(text: str) -> time | None:
    if not text:
        return None
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise Invalid({"starts_at": [_("Write hours and minutes, such as 02:00.")]}) from None


def _refusal(refused: Exception) -> str:
    if isinstance(refused, Invalid):
        return " ".join(message for several in refused.problems.values() for message in several)
    return str(refused)


def _tell(visit: Visit, change: Any) -> None:
    """Say where it stands now, and what gets in its way there."""
    clashes, free = collisions.of_change(change, visit.actor.zone, clock.now())
    params = {"reference": change.reference, "day": change.planned_for}
    if not clashes:
        messages.success(visit.request, _("%(reference)s is planned for %(day)s; nothing gets in its way.") % params)
        return
    words = " ".join(dict.fromkeys(collision.words for collision in clashes))
    way_out = out_of_it(free, visit.actor.zone)
    messages.warning(visit.request, f"{_('%(reference)s is planned for %(day)s.') % params} {words} {way_out}")


def _would_fall(key: str) -> Any:
    """The page of what would fall with a record of this register."""

    @require_GET
    @inside
    def show(visit: Visit, reference: str) -> HttpResponse:
        register = register_of(visit, key)
        if visit.actor.role == STAFF or visit.actor.customer_id is not None:
            raise NotPermitted(_("Your role does not include conformity."))
        record: Any = writing.find(visit.actor, register, reference)
        prospect = outlook(visit.actor, register, record)
        return visit.page(
            "operation/changes/would_fall.html",
            title=_("What would fall"),
            register=register,
            record=record,
            headline=str(getattr(record, register.headline)),
            outlook=prospect,
            tones=TONES,
        )

    return show


change_would_fall = _would_fall("changes")
supplier_would_fall = _would_fall("suppliers")
person_would_fall = _would_fall("people")
