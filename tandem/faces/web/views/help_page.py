"""Help: where people begin who use the services: what hurts now, one question, two doors, what is theirs."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import clock, permissions, registers
from tandem.ground.kernel.registers import Register
from tandem.operation.incidents.models import OPEN_STATES, Incident
from tandem.operation.services.models import Service
from tandem.support.documents.reading.models import Acknowledgement

SHOWN = 5
MORNING, EVENING = 11, 18


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """The page of a member of staff; everybody else may look at it as well."""
    hurting = _hurting()
    return visit.page(
        "help.html",
        title=_("Help"),
        greeting=_greeting(visit),
        hurting=[title for title, is_hurt in hurting if is_hurt],
        services=hurting[:SHOWN],
        mine=_mine(visit),
        to_read=_to_read(visit),
        may_report=_may_create(visit, "incidents"),
        may_ask=_may_create(visit, "service-requests"),
    )


def _greeting(visit: Visit) -> str:
    hour = clock.now().astimezone(visit.actor.zone).hour
    name = {"name": visit.actor.label.split()[0] if visit.actor.label.split() else ""}
    if hour < MORNING:
        return _("Good morning, %(name)s. What do you need?") % name
    if hour < EVENING:
        return _("Good day, %(name)s. What do you need?") % name
    return _("Good evening, %(name)s. What do you need?") % name


def _may_create(visit: Visit, key: str) -> bool:
    register = registers.find(key)
    return register is not None and permissions.may_create(visit.actor, register)


def _hurting() -> list[tuple[str, bool]]:
    """Published services, those with a major incident that is no secret first."""
    services = Service.objects.live().filter(is_published=True)
    known = Incident.objects.filter(state__in=OPEN_STATES, is_major=True, is_confidential=False)
    hurt = set(known.exclude(service=None).values_list("service_id", flat=True))
    rows = [(title, identifier in hurt) for identifier, title in services.order_by("title").values_list("pk", "title")]
    return sorted(rows, key=lambda row: not row[1])


def _mine(visit: Visit) -> list[dict[str, Any]]:
    """Open incidents that I reported or own."""
    register = registers.declared_for(Incident)
    theirs = Incident.objects.filter(register.confined_to(visit.actor), state__in=OPEN_STATES)
    rows = theirs.filter(created_by_id=visit.actor.user_id).order_by("-opened_at")
    names = ("reference", "title", "state", "assignee__name")
    return [_told(register, *row) for row in rows.values_list(*names)[:SHOWN]]


def _told(register: Register, reference: str, title: str, state: str, whom: str | None) -> dict[str, Any]:
    known = next(known for known in register.workflow.states if known.key == state)  # type: ignore[union-attr]
    note = _("%(name)s works on it") % {"name": whom} if whom else _("nobody has taken it yet")
    return {
        "reference": reference,
        "title": title,
        "word": known.label,
        "tone": known.tone,
        "note": _("waits for word") if known.tone == "waiting" else note,
    }


def _to_read(visit: Visit) -> list[dict[str, Any]]:
    """What this person is asked to read, before what they confirmed."""
    asked = Acknowledgement.objects.filter(owner_id=visit.actor.user_id)
    names = ("reference", "title", "state", "due", "read_at")
    return [dict(zip(names, row, strict=True)) for row in asked.order_by("state", "due").values_list(*names)[:SHOWN]]
