"""The calendar of the system: a year of everything dated, and feeds that other programs subscribe to.

A feed has a secret address that opens nothing else.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from tandem.direction.scope.models import ManagementSystem
from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.faces.web import agenda, clashes
from tandem.faces.web.outlook import task_url
from tandem.faces.web.places import home_of
from tandem.faces.web.prefix import absolute
from tandem.faces.web.shell import Visit, inside
from tandem.ground.accounts import access
from tandem.ground.accounts.models import ApiToken
from tandem.ground.kernel import clock, inbox, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.agenda import crowded, late, of_everybody, of_mine
from tandem.ground.kernel.inbox import Task
from tandem.ground.kernel.permissions import READERS
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.vocabulary import Tone

AHEAD = timedelta(days=365)
MOST_NAMED: Final = 4
Surveyed = tuple[ManagementSystem, date]


@require_GET
@inside
def year(visit: Visit) -> HttpResponse:
    """Twelve months: mine, or for those who answer for the system everybody's; what one month holds below them."""
    first, problem = _first(visit)
    last = agenda.last_day(first)
    is_all = visit.actor.role in READERS and visit.request.GET.get("whose") != "mine"
    systems = _systems(visit) if is_all else []
    tasks = of_everybody(visit.actor, first, last) if is_all else of_mine(visit.actor, first, last)
    kind = visit.request.GET.get("kind", "")
    shown = [task for task in tasks if not kind or home_of(task.register) == kind]
    names = agenda.names_of(tasks)
    months = agenda.year(first, shown, visit.actor.today, frozenset(day for _system, day in systems))
    month = _month(months, visit)
    return visit.page(
        "work/calendar.html",
        title=_("Calendar"),
        problem=problem,
        months=months,
        month=month,
        rows=[agenda.row(visit, task, names) for task in shown if task.due and task.due.strftime("%Y-%m") == month.key],
        is_all=is_all,
        may_see_all=visit.actor.role in READERS,
        kind=kind,
        kinds=agenda.kinds(tasks),
        count=len(shown),
        whole=len(tasks),
        crowded=[agenda.crowd(visit, week, names) for week in crowded(shown, agenda.WEEKS)],
        clashes=clashes.of_calendar(visit, first, last, tasks, is_all=is_all),
        before=_before(visit, systems, tasks, first),
        earlier=agenda.month_after(first, -agenda.MONTHS),
        later=agenda.month_after(first, agenda.MONTHS),
    )


def _first(visit: Visit) -> tuple[date, str]:
    """The first day of the first month: that of the address, else this month's."""
    text = visit.request.GET.get("from", "")
    this = visit.actor.today.replace(day=1)
    if not text:
        return this, ""
    try:
        asked = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        asked = None
    if asked is None or not 1990 <= asked.year <= 2100:
        return this, _("“%(text)s” is no month; write it as 2027-03.") % {"text": text[:20]}
    return asked, ""


def _month(months: Sequence[agenda.Month], visit: Visit) -> agenda.Month:
    """The month whose dates are listed: that of the address, else this one where it is shown, else the first."""
    wanted = visit.request.GET.get("month", "") or visit.actor.today.strftime("%Y-%m")
    return next((month for month in months if month.key == wanted), months[0])


def _systems(visit: Visit) -> list[Surveyed]:
    """Management systems whose next surveillance audit is known and still comes, with its day, the nearest first."""
    coming = permissions.visible(visit.actor, MANAGEMENT_SYSTEMS).exclude(state="ended")
    coming = coming.filter(surveillance_on__gte=visit.actor.today).order_by("surveillance_on", "pk")
    return [(system, system.surveillance_on) for system in coming]


def _before(visit: Visit, systems: Sequence[Surveyed], tasks: Sequence[Task], first: date) -> list[dict[str, Any]]:
    """What has to happen before each certification body comes: what is late, falls due until then, is not met yet."""
    if not systems:
        return []
    today, last = visit.actor.today, max(day for _system, day in systems)
    is_whole = first <= today and last <= agenda.last_day(first)
    coming = tasks if is_whole else of_everybody(visit.actor, today, last)
    overdue = late(visit.actor)
    report = evaluate_for(visit.actor)
    return [_before_one(visit, surveyed, coming, report) | {"late": overdue} for surveyed in systems]


def _before_one(visit: Visit, surveyed: Surveyed, tasks: Sequence[Task], report: Report) -> dict[str, Any]:
    today = visit.actor.today
    system, day = surveyed
    until = [task for task in tasks if task.due and today <= task.due <= day]
    evaluation = [task for task in until if task.register.wing == "evaluation"]
    return {
        "system": system,
        "weeks": (day - today).days // 7,
        "due": len(until),
        "evaluation": [{"task": task, "url": task_url(visit, task)} for task in evaluation[:MOST_NAMED]],
        "to_do": report.standard(system.standard).totals.tone(Tone.TO_DO),
        "query": urlencode({"tab": "work", "standard": system.standard}),
    }


@never_cache
@require_GET
def work(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Everything dated that waits for the person, each on its day, for a year (RFC 5545)."""
    actor = reader_of(slug, secret)
    with organization_active(actor.organization_id):
        overdue = [task for task in inbox.waiting(actor) if task.due and task.due < actor.today]
        coming = of_mine(actor, actor.today, actor.today + AHEAD)
        return _feed(slug, f"Tandem: {slug}", [*overdue, *coming])


@never_cache
@require_GET
def system(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Everything dated of everybody for a year, for those who answer for the system."""
    actor = reader_of(slug, secret)
    if actor.role not in READERS:
        raise Http404
    with organization_active(actor.organization_id):
        tasks = of_everybody(actor, actor.today - AHEAD, actor.today + AHEAD)
        return _feed(slug, f"Tandem: {slug}, {_('whole system')}", tasks)


def _feed(slug: str, name: str, tasks: Iterable[Task]) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Tandem//My work//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for task in tasks:
        calendar.add_component(_event(slug, task))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def reader_of(slug: str, secret: str) -> Actor:
    """The person whose secret address this is, who only reads; Http404 for every other."""
    token = ApiToken.presented(secret)
    is_for_this = token is not None and (token.organization.slug, token.scope) == (slug, ApiToken.Scope.CALENDAR)
    actor = None
    if token is not None and is_for_this and token.is_usable(clock.now()):
        actor = access.actor_for(token.user, slug, "calendar", may_write=False)
    if token is None or actor is None or actor.customer_id is not None:
        raise Http404
    token.note_use(clock.now())
    return actor


def _event(slug: str, task: Task) -> Event:
    event = Event()
    event.add("uid", f"{task.reference}-{task.state}-{task.place}@{slug}.tandem")
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("dtstart", task.due)
    event.add("dtend", task.due + timedelta(days=1) if task.due else None)
    event.add("summary", f"{task.what}: {task.title}")
    event.add("description", task.reference)
    event.add("url", absolute("record", slug, task.register.key, task.reference))
    event.add("transp", "TRANSPARENT")
    return event
