"""The list of each morning, and the incident of what was not as it should be."""

from typing import Any

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.desk.mornings.looks.models import MorningLook
from tandem.operation.desk.mornings.looks.rules import falls_on
from tandem.operation.desk.mornings.models import MorningCheck


def begin_day(actor: Actor) -> int:
    """Put every check of today on today's list, and leave out what nobody looked at before; how many were put on it."""
    register, today = declared_for(MorningLook), actor.today
    for look in MorningLook.objects.due().filter(morning__lt=today).order_by("pk"):
        writing.follow(actor, register, look, {"state": "left-out"}, "left out")
    there = MorningLook.objects.filter(morning=today).values("check_of")
    checks = MorningCheck.objects.filter(state="in-use").exclude(pk__in=there).order_by("pk")
    rows = [{"check_of": check.reference, "morning": today} for check in checks if falls_on(check, today)]
    writing.create_many(actor, register, rows)
    return len(rows)


def open_incident(actor: Actor, look: Any) -> None:
    """What was not as it should be becomes an incident of the service, once."""
    incidents = registers.find("incidents")
    if incidents is None or look.incident_id is not None:
        return
    values = {
        "title": look.title,
        "description": look.seen,
        "service": look.check_of.service_id,
        "channel": "other",
        "reported_by": actor.label[:150],
    }
    incident = writing.create(as_tandem(actor), incidents, values, reason=look.reference)
    writing.follow(as_tandem(actor), declared_for(MorningLook), look, {"incident": incident}, "made an incident")
