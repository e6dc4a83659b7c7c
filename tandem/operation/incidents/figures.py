"""Figures of security incidents: how many of which kind, how fast they were found, contained and notified.

They count confidential incidents too, as numbers alone (27001:2022 A.5.24, A.5.27; 9.1).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Q

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Action
from tandem.operation.incidents.models import OPEN_STATES, Incident
from tandem.operation.incidents.notifications.models import IncidentNotification

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took: the middle and the longest of so many, in hours."""

    count: int
    middle: float | None = None
    longest: float | None = None


@dataclass(frozen=True, slots=True)
class Notified:
    """How notifications kept their time, of those whose clock began in the period."""

    sent: int
    in_time: int
    late: int
    waiting: int
    span: Span


def own_security() -> Any:
    """Security incidents of the organization, confidential ones too."""
    return Incident.objects.filter(is_security=True).exclude(state="cancelled")


def to_assess() -> Q:
    """Reported as a security matter, and nobody has decided yet."""
    return Q(is_security=True, security_assessed_at=None, state__in=OPEN_STATES)


def months(today: date, count: int = MONTHS) -> list[date]:
    """The first days of the last months, the present one last."""
    first_days = [today.replace(day=1)]
    while len(first_days) < count:
        first_days.insert(0, (first_days[0] - timedelta(days=1)).replace(day=1))
    return first_days


def period(actor: Actor) -> tuple[datetime, datetime]:
    """From the beginning of the first month to the end of today, where the organization is."""
    start = datetime.combine(months(actor.today)[0], time(), actor.zone)
    return start, datetime.combine(actor.today + timedelta(days=1), time(), actor.zone)


def by_month(actor: Actor) -> Counter[tuple[date, str]]:
    """How many were opened in each month, by kind; one known to its year alone is in no month."""
    rows = own_security().opened_between(*period(actor)).values_list("opened_at", "security_category", "happened")
    return Counter(
        (opened.astimezone(actor.zone).date().replace(day=1), kind) for opened, kind, known in rows if len(known) != 4
    )


def spans(actor: Actor) -> dict[str, Span]:
    """Hours from opening to knowledge, and from there to the end, of what was opened in the period."""
    rows = own_security().opened_between(*period(actor)).filter(happened="")
    moments = list(rows.values_list("opened_at", "aware_at", "resolved_at"))
    return {
        "detect": _span(aware - opened for opened, aware, _end in moments if aware and aware >= opened),
        "contain": _span(end - (aware or opened) for opened, aware, end in moments if end and end >= (aware or opened)),
    }


def _span(lengths: Iterable[timedelta]) -> Span:
    hours = sorted(length.total_seconds() / 3600 for length in lengths)
    return Span(len(hours), median(hours), hours[-1]) if hours else Span(0)


def notified(actor: Actor) -> Notified:
    """How notifications kept their time."""
    start, end = period(actor)
    rows = IncidentNotification.objects.filter(began_at__gte=start, began_at__lt=end, incident__is_security=True)
    notifications = list(rows.values_list("state", "is_late", "began_at", "sent_at", "due_at"))
    sent = [row for row in notifications if row[0] == "sent"]
    waiting = [row for row in notifications if row[0] == "waiting"]
    return Notified(
        sent=len(sent),
        in_time=sum(1 for row in sent if not row[1]),
        late=sum(1 for row in sent if row[1]) + sum(1 for row in waiting if row[4] and row[4] < clock.now()),
        waiting=len(waiting),
        span=_span(ended - began for _state, _late, began, ended, _due in sent if began and ended),
    )


def standing() -> dict[str, int]:
    """What is open now: incidents, what waits to be assessed, lessons to be written, actions to be done."""
    own = own_security()
    references = own.values("reference")
    return {
        "open": own.filter(state__in=OPEN_STATES).count(),
        "to_assess": Incident.objects.filter(to_assess()).count(),
        "without_lessons": own.filter(state="resolved", lessons="").count(),
        "actions": Action.objects.open().filter(source_register="incidents", source_reference__in=references).count(),
        "confidential": own.filter(is_confidential=True).count(),
    }
