"""What pipelines report on releases: POST /intake/pipelines/<pipeline>/, signed, answered in words whatever comes."""

from datetime import UTC, datetime, timedelta

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tandem.faces.api import problems
from tandem.faces.intake.addressed import record_at
from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.releases.pipelines import reports
from tandem.operation.releases.pipelines.models import Pipeline
from tandem.operation.releases.pipelines.secrets import SECRETS

CLOCKS_AGREE = timedelta(minutes=5)
LONGEST_NUMBER = 100


class Refused(Exception):
    """A message that is not taken: with which status, and why."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@csrf_exempt
def report(request: HttpRequest, address: str) -> HttpResponse:
    """Take in what a pipeline reports.

    404 for an address or a release that is not known, 401 without a right signature, 409 once it was stopped, 400 for
    what cannot be read or whose time is off, 422 in words where the release is not so far, 503 to be sent again.
    """
    pipeline = record_at(Pipeline, address)
    if pipeline is None:
        return problems.problem(404, _("No pipeline has this address."))
    if request.method != "POST":
        return problems.problem(405, _("Pipelines report by POST."), Allow="POST")
    try:
        with organization_active(pipeline.organization_id):
            return _followed(request, pipeline)
    except Refused as refused:
        return problems.problem(refused.status, str(refused))
    except OperationalError:
        return problems.problem(503, _("This cannot be kept just now; send it again."), Retry_After="10")


def _followed(request: HttpRequest, pipeline: Pipeline) -> HttpResponse:
    number, body = _signed(request, pipeline)
    if pipeline.state != "in-use":
        raise Refused(409, _("This pipeline was stopped."))
    try:
        outcome = reports.follow(pipeline, number, reports.read(body))
    except reports.NotReadable as why:
        raise Refused(400, str(why)) from why
    except reports.NoSuchRelease as why:
        raise Refused(404, str(why)) from why
    except WriteError as why:
        raise Refused(422, str(why)) from why
    release = outcome.release
    return JsonResponse({"release": release.reference, "state": release.state, "again": outcome.is_again})


def _signed(request: HttpRequest, pipeline: Pipeline) -> tuple[str, str]:
    """Number and body of a message that its pipeline has signed just now."""
    number, sent_at = request.headers.get("webhook-id", ""), _sent_at(request.headers.get("webhook-timestamp", ""))
    if not number or len(number) > LONGEST_NUMBER or not number.isprintable() or sent_at is None:
        raise Refused(
            401, _("Sign messages as Standard Webhooks says: webhook-id, webhook-timestamp, webhook-signature.")
        )
    try:
        body = request.body.decode()
    except (RequestDataTooBig, UnreadablePostError) as error:
        raise Refused(413, _("This is too large for a message of a pipeline.")) from error
    except UnicodeDecodeError as error:
        raise Refused(400, _("The message is not written in UTF-8.")) from error
    now = clock.now()
    if not SECRETS.is_signed(pipeline, number, sent_at, body, request.headers.get("webhook-signature", ""), now):
        raise Refused(401, _("The signature is not that of this pipeline and this message."))
    if abs(now - sent_at) > CLOCKS_AGREE:
        raise Refused(400, _("The message was signed more than five minutes from now; set the clock, or send it anew."))
    return number, body


def _sent_at(text: str) -> datetime | None:
    """The moment of a timestamp in seconds; None for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= 11):
        return None
    return datetime.fromtimestamp(int(text), UTC)
