"""What is done on a ticket with one click: watching it, ticking off its checklist, choosing a prepared answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web import ticket
from tandem.faces.web.record.page import LOOKED_AT
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.operation.desk.looking import operations as looks
from tandem.operation.incidents.steps.register import INCIDENT_STEPS
from tandem.operation.incidents.watchers.register import INCIDENT_WATCHERS


@require_POST
@inside
def watch(visit: Visit, reference: str) -> HttpResponse:
    """Watch a ticket, or watch it no longer."""
    register = register_of(visit, "incidents")
    incident: Any = writing.find(visit.actor, register, reference)
    own = permissions.visible(visit.actor, INCIDENT_WATCHERS).filter(incident=incident, owner_id=visit.actor.user_id)
    watcher = own.exclude(state="stopped").first()
    if watcher is None:
        writing.create(visit.actor, INCIDENT_WATCHERS, {"incident": incident.reference})
    else:
        writing.transition(visit.actor, INCIDENT_WATCHERS, watcher.reference, "stop")
    return redirect(visit.url("record", "incidents", incident.reference))


@require_POST
@inside
def looking(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Say that one has a ticket open, and hear who else has."""
    if key not in LOOKED_AT:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    register = register_of(visit, key)
    record: Any = writing.find(visit.actor, register, reference)
    return visit.part("record/looking.html", others=looks.look(visit.actor, register, record))


@require_POST
@inside
def tick(visit: Visit, reference: str) -> HttpResponse:
    """Tick off a line of a checklist and go back to its ticket."""
    step: Any = writing.find(visit.actor, INCIDENT_STEPS, reference)
    try:
        writing.transition(visit.actor, INCIDENT_STEPS, step.reference, "do")
    except (Invalid, NotPermitted) as refused:
        messages.error(visit.request, str(refused))
    return redirect(visit.url("record", "incidents", step.incident.reference) + "#checklist")


@require_GET
@inside
def answers(visit: Visit, reference: str) -> HttpResponse:
    """The prepared answers that a reply on a ticket can begin with."""
    record: Any = writing.find(visit.actor, register_of(visit, "incidents"), reference)
    return visit.part("incidents/answers.html", record=record, answers=ticket.answers(visit.actor))
