"""“I need something”: what is offered to whoever asks, and its questions as fields."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.faces.web import sending
from tandem.faces.web.operation.portal import callers
from tandem.faces.web.shell import Visit, inside_for_all
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.operation.requests.offerings.models import RequestOffering
from tandem.operation.requests.questions.rules import asked, questions_of
from tandem.operation.requests.register import SERVICE_REQUESTS

LONGEST_ANSWER = 2_000


def offerings(actor: Actor) -> Any:
    """What is offered to somebody now."""
    if actor.customer_id is not None:
        return RequestOffering.objects.for_customer(callers.customer_of(actor).reference)
    return RequestOffering.objects.for_staff()


@require_GET
@inside_for_all
def offered(visit: Visit) -> HttpResponse:
    """Everything that can be asked for, by category."""
    rows = list(offerings(visit.actor).order_by("category", "title"))
    groups = [(category, list(those)) for category, those in groupby(rows, key=lambda row: row.category)]
    return visit.page("portal/need.html", title=_("I need something"), groups=groups)


@require_http_methods(["GET", "POST"])
@inside_for_all
def ask(visit: Visit, reference: str) -> HttpResponse:
    """Ask for something: what the offering asks, and anything else to know."""
    callers.insist_may_ask(visit.actor)
    offering = offerings(visit.actor).with_reference(reference).first()
    if offering is None:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    questions = questions_of(offering)
    posted, problems = visit.request.POST, {}
    if visit.request.method == "POST":
        try:
            return sending.once(visit, lambda: _write(visit, offering, questions))
        except Invalid as refused:
            problems = refused.problems
    return visit.page(
        "portal/ask.html",
        title=offering.title,
        status=422 if problems else 200,
        offering=offering,
        questions=[(question, posted.get(_name(question), "")) for question in questions],
        posted=posted,
        problems=problems,
    )


def _name(question: Any) -> str:
    return f"question-{question.pk}"


def _write(visit: Visit, offering: Any, questions: list[Any]) -> str:
    """Write the request down for whoever asks, and go to it."""
    whose = callers.who(visit.actor, "requested_for")
    values = {
        "title": offering.title,
        "offering": offering,
        "description": visit.request.POST.get("description", ""),
        "answers": _answers(visit, questions),
        "requested_by": visit.actor.user_id,
        "owner": visit.actor.user_id,
    }
    request = writing.create(callers.hand(visit.actor), SERVICE_REQUESTS, values | whose)
    messages.success(visit.request, _("Thank you. It is saved as %(reference)s.") % {"reference": request})
    return visit.url("help-item", request.reference)


def _answers(visit: Visit, questions: list[Any]) -> str:
    """The answers as lines, only to what was asked after the answers before."""
    given = {
        question.title.casefold(): " ".join(visit.request.POST.get(_name(question), "").split())[:LONGEST_ANSWER]
        for question in questions
    }
    lines = [(question.title, given[question.title.casefold()]) for question in asked(questions, given)]
    return "\n".join(f"{title}: {answer}" for title, answer in lines if answer)
