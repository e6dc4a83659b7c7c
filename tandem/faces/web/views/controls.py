"""Beginning controls, and walking through those that wait for a look."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.direction.controls import beginning, walking
from tandem.direction.controls.grading import TONES as GRADE_TONES
from tandem.direction.controls.models import Control
from tandem.direction.controls.register import CONTROLS
from tandem.direction.controls.testing.register import CONTROL_TESTS
from tandem.faces.web import display
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.kinds.times import day_asked


@require_http_methods(["GET", "POST"])
@inside
def begin(visit: Visit) -> HttpResponse:
    """Choose what to begin with; each choice becomes a planned control with its test."""
    register_of(visit, "controls")
    may_create = permissions.may_create(visit.actor, CONTROLS)
    problems = _create(visit) if visit.request.method == "POST" else []
    if problems is None:
        return redirect(f"{visit.url('list', 'controls')}?state=planned")
    catalogues = beginning.catalogues()
    asked = str(visit.request.GET.get("framework", ""))
    framework = asked if asked in {catalogue.key for catalogue in catalogues} else ""
    titles = set(Control.objects.in_use().values_list("title", flat=True))
    return visit.page(
        "controls/begin.html",
        title=_("Begin from…"),
        status=422 if problems else 200,
        register=CONTROLS,
        may_create=may_create,
        ready=[{"one": control, "is_there": control.title in titles} for control in beginning.recurring()],
        catalogues=catalogues,
        framework=framework,
        choices=beginning.choices(framework) if framework else [],
        owners=display.suggested(visit.actor, CONTROLS, "owner"),
        problems=problems,
        chosen=visit.request.POST.getlist("recurring"),
    )


def _create(visit: Visit) -> list[str] | None:
    """Create what was chosen; gives the problems, or None when all is done."""
    posted = visit.request.POST
    day = day_asked(posted.get("due", ""))
    if posted.get("due") and day is None:
        return [_("Write a date as year-month-day, for example 2026-03-31.")]
    owner = posted.get("owner") or None
    chosen = posted.getlist("recurring"), posted.getlist("requirement")
    try:
        made = beginning.begin(visit.actor, *chosen, owner=owner, due=day)
    except Invalid as invalid:
        return [message for problem in invalid.problems.values() for message in problem]
    text = ngettext("%(count)d control is planned.", "%(count)d controls are planned.", len(made))
    messages.success(visit.request, text % {"count": len(made)})
    return None


@require_http_methods(["GET", "POST"])
@inside
def walk(visit: Visit) -> HttpResponse:
    """Up to thirty controls of others, each with its evidence beside and a form of its own for what was seen."""
    register_of(visit, "controls")
    permissions.insist(permissions.may_create(visit.actor, CONTROL_TESTS), _("You may not test controls."))
    posted = visit.request.POST
    problems = _look(visit) if visit.request.method == "POST" else []
    if problems is None:
        return redirect(visit.url("control-walk"))
    seats = walking.in_front_of(visit.actor)
    return visit.page(
        "controls/walk.html",
        title=_("Walk through the controls"),
        status=422 if problems else 200,
        register=CONTROLS,
        seats=[{"seat": seat, "tone": GRADE_TONES[seat.grade]} for seat in seats],
        problems=problems,
        problem_of=posted.get("control", ""),
        seen=posted.get("seen", ""),
    )


def _look(visit: Visit) -> list[str] | None:
    """Note one look; gives the problems, or None when it is noted."""
    posted = visit.request.POST
    try:
        test = walking.look(
            visit.actor, posted.get("control", ""), posted.get("result", ""), posted.get("seen", "").strip()
        )
    except Invalid as invalid:
        return [message for problem in invalid.problems.values() for message in problem]
    params = {"reference": test.reference, "control": test.control.title}
    messages.success(visit.request, _("%(reference)s is noted for “%(control)s”.") % params)
    return None
