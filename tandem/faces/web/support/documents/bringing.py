"""Bringing existing documents: choose the files, look at what was recognized, bring them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.faces.web.views import bringing_files
from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.words import background

MOST_FILES = 200
ORDER = ("document", "version", "known", "refused")


def _insist(visit: Visit) -> None:
    register_of(visit, DOCUMENTS.key)
    permissions.insist(visit.actor.role in permissions.WRITERS, _("Your role does not include imports."))


@require_http_methods(["GET", "POST"])
@inside
def choose(visit: Visit) -> HttpResponse:
    """Choose the files, or a zip of them."""
    _insist(visit)
    problem = ""
    if visit.request.method == "POST":
        run, problem = bringing_files.receive(visit, background, MOST_FILES)
        if run is not None:
            return redirect(visit.url("brought-documents", run.pk))
    return _page(visit, "bringing/choose.html", status=422 if problem else 200, problem=problem)


def _page(visit: Visit, template: str, status: int = 200, **screen: Any) -> HttpResponse:
    return visit.page(template, title=_("Bring existing documents"), status=status, register=DOCUMENTS, **screen)


@require_GET
@inside
def show(visit: Visit, import_id: int) -> HttpResponse:
    """What each file calls itself and what becomes of it, or what became of it."""
    _insist(visit)
    run = background.find(visit.actor, import_id)
    if run.state in bringing_files.BUSY:
        address = visit.url("brought-documents-progress", run.pk)
        return _page(visit, "imports/progress.html", run=run, progress=address, **bringing_files.bar(run))
    found = run.outcome.get("files", [])
    groups = [(kind, [one for one in found if one["becomes"] == kind]) for kind in ORDER]
    taken = sum(len(some) for kind, some in groups if kind in ("document", "version"))
    return _page(visit, "bringing/brought.html", run=run, found=found, groups=groups, taken=taken)


@require_POST
@inside
def run(visit: Visit, import_id: int) -> HttpResponse:
    """Bring what was looked through."""
    _insist(visit)
    found = background.find(visit.actor, import_id)
    if found.state != ImportRun.State.PREVIEWED:
        messages.warning(visit.request, _("Look through the files first."))
        return redirect(visit.url("brought-documents", found.pk))
    try:
        background.start(visit.actor, found, keep=True)
    except (UnusableFile, Invalid) as error:
        runs.note(found, state=ImportRun.State.UPLOADED)
        messages.error(visit.request, str(error))
    return redirect(visit.url("brought-documents", found.pk))


@require_GET
@inside
def progress(visit: Visit, import_id: int) -> HttpResponse:
    """How far it is, for the page that waits; tells the browser to load anew once it is over."""
    _insist(visit)
    return bringing_files.progress(visit, background.find(visit.actor, import_id), _give_up)


def _give_up(actor: Actor, run: ImportRun) -> None:
    runs.note(run, state=ImportRun.State.UPLOADED)
