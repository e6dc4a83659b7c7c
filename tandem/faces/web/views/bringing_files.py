"""Files that somebody brings: receiving them, and the page that waits while they are read in the background."""

from collections.abc import Callable
from types import ModuleType

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tandem.faces.web.shell import Visit
from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import jobs
from tandem.ground.kernel.actor import Actor

BUSY = (ImportRun.State.PREVIEWING, ImportRun.State.RUNNING, ImportRun.State.TAKING_BACK)


def receive(visit: Visit, reader: ModuleType, most: int) -> tuple[ImportRun | None, str]:
    """The run of the files that were sent, begun by the module that reads them; else why there is none."""
    sent = visit.request.FILES.getlist("file")
    if not sent:
        return None, _("Choose a file first.")
    if len(sent) > most:
        return None, _("Bring at most %(most)d files at once, or a zip.") % {"most": most}
    try:
        run = reader.receive(visit.actor, [(upload.name or "file", upload.chunks()) for upload in sent])
        reader.start(visit.actor, run, keep=False)
    except UnusableFile as error:
        return None, str(error)
    return run, ""


def bar(run: ImportRun) -> dict[str, int]:
    """How much is done, and of how much."""
    done, whole = jobs.how_far(run.job) if run.job else (0, 0)
    return {"done": done, "whole": whole}


def progress(visit: Visit, run: ImportRun, give_up: Callable[[Actor, ImportRun], None] = runs.give_up) -> HttpResponse:
    """The bar while a run is at work; then the browser loads its page anew, where it is said what stopped the work."""
    failed = run.job if run.job is not None and run.job.state == "failed" else None
    if run.state in BUSY and failed is None:
        return visit.page("imports/bar.html", title="", **bar(run))
    if run.state in BUSY and failed is not None:
        messages.error(visit.request, failed.error)
        give_up(visit.actor, run)
    response = HttpResponse(status=204)
    response["HX-Refresh"] = "true"
    return response
