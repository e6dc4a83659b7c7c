"""Bringing all tables of a file in one go: which register each goes to, what would come of it, the import."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web.shell import Visit, as_file, inside, register_of
from tandem.faces.web.views import bringing_files
from tandem.faces.web.views.imports import choices_of
from tandem.ground.exchange import answering, runs, together
from tandem.ground.exchange.exporting import MEDIA_TYPES
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.permissions import WRITERS, insist, may_create
from tandem.ground.kernel.registers import Register

State = ImportRun.State
REGISTER = "register-"
SHOWN_GROUPS = 12  # kinds of faults of one table
NAMES = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "unchanged": gettext_lazy("Unchanged"),
    "wrong": gettext_lazy("With errors"),
}


@require_POST
@inside
def begin(visit: Visit, import_id: int) -> HttpResponse:
    """Take all tables of an uploaded file together."""
    uploaded = runs.find(visit.actor, import_id)
    register_of(visit, uploaded.register)
    insist(visit.actor.role in WRITERS, _("Your role does not include imports."))
    try:
        whole = together.begin(visit.actor, uploaded)
    except UnusableFile as error:
        messages.error(visit.request, str(error))
        return redirect(visit.url("import", uploaded.pk))
    return redirect(visit.url("import-together", whole.pk))


@require_GET
@inside
def show(visit: Visit, import_id: int) -> HttpResponse:
    """Each table with its register and what would come of it; progress while that is worked out."""
    whole = runs.find(visit.actor, import_id, together.KIND)
    title = _("Import of several tables")
    if whole.state in bringing_files.BUSY:
        address = visit.url("import-progress-together", whole.pk)
        return visit.page(
            "imports/progress.html", title=title, run=whole, progress=address, **bringing_files.bar(whole)
        )
    tables = [_table(run) for run in whole.parts.order_by("pk")]
    screen: dict[str, Any] = {"run": whole, "tables": tables, "outcome": whole.outcome}
    screen |= {"registers": _open_to(visit.actor), "left_out": together.LEFT_OUT, "unsaid": together.unsaid(whole)}
    screen |= {"passed": whole.outcome.get("passed", []), "shown": SHOWN_GROUPS, "names": NAMES}
    screen["told"] = [table for table in tables if table["register"] and _says_more(table["outcome"])]
    return visit.page("imports/together.html", title=title, **screen)


def _says_more(outcome: dict[str, Any]) -> bool:
    return bool(outcome.get("notes") or outcome.get("left_out") or outcome.get("lost"))


def _table(run: ImportRun) -> dict[str, Any]:
    register = registers.find(run.register)
    told = {"run": run, "register": register, "outcome": run.outcome, "columns": len(run.columns)}
    return told | {"likely": lambda group: _likely(register, group)}


def _likely(register: Register | None, group: dict[str, Any]) -> list[str]:
    """What a value may have meant, as people read it."""
    words = dict(choices_of(register, group)) if register and group["name"] else {}
    return [words.get(key, key) for key in group["offered"]]


def _open_to(actor: Actor) -> list[tuple[str, str]]:
    """The registers that the actor may add to, by their titles."""
    found = [(register.key, str(register.title)) for register in registers.every() if may_create(actor, register)]
    return sorted(found, key=lambda pair: pair[1].casefold())


@require_POST
@inside
def choose(visit: Visit, import_id: int) -> HttpResponse:
    """Say which register each table goes to, and work all of them out."""
    whole = runs.find(visit.actor, import_id, together.KIND)
    posted = visit.request.POST
    chosen = {run.sheet: posted.get(f"{REGISTER}{run.pk}", run.register) for run in whole.parts.all()}
    try:
        together.choose(visit.actor, whole, chosen)
        together.start(visit.actor, whole, keep=False)
    except Invalid as invalid:
        messages.error(visit.request, " ".join(invalid.problems[WHOLE]))
    return redirect(visit.url("import-together", whole.pk))


@require_POST
@inside
def run(visit: Visit, import_id: int) -> HttpResponse:
    """Import what was previewed."""
    whole = runs.find(visit.actor, import_id, together.KIND)
    if whole.state != State.PREVIEWED:
        messages.warning(visit.request, _("Preview the import first."))
    else:
        together.start(visit.actor, whole, keep=True)
    return redirect(visit.url("import-together", whole.pk))


@require_POST
@inside
def leave_out(visit: Visit, import_id: int) -> HttpResponse:
    """Leave out every row in which something is wrong, of any table, and work the others out."""
    whole = runs.find(visit.actor, import_id, together.KIND)
    if not answering.leave_out_wrong(whole):
        messages.error(visit.request, _("There is no row that could be left out."))
    else:
        together.start(visit.actor, whole, keep=False)
    return redirect(visit.url("import-together", whole.pk))


@require_GET
@inside
def wrong(visit: Visit, import_id: int) -> HttpResponse:
    """Everything that is wrong with the tables of a file, with the file's own line numbers."""
    whole = runs.find(visit.actor, import_id, together.KIND)
    return as_file(b"".join(answering.wrong_table(whole)), MEDIA_TYPES["csv"], "wrong.csv")


@require_POST
@inside
def take_back(visit: Visit, import_id: int) -> HttpResponse:
    """Take everything back that the file brought to any register."""
    whole = runs.find(visit.actor, import_id, together.KIND)
    try:
        runs.start_taking_back(visit.actor, whole)
    except Invalid as invalid:
        messages.error(visit.request, " ".join(invalid.problems[WHOLE]))
    return redirect(visit.url("import-together", whole.pk))


@require_GET
@inside
def progress(visit: Visit, import_id: int) -> HttpResponse:
    """How far it is, for the page that waits; tells the browser to load anew once it is over."""
    return bringing_files.progress(visit, runs.find(visit.actor, import_id, together.KIND))
