"""Changing many records of a list: those that were ticked, or all that match."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web import changing
from tandem.faces.web.changing_later import TASK
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.faces.web.views.lists import back_to, shown_query
from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import jobs, lists
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.registers import Register

AT_ONCE = 200
MOST = 100_000


@require_POST
@inside
def bulk(visit: Visit, key: str) -> HttpResponse:
    """Do one thing to many records, each for itself; more than a few hundred are done in the background."""
    register = register_of(visit, key)
    back = back_to(visit.request, visit.url("list", register.key))
    references, asked = _chosen(visit, register, back), changing.wanted(visit.request.POST)
    if not references:
        messages.warning(visit.request, _("Tick some records first."))
    elif len(references) > AT_ONCE:
        _later(visit, register, references, asked)
    else:
        _at_once(visit, register, references, asked)
    return HttpResponseRedirect(back)


def _chosen(visit: Visit, register: Register, back: str) -> list[str]:
    """The references that were ticked, or those of the whole list that the form stood on."""
    if not visit.request.POST.get("whole"):
        return visit.request.POST.getlist("reference")
    query = shown_query(register, dict(parse_qsl(urlsplit(back).query)))
    records = lists.filtered(visit.actor, register, query).order_by("pk")
    return list(records.values_list("reference", flat=True)[:MOST])


def _at_once(visit: Visit, register: Register, references: list[str], asked: dict[str, str]) -> None:
    run = changing.begin(visit.actor, register, asked)
    outcome = changing.change_all(visit.actor, register, references, asked, run)
    if outcome.done:
        messages.success(visit.request, _with_way_back(visit, run, changing.words(outcome)))
    for reason in outcome.reasons:
        messages.error(visit.request, reason)


def _with_way_back(visit: Visit, run: ImportRun, words: str) -> str:
    """The words, and where all of it can be taken back."""
    address = visit.url("many-changed", run.pk)
    return str(format_html('{} <a href="{}">{}</a>', words, address, _("Look at it, or take all of it back")))


def _later(visit: Visit, register: Register, references: list[str], asked: dict[str, str]) -> None:
    run = changing.begin(visit.actor, register, asked)
    arguments = {
        "register": register.key,
        "references": references,
        "asked": asked,
        "slug": visit.organization.slug,
        "run": run.pk,
    }
    organization_id, user_id = visit.actor.organization_id, visit.actor.user_id
    with transaction.atomic():
        job = jobs.ask(TASK, organization_id=organization_id, user_id=user_id, arguments=arguments)
        runs.note(run, job=job)
    words = ngettext(
        "%(count)d record is being changed in the background; this page shows it as soon as it is done.",
        "%(count)d records are being changed in the background; this page shows each as soon as it is done.",
        len(references),
    )
    messages.info(visit.request, _with_way_back(visit, run, words % {"count": len(references)}))


@require_GET
@inside
def changed(visit: Visit, run_id: int) -> HttpResponse:
    """What was done to many records at once, and the way back."""
    run = runs.find(visit.actor, run_id, runs.CHANGES)
    register = register_of(visit, run.register)
    outcome = changing.Outcome(**run.outcome)
    screen: dict[str, Any] = {"run": run, "register": register, "outcome": outcome, "words": changing.words(outcome)}
    return visit.page("imports/changed.html", title=_("Many changed: %(what)s") % {"what": run.filename}, **screen)


@require_POST
@inside
def take_back(visit: Visit, run_id: int) -> HttpResponse:
    """Take everything back that was done to many records at once."""
    run = runs.find(visit.actor, run_id, runs.CHANGES)
    register_of(visit, run.register)
    try:
        runs.start_taking_back(visit.actor, run)
    except Invalid as invalid:
        messages.error(visit.request, " ".join(invalid.problems[WHOLE]))
    return redirect(visit.url("many-changed", run.pk))
