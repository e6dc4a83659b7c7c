"""What monitoring systems send: POST /intake/events/<source>/, answered in words whatever comes."""

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tandem.faces.api import problems
from tandem.faces.intake.addressed import record_at
from tandem.faces.intake.events.entering import LARGEST, presented
from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.events.formats.alert import NotUnderstood
from tandem.operation.events.messages import receive
from tandem.operation.events.sources.models import EventSource


@csrf_exempt
def events(request: HttpRequest, address: str) -> HttpResponse:
    """Take in what a monitoring system tells.

    404 for an address that no source has, 401 without its secret, 409 once it was stopped, 400 in words for a message
    that cannot be read, 413 for one that is too large, 503 when it is to be sent again.
    """
    source = record_at(EventSource, address)
    if source is None:
        return problems.problem(404, _("No source of events has this address."))
    if request.method != "POST":
        return problems.problem(405, _("Events are sent by POST."), Allow="POST")
    if not source.knows(presented(request.META), clock.now()):
        words = _("Send the secret of this source: Authorization: Bearer tandem_events_…")
        return problems.problem(401, words, WWW_Authenticate="Bearer")
    if source.state != "in-use":
        return problems.problem(409, _("This source was stopped."))
    return _received(request, source)


def _received(request: HttpRequest, source: EventSource) -> HttpResponse:
    try:
        data = request.body
    except (RequestDataTooBig, UnreadablePostError):
        return problems.problem(413, _("A message has at most %(most)d MB.") % {"most": LARGEST // 1024 // 1024})
    try:
        with organization_active(source.organization_id):
            count, outcome = receive(source, data)
    except NotUnderstood as why:
        return problems.problem(400, str(why))
    except WriteError as refused:
        return problems.problem(400, str(refused))
    except OperationalError:
        return problems.problem(503, _("This cannot be kept just now; send it again."), Retry_After="10")
    if outcome is None:
        return JsonResponse({"received": count, "waiting": True}, status=202)
    kept = {"new": outcome.new, "again": outcome.again, "recovered": outcome.recovered, "left_out": outcome.left_out}
    return JsonResponse({"received": count, **kept})
