"""The page behind a link of a question: looking at it answers nothing, one button does, without signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tandem.faces.intake.outward import marks
from tandem.faces.intake.outward.closings import WORDS
from tandem.faces.intake.outward.marks import Asked
from tandem.faces.web.operation.outward.showing import gone
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active

LOOK_AND_ANSWER = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # the link itself is the proof; mail programs open it without cookies
@never_cache
@LOOK_AND_ANSWER
def answer(request: HttpRequest, secret: str, score: int = 0) -> HttpResponse:
    """The question of a link with a button for each mark; the one that was chosen in the message stands out."""
    organization = marks.organization_of(secret)
    if organization is None:
        return gone(request)
    with organization_active(organization.pk):
        said = marks.asked(organization, secret)
        if said is None:
            return gone(request)
        if request.method == "POST":
            return _keep(request, said, secret)
        return _page(request, said, score if score in marks.SCORES else 0)


def _keep(request: HttpRequest, said: Asked, secret: str) -> HttpResponse:
    chosen = request.POST.get("score", "")
    if not marks.is_answered(said):
        try:
            marks.answer(said, int(chosen) if chosen in map(str, marks.SCORES) else 0, request.POST.get("comment", ""))
        except Invalid as refused:
            return _page(request, said, 0, str(refused))
    return redirect("answer", secret)


def _page(request: HttpRequest, said: Asked, score: int, problem: str = "") -> HttpResponse:
    screen: dict[str, Any] = {
        "title": _("How content are you?"),
        "organization": said.organization,
        "question": said.question,
        "is_open": said.is_open,
        "is_answered": marks.is_answered(said),
        "words": WORDS,
        "score": score,
        "problem": problem,
    }
    return render(request, "outward/answer.html", screen, status=422 if problem else 200)
