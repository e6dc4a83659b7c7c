"""Files that are no tables, once brought: scanner reports, inventories, statements, VERIS; and the way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.faces.web.views import bringing_files
from tandem.ground.exchange import runs, touched
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel.errors import WHOLE, Invalid

MOST_SHOWN = 200
State = ImportRun.State


def _found(visit: Visit, import_id: int) -> ImportRun:
    found = runs.find(visit.actor, import_id, *runs.BROUGHT)
    register_of(visit, found.register)
    return found


@require_GET
@inside
def show(visit: Visit, import_id: int) -> HttpResponse:
    """What a file brought, record by record, and the button that takes it all back."""
    found = _found(visit, import_id)
    title = _("Brought: %(file)s") % {"file": found.filename}
    screen: dict[str, Any] = {"run": found, "register": register_of(visit, found.register)}
    if found.state in (State.RUNNING, State.TAKING_BACK):
        address = visit.url("brought-file-progress", found.pk)
        return visit.page("imports/progress.html", title=title, progress=address, **bringing_files.bar(found), **screen)
    rows, counts = touched.touched(visit.actor, found, MOST_SHOWN), touched.counts(visit.actor, found)
    return visit.page("imports/brought_file.html", title=title, rows=rows, counts=counts, **screen)


@require_POST
@inside
def take_back(visit: Visit, import_id: int) -> HttpResponse:
    """Take back all that a file brought."""
    found = _found(visit, import_id)
    try:
        runs.start_taking_back(visit.actor, found)
    except Invalid as invalid:
        messages.error(visit.request, " ".join(invalid.problems[WHOLE]))
    return redirect(visit.url("brought-file", found.pk))


@require_GET
@inside
def progress(visit: Visit, import_id: int) -> HttpResponse:
    """How far the taking back is; tells the browser to load anew once it is over."""
    return bringing_files.progress(visit, _found(visit, import_id))
