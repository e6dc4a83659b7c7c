"""“Something is broken”: five questions at most, answers shown before it is sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.faces.web import sending
from tandem.faces.web.operation.portal import callers
from tandem.faces.web.shell import Visit, inside_for_all
from tandem.ground.kernel import files, writing
from tandem.ground.kernel.errors import Invalid
from tandem.operation.incidents.register import INCIDENTS

ASKED = ("title", "description", "service", "urgency")
PRESSING = (
    ("1", gettext_lazy("I cannot work")),
    ("2", gettext_lazy("I can work, with effort")),
    ("3", gettext_lazy("It is a small thing")),
)


@require_http_methods(["GET", "POST"])
@inside_for_all
def report(visit: Visit) -> HttpResponse:
    """Report that something does not work: what, since when, which service, how pressing, a picture."""
    callers.insist_may_ask(visit.actor)
    values = {"title": visit.request.GET.get("title", "")[:200], "urgency": "2"}
    problems: dict[str, Any] = {}
    if visit.request.method == "POST":
        values = {name: visit.request.POST.get(name, "") for name in ASKED}
        try:
            return sending.once(visit, lambda: _write(visit, values))
        except Invalid as refused:
            problems = refused.problems
    return visit.page(
        "portal/broken.html",
        title=_("Something is broken"),
        status=422 if problems else 200,
        values=values,
        problems=problems,
        services=callers.services(visit.actor),
        pressing=PRESSING,
    )


def _write(visit: Visit, values: dict[str, str]) -> str:
    """Write the incident down for whoever reports it, and go to it."""
    actor = visit.actor
    known = {service.reference for service in callers.services(actor)}
    if values["service"] and values["service"] not in known:
        raise Invalid({"service": [_("Choose one of these.")]})
    origin = {"channel": "portal", "reported_as": "disruption", "reported_by": actor.label[:150]}
    whose = callers.who(actor, "caller")
    incident = writing.create(callers.hand(actor), INCIDENTS, {**values, **origin, **whose})
    for upload in visit.request.FILES.getlist("file")[:5]:
        files.attach(callers.hand(actor), INCIDENTS, incident.reference, upload.name or "", upload.chunks())
    messages.success(visit.request, _("Thank you. It is saved as %(reference)s.") % {"reference": incident})
    return visit.url("help-item", incident.reference)
