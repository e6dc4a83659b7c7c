"""Bringing existing documents: choose the files, look at what was recognized, bring them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import jobs, permissions
from tandem.ground.kernel.errors import Invalid
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.words import background

MOST_FILES = 200
AT_WORK = (ImportRun.State.PREVIEWING, ImportRun.State.RUNNING)
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
        sent = visit.request.FILES.getlist("file")
        problem = _("Choose a file first.") if not sent else ""
        if len(sent) > MOST_FILES:
            problem = _("Bring at most %(most)d files at once, or a zip.") % {"most": MOST_FILES}
        if not problem:
            try:
                run = background.receive(visit.actor, [(one.name or "file", one.chunks()) for one in sent])
                background.start(visit.actor, run, keep=False)
            except UnusableFile as error:
                problem = str(error)
            else:
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
    if run.state in AT_WORK:
        address = visit.url("brought-documents-progress", run.pk)
        return _page(visit, "imports/progress.html", run=run, progress=address, **_bar(run))
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
    found = background.find(visit.actor, import_id)
    failed = found.job if found.job and found.job.state == "failed" else None
    if found.state in AT_WORK and failed is None:
        return visit.page("imports/bar.html", title="", **_bar(found))
    if failed is not None and found.state in AT_WORK:
        runs.note(found, state=ImportRun.State.UPLOADED)
        messages.error(visit.request, failed.error)
    response = HttpResponse(status=204)
    response["HX-Refresh"] = "true"
    return response


def _bar(found: ImportRun) -> dict[str, int]:
    done, whole = jobs.how_far(found.job) if found.job else (0, 0)
    return {"done": done, "whole": whole}
