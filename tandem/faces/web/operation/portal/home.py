"""Help: where people begin who use the services: what hurts now, one question, two doors, what is theirs."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.portal import callers, items, reading, searching, status
from tandem.faces.web.shell import Visit, inside_for_all
from tandem.ground.kernel import clock

SHOWN = 5
MORNING, EVENING = 11, 18


@require_GET
@inside_for_all
def show(visit: Visit) -> HttpResponse:
    """The page of a member of staff or of somebody of a customer; everybody else may look at it as well."""
    actor = visit.actor
    picture = status.picture_for(actor)
    return visit.page(
        "portal/home.html",
        title=_("Help"),
        greeting=_greeting(visit),
        picture=picture,
        services=sorted(picture.rows, key=lambda row: row.standing == "operational")[:SHOWN],
        often=searching.often_asked(visit),
        mine=items.listed(actor, is_open=True, most=SHOWN),
        approvals=items.approvals(actor)[:SHOWN],
        to_read=reading.to_read(actor)[:SHOWN],
        to_answer=reading.to_answer(actor),
        confirmed=reading.confirmed(actor)[:1],
        may_ask=callers.may_ask(actor),
    )


def _greeting(visit: Visit) -> str:
    hour = clock.now().astimezone(visit.actor.zone).hour
    name = {"name": visit.actor.label.split()[0] if visit.actor.label.split() else ""}
    if hour < MORNING:
        return _("Good morning, %(name)s. What do you need?") % name
    if hour < EVENING:
        return _("Good day, %(name)s. What do you need?") % name
    return _("Good evening, %(name)s. What do you need?") % name
