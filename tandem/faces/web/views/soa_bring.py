"""Bringing a spreadsheet as a Statement of Applicability: upload, what was recognized and asked, the draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.direction.controls.statements import bringing
from tandem.direction.controls.statements.spreadsheet import matching
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.reading import read_grids
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import permissions
from tandem.ground.kernel.errors import Invalid

UNANSWERED = "?"
CHOICES = ("framework", "into")
BROUGHT = (ImportRun.State.DONE, ImportRun.State.TAKING_BACK, ImportRun.State.TAKEN_BACK)
ANSWERS = ("control ", "decision ", "why ", "twice ")


@require_http_methods(["GET", "POST"])
@inside
def upload(visit: Visit) -> HttpResponse:
    """Choose the file."""
    register = register_of(visit, "statements")
    permissions.insist(visit.actor.role in permissions.WRITERS, _("Your role does not include imports."))
    problem = ""
    if visit.request.method == "POST":
        sent = visit.request.FILES.get("file")
        try:
            if sent is None:
                raise UnusableFile(_("Choose a file first."))
            run, _grids = runs.keep_file(visit.actor, register, sent.name or "file", sent.chunks(), read_grids)
            runs.note(run, kind=bringing.KIND)
        except UnusableFile as error:
            problem = str(error)
        else:
            return redirect(visit.url("soa-brought", run.pk))
    earlier = runs.earlier(visit.actor, register, bringing.KIND)
    screen: dict[str, Any] = {"register": register, "problem": problem, "status": 422 if problem else 200}
    screen["earlier"] = earlier
    return visit.page("soa/upload.html", title=_("Bring a spreadsheet"), **screen)


@require_http_methods(["GET", "POST"])
@inside
def brought(visit: Visit, import_id: int) -> HttpResponse:
    """What the file says, row by row, and what it leaves open; with everything answered, the draft."""
    register_of(visit, "statements")
    run = runs.find(visit.actor, import_id, bringing.KIND)
    if run.state in BROUGHT:
        return redirect(visit.url("brought-file", run.pk))
    if visit.request.method == "POST":
        return _posted(visit, run)
    return visit.page("soa/brought.html", title=_("Bring a spreadsheet"), **_screen(visit, run))


def _posted(visit: Visit, run: ImportRun) -> HttpResponse:
    posted = visit.request.POST
    answers = {name: posted.get(name, "") for name in posted if name in CHOICES or name.startswith(ANSWERS)}
    if answers.get("framework", run.fixed.get("framework")) != run.fixed.get("framework"):
        answers["into"] = ""
    runs.remember(run, {name: value for name, value in answers.items() if value != UNANSWERED})
    if "bring" not in posted:
        return redirect(visit.url("soa-brought", run.pk))
    reading = _reading(run, bringing.catalogues())
    try:
        outcome = bringing.bring(visit.actor, reading, run.filename, run.fixed.get("into", ""), run)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
        return redirect(visit.url("soa-brought", run.pk))
    if not outcome.is_written:
        messages.error(visit.request, _("Nothing was written; see what needs a look."))
        return redirect(visit.url("soa-brought", run.pk))
    counted = {"changed": outcome.changed, "unchanged": outcome.unchanged}
    messages.success(
        visit.request, _("%(changed)d decisions were brought, %(unchanged)d stood there already.") % counted
    )
    return redirect(visit.url("soa", outcome.reference))


def _reading(run: ImportRun, catalogues: list[matching.Catalogue]) -> matching.Reading:
    """What the file says, read with the catalogue that was chosen or else recognized."""
    grids = runs.grids(run)
    chosen = next((catalogue for catalogue in catalogues if catalogue.key == run.fixed.get("framework")), None)
    chosen = chosen or matching.likeliest(matching.decision_tables(grids), catalogues)
    return matching.read(grids, chosen or catalogues[0], run.fixed)


def _screen(visit: Visit, run: ImportRun) -> dict[str, Any]:
    catalogues = bringing.catalogues()
    reading = _reading(run, catalogues)
    missing, outcome = bringing.what_is_missing(reading), None
    problem = missing
    if not missing:
        try:
            outcome = bringing.look(visit.actor, reading, run.filename, run.fixed.get("into", ""))
        except Invalid as invalid:
            problem = str(invalid)
    decisions = [verdict.decision for verdict in reading.decided]
    return {
        "run": run,
        "reading": reading,
        "catalogues": catalogues,
        "drafts": bringing.drafts_for(reading.catalogue.key),
        "into": run.fixed.get("into", ""),
        "problem": "" if reading.questions and problem == missing else problem,
        "outcome": outcome,
        "may_bring": outcome is not None and not outcome.problems,
        "applicable": decisions.count("applicable"),
        "excluded": decisions.count("excluded"),
        "undecided": len(reading.catalogue.titles) - decisions.count("applicable") - decisions.count("excluded"),
    }
