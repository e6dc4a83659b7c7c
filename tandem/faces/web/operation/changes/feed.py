"""Planned changes, freezes and releases as a calendar that other programs subscribe to."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from tandem.faces.web.prefix import absolute
from tandem.faces.web.views.calendar import reader_of
from tandem.ground.kernel import clock, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.changes.freezes.register import CHANGE_FREEZES
from tandem.operation.changes.register import CHANGES

PAST = timedelta(days=31)
MOST = 1_000
DAY = timedelta(days=1)


@never_cache
@require_GET
def changes(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Every change and freeze from a month ago on that the person may see (RFC 5545)."""
    actor = reader_of(slug, secret)
    with organization_active(actor.organization_id):
        if not permissions.may_view_register(actor, CHANGES):
            raise Http404
        feed = Calendar()
        feed.add("prodid", "-//Tandem//Changes//EN")
        feed.add("version", "2.0")
        feed.add("x-wr-calname", f"Tandem: {slug}, {_('Changes')}")
        for event in _events(actor, slug, actor.today - PAST):
            feed.add_component(event)
        return HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")


def _events(actor: Actor, slug: str, since: date) -> Iterator[Event]:
    planned = permissions.visible(actor, CHANGES).filter(planned_for__gte=since).exclude(state="rejected")
    for change in planned.order_by("planned_for", "pk")[:MOST]:
        begins, ends = _span(change)
        yield _event(slug, CHANGES.key, change, begins, ends, change.get_state_display())
    freezes = permissions.visible(actor, CHANGE_FREEZES).filter(ends__gte=since, state="announced")
    for freeze in freezes.order_by("begins", "pk")[:MOST]:
        yield _event(slug, CHANGE_FREEZES.key, freeze, freeze.begins, freeze.ends + DAY, _("Freeze"))


def _span(change: Any) -> tuple[date | datetime, date | datetime]:
    if change.starts_at and change.ends_at:
        return change.starts_at.astimezone(UTC), change.ends_at.astimezone(UTC)
    return change.planned_for, change.planned_for + DAY


def _event(slug: str, key: str, record: Any, begins: date, ends: date, word: str) -> Event:
    event = Event()
    event.add("uid", f"{record.reference}@{slug}.tandem")
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("sequence", record.version)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", f"{record.title} ({word})")
    event.add("description", record.reference)
    event.add("url", absolute("record", slug, key, record.reference))
    event.add("transp", "TRANSPARENT")
    return event
