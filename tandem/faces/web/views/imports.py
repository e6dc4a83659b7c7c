"""Bringing a file to a register: upload, mapping, preview of what would change, import."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.exchange import conversion, importing, runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import jobs, permissions
from tandem.ground.kernel.errors import Invalid

ORDERS = (
    (conversion.DAY_FIRST, gettext_lazy("day first: 31.12.2026")),
    (conversion.MONTH_FIRST, gettext_lazy("month first: 12/31/2026")),
    (conversion.YEAR_FIRST, gettext_lazy("year first: 2026-12-31")),
)
FIXED = 3
SAMPLES = 3


@require_http_methods(["GET", "POST"])
@inside
def upload(visit: Visit, key: str) -> HttpResponse:
    """Choose the file."""
    register = register_of(visit, key)
    permissions.insist(visit.actor.role in permissions.WRITERS, _("Your role does not include imports."))
    problem = ""
    if visit.request.method == "POST":
        sent = visit.request.FILES.get("file")
        if sent is None:
            problem = _("Choose a file first.")
        else:
            try:
                run = runs.receive(visit.actor, register, sent.name or "file", sent.chunks())
            except UnusableFile as error:
                problem = str(error)
            else:
                return redirect(visit.url("import", run.pk))
    title = _("Import: %(what)s") % {"what": register.title}
    targets = [target.label for target in importing.targets(register)]
    status = 422 if problem else 200
    return visit.page(
        "imports/upload.html", title=title, status=status, register=register, problem=problem, targets=targets
    )


@require_GET
@inside
def show(visit: Visit, import_id: int) -> HttpResponse:
    """Where the import stands: mapping, progress, preview or result."""
    run = runs.find(visit.actor, import_id)
    register = register_of(visit, run.register)
    title = _("Import: %(what)s") % {"what": register.title}
    screen: dict[str, Any] = {"run": run, "register": register, "outcome": run.outcome}
    if run.state in (ImportRun.State.PREVIEWING, ImportRun.State.RUNNING):
        return visit.page("imports/progress.html", title=title, **_bar(run), **screen)
    if run.state == ImportRun.State.UPLOADED or visit.request.GET.get("mapping"):
        return visit.page("imports/mapping.html", title=title, **screen, **_mapping_screen(run, register))
    return visit.page("imports/preview.html", title=title, **screen)


def _mapping_screen(run: ImportRun, register: Any) -> dict[str, Any]:
    book = runs.workbook(run)
    sheet = book.named(run.sheet)
    columns = [
        {
            "place": place,
            "header": header,
            "target": run.columns.get(place, ""),
            "samples": [str(row.values[place]) for row in sheet.rows[:40] if row.values[place] is not None][:SAMPLES],
        }
        for place, header in enumerate(sheet.headers)
    ]
    return {
        "sheet": sheet,
        "sheets": [one.name for one in book.sheets],
        "columns": columns,
        "targets": importing.targets(register),
        "orders": ORDERS,
        "fixed": [*run.fixed.items(), *[("", "")] * FIXED][: max(FIXED, len(run.fixed))],
    }


@require_POST
@inside
def mapping(visit: Visit, import_id: int) -> HttpResponse:
    """Keep the mapping and preview what would change."""
    run = runs.find(visit.actor, import_id)
    register = register_of(visit, run.register)
    posted = visit.request.POST
    if posted.get("sheet", run.sheet) != run.sheet:
        runs.choose_sheet(run, register, posted["sheet"])
        return redirect(visit.url("import", run.pk) + "?mapping=1")
    chosen = {
        name.removeprefix("column-"): value for name, value in posted.items() if name.startswith("column-") and value
    }
    pairs = zip(posted.getlist("fixed-field"), posted.getlist("fixed-value"), strict=False)
    fixed = {name: value for name, value in pairs if name and value.strip()}
    when = posted.get("time_column", "")
    try:
        runs.change_mapping(run, chosen, fixed, posted.get("date_order", ""), int(when) if when.isdigit() else None)
        runs.start(visit.actor, run, keep=False)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
        return redirect(visit.url("import", run.pk) + "?mapping=1")
    return redirect(visit.url("import", run.pk))


@require_POST
@inside
def run(visit: Visit, import_id: int) -> HttpResponse:
    """Import what was previewed."""
    found = runs.find(visit.actor, import_id)
    register_of(visit, found.register)
    if found.state != ImportRun.State.PREVIEWED:
        messages.warning(visit.request, _("Preview the import first."))
    else:
        runs.start(visit.actor, found, keep=True)
    return redirect(visit.url("import", found.pk))


@require_GET
@inside
def progress(visit: Visit, import_id: int) -> HttpResponse:
    """How far it is, for the page that waits; tells the browser to load anew once it is over."""
    found = runs.find(visit.actor, import_id)
    if found.state not in (ImportRun.State.PREVIEWING, ImportRun.State.RUNNING) or (
        found.job and found.job.state == "failed"
    ):
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        if found.job and found.job.state == "failed":
            ImportRun.objects.filter(pk=found.pk).update(state=ImportRun.State.UPLOADED)
            messages.error(visit.request, found.job.error)
        return response
    return visit.page("imports/bar.html", title="", **_bar(found))


def _bar(run: ImportRun) -> dict[str, int]:
    done, whole = jobs.how_far(run.job) if run.job else (0, 0)
    return {"done": done, "whole": whole}
