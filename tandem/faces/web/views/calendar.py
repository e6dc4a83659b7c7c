"""My work as a calendar that other programs subscribe to, by a secret address that opens nothing else."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from tandem.ground.accounts import access
from tandem.ground.accounts.models import ApiToken
from tandem.ground.kernel import clock, inbox
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.inbox import Task
from tandem.ground.kernel.tenancy import organization_active


@never_cache
@require_GET
def work(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Everything dated that waits for the person, each on its day (RFC 5545)."""
    actor = reader_of(slug, secret)
    with organization_active(actor.organization_id):
        calendar = Calendar()
        calendar.add("prodid", "-//Tandem//My work//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", f"Tandem: {slug}")
        for task in inbox.waiting(actor):
            if task.due:
                calendar.add_component(_event(slug, task))
        return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def reader_of(slug: str, secret: str) -> Actor:
    """The person whose secret address this is, who only reads; Http404 for every other."""
    token = ApiToken.presented(secret)
    is_for_this = token is not None and (token.organization.slug, token.scope) == (slug, ApiToken.Scope.CALENDAR)
    actor = None
    if token is not None and is_for_this and token.is_usable(clock.now()):
        actor = access.actor_for(token.user, slug, "calendar", may_write=False)
    if token is None or actor is None:
        raise Http404
    token.note_use(clock.now())
    return actor


def _event(slug: str, task: Task) -> Event:
    address = reverse("record", args=(slug, task.register.key, task.reference))
    event = Event()
    event.add("uid", f"{task.reference}-{task.state}@{slug}.tandem")
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("dtstart", task.due)
    event.add("dtend", task.due + timedelta(days=1) if task.due else None)
    event.add("summary", f"{task.what}: {task.title}")
    event.add("description", task.reference)
    event.add("url", settings.BASE_URL + address)
    event.add("transp", "TRANSPARENT")
    return event
