"""The quick ticket: who calls, what is wrong in one line, how bad and how soon; in a drawer or on a page of its own."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tandem.faces.web import sending
from tandem.faces.web.operation.desk import callers, preview
from tandem.faces.web.operation.suggestions import pages as suggestions
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.operation.incidents.models import PRIORITIES
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.rules import PRIORITY
from tandem.support.knowledge.uses.register import ARTICLE_USES

IMPACTS = ((3, gettext_lazy("One")), (2, gettext_lazy("A team")), (1, gettext_lazy("All")))
URGENCIES = ((3, gettext_lazy("Can wait")), (2, gettext_lazy("Today")), (1, gettext_lazy("Now")))
USUAL = {"impact": "3", "urgency": "2", "channel": "phone"}
WRITTEN = ("title", "description", "impact", "urgency", "channel")
SENT = (*WRITTEN, "caller", "service", "another_service")
LONGEST_RESOLUTION = 20_000


@require_http_methods(["GET", "POST"])
@inside
def new(visit: Visit) -> HttpResponse:
    """The form of a quick ticket: alone as a page, or the part of it that fills the drawer."""
    if visit.actor.role == STAFF:
        return redirect(visit.url("report"))
    register = register_of(visit, INCIDENTS.key)
    permissions.insist(permissions.may_create(visit.actor, register), _("You may not add records to this register."))
    if visit.request.method == "GET":
        prefilled = {name: visit.request.GET[name] for name in SENT if name in visit.request.GET}
        return _form(visit, USUAL | prefilled, {})
    try:
        return sending.once(visit, lambda: _made(visit))
    except Invalid as invalid:
        return _form(visit, _sent(visit), invalid.problems)


def _made(visit: Visit) -> str:
    """Make the ticket and say so; where to go on."""
    posted = visit.request.POST
    answer = _answer(visit, posted.get("use", ""))
    with transaction.atomic():
        incident = writing.create(visit.actor, INCIDENTS, _values(visit, answer))
        if "mine" in posted or answer:
            preview.give(visit, INCIDENTS, incident.reference, visit.actor.user_id)
        if answer:
            _solve(visit, incident, answer)
    words = _("Solved as %(reference)s: %(title)s.") if answer else _("Saved as %(reference)s: %(title)s.")
    messages.success(visit.request, words % {"reference": incident.reference, "title": incident.title})
    back = posted.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, {visit.request.get_host()})
    return back if is_ours else visit.url("record", INCIDENTS.key, incident.reference)


def _values(visit: Visit, answer: suggestions.Suggestion | None) -> dict[str, Any]:
    posted = visit.request.POST
    caller = callers.of(visit.actor, posted.get("caller", "").strip())
    values: dict[str, Any] = {name: posted.get(name, USUAL.get(name, "")) for name in WRITTEN}
    values |= {"reported_by": caller.name, "items": posted.getlist("items"), "service": _service(visit)}
    if caller.customer:
        values["customer"] = caller.customer.reference
    if "is_suspicious" in posted:
        values["reported_as"] = "event"
    if answer:
        values["article" if answer.is_article else "problem"] = answer.reference
    return values


def _service(visit: Visit) -> str:
    """The service that was chosen or named, else that of the first item."""
    posted = visit.request.POST
    chosen = posted.get("another_service", "").strip() or posted.get("service", "")
    if chosen or not posted.getlist("items"):
        return chosen
    item = callers.item(visit.actor, posted.getlist("items")[0])
    return item.service.reference if item is not None and item.service else ""


def _answer(visit: Visit, reference: str) -> suggestions.Suggestion | None:
    """The known error or article by which the ticket is solved at once."""
    if not reference:
        return None
    suggestion = suggestions.of(visit.actor, reference)
    if suggestion is None:
        raise Invalid({"title": [_("%(reference)s is no longer there to be used.") % {"reference": reference}]})
    return suggestion


def _solve(visit: Visit, incident: Any, answer: suggestions.Suggestion) -> None:
    """Resolve a ticket by what is known, and count that it helped."""
    words = _("As in %(reference)s: %(title)s.") % {"reference": answer.reference, "title": answer.title}
    if not answer.is_article:
        words = answer.text[:LONGEST_RESOLUTION] or words
    writing.transition(visit.actor, INCIDENTS, incident.reference, "resolve", {"resolution": words})
    if answer.is_article:
        use = {"article": answer.reference, "used_for": incident.reference, "has_helped": True}
        writing.create(visit.actor, ARTICLE_USES, use)


def _sent(visit: Visit) -> dict[str, str]:
    return {name: visit.request.POST.get(name, "") for name in SENT}


def _form(visit: Visit, values: Mapping[str, Any], problems: Mapping[str, Any]) -> HttpResponse:
    caller = callers.of(visit.actor, values["caller"].strip()) if values.get("caller", "").strip() else None
    screen = {
        "values": values,
        "problems": problems,
        "labels": {name: str(INCIDENTS.label(name)) for name in WRITTEN},
        "impacts": IMPACTS,
        "urgencies": URGENCIES,
        "priorities": _priorities(),
        "back": visit.request.POST.get("back", ""),
        "may_take": visit.actor.may_write and visit.actor.role in INCIDENTS.access.edit,
        **_of_caller(visit, caller),
    }
    if visit.request.headers.get("HX-Request"):
        return visit.part("operation/desk/quick_form.html", **screen)
    status = 422 if problems else 200
    return visit.page("operation/desk/quick.html", title=_("New ticket"), status=status, **screen)


def _priorities() -> str:
    """The words of each priority by impact and urgency, for the drawer to follow what is chosen."""
    words = dict(PRIORITIES)
    return json.dumps({f"{impact} {urgency}": str(words[level]) for (impact, urgency), level in PRIORITY.items()})


def _of_caller(visit: Visit, caller: callers.Caller | None) -> dict[str, Any]:
    if caller is None:
        return {"caller": None, "known": None, "services": callers.services(visit.actor)}
    known = callers.known(visit.actor, caller)
    return {"caller": caller, "known": known, "services": known.services}


@require_GET
@inside
def choices(visit: Visit) -> HttpResponse:
    """Callers whom a text names, as the field that finds them reads it."""
    _insist_on_desk(visit)
    hits = callers.named(visit.actor, visit.request.GET.get("q", ""))
    options = [{"value": hit.value, "label": hit.label, "note": hit.note} for hit in hits]
    answer = JsonResponse({"options": options})
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@inside
def caller(visit: Visit) -> HttpResponse:
    """What is known of a caller, and which services they most likely mean."""
    _insist_on_desk(visit)
    said = visit.request.GET.get("caller", "").strip()
    who = callers.of(visit.actor, said) if said else None
    values = {"service": visit.request.GET.get("service", "")}
    return visit.part("operation/desk/caller.html", values=values, is_answer=True, **_of_caller(visit, who))


def _insist_on_desk(visit: Visit) -> None:
    if visit.actor.role == STAFF or not permissions.may_create(visit.actor, register_of(visit, INCIDENTS.key)):
        raise NotFound(_("There is no such page here."))
