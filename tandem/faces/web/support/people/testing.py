"""The short test of an awareness campaign: answered in one go, with the reasons afterwards."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tandem.support.people.campaigns.results.models import TestResult
from tandem.support.people.campaigns.results.register import OPEN, TEST_RESULTS


@require_http_methods(["GET", "POST"])
@inside
def take(visit: Visit, reference: str) -> HttpResponse:
    """The questions for the person who was asked; for everybody else the record of the result."""
    result = writing.find(visit.actor, TEST_RESULTS, reference)
    if result.owner_id != visit.actor.user_id:
        return redirect(visit.url("record", TEST_RESULTS.key, result.reference))
    if visit.request.method == "POST" and result.state in OPEN:
        return _answered(visit, result)
    return _shown(visit, result)


def _answered(visit: Visit, result: Any) -> HttpResponse:
    questions = result.campaign.questions.order_by("position", "pk")
    answers = [visit.request.POST.get(question.reference, "") for question in questions]
    if unanswered := answers.count(""):
        words = ngettext("Answer each of them; one is left.", "Answer each of them; %(count)d are left.", unanswered)
        return _shown(visit, result, answers, words % {"count": unanswered})
    try:
        writing.transition(visit.actor, TEST_RESULTS, result.reference, "answer", {"answers": answers})
    except Invalid as invalid:
        return _shown(visit, result, answers, str(invalid))
    messages.success(visit.request, _("Thank you. Your answers are kept."))
    return redirect(visit.url("awareness-test", result.reference))


def _shown(visit: Visit, result: TestResult, answers: list[str] | None = None, problem: str = "") -> HttpResponse:
    questions = list(result.campaign.questions.order_by("position", "pk"))
    given = answers or result.answers
    is_again = visit.request.GET.get("again") == "1" or bool(problem)
    is_open = result.state == "asked" or (result.state == "failed" and is_again)
    return visit.page(
        "people/test.html",
        title=result.title,
        result=result,
        campaign=result.campaign,
        lines=[
            {"question": question, "given": given[place] if place < len(given) and (answers or not is_open) else ""}
            for place, question in enumerate(questions)
        ],
        is_open=is_open,
        problem=problem,
    )
