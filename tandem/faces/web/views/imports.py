"""Bringing a file to a register: upload, mapping, preview of what would change, import."""

from typing import Any

from django.contrib import messages
from django.core.validators import MaxValueValidator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.faces.web.views import bringing_files
from tandem.ground.exchange import columns, conversion, importing, runs, together
from tandem.ground.exchange import template as templates
from tandem.ground.exchange.encodings import KNOWN
from tandem.ground.exchange.exporting import MEDIA_TYPES
from tandem.ground.exchange.forms import form
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.rowreading import CREATED
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.errors import WHOLE, Invalid, NotFound

ORDERS = (
    ("", gettext_lazy("choose, where a date could be read both ways")),
    (conversion.DAY_FIRST, gettext_lazy("day first: 31.12.2026")),
    (conversion.MONTH_FIRST, gettext_lazy("month first: 12/31/2026")),
    (conversion.YEAR_FIRST, gettext_lazy("year first: 2026-12-31")),
)
FIXED = 3
MOST_WORDS = 100
NOTHING = "-nothing-"  # the word says nothing
SAMPLES = 3
LONGEST_SCALE = 10


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
    screen = {
        "register": register,
        "problem": problem,
        "targets": targets,
        "earlier": runs.earlier(visit.actor, register),
    }
    return visit.page("imports/upload.html", title=title, status=status, **screen)


def _download(content: Any, name: str, media_type: str) -> Any:
    return FileResponse(content, as_attachment=True, filename=name, content_type=media_type)


@require_GET
@inside
def blank(visit: Visit, key: str) -> HttpResponse:
    """A workbook to fill in, with the choices."""
    register = register_of(visit, key)
    permissions.insist(visit.actor.role in permissions.WRITERS, _("Your role does not include imports."))
    workbook: HttpResponse = _download(form(register), f"{register.key}.xlsx", MEDIA_TYPES["xlsx"])
    return workbook


@require_GET
@inside
def template(visit: Visit, key: str) -> HttpResponse:
    """A table with the columns that an import takes, to be filled in."""
    register = register_of(visit, key)
    permissions.insist(visit.actor.role in permissions.WRITERS, _("Your role does not include imports."))
    person = str(getattr(visit.request.user, "email", ""))
    content = HttpResponse(templates.template(visit.actor, register, person), content_type=MEDIA_TYPES["csv"])
    content["Content-Disposition"] = f'attachment; filename="{register.key}.csv"'
    return content


@require_GET
@inside
def show(visit: Visit, import_id: int) -> HttpResponse:
    """Where the import stands: mapping, progress, preview or result."""
    run = runs.find(visit.actor, import_id)
    register = register_of(visit, run.register)
    title = _("Import: %(what)s") % {"what": register.title}
    screen: dict[str, Any] = {"run": run, "register": register, "outcome": run.outcome}
    if visit.request.GET.get("table"):
        return visit.page("imports/table.html", title=title, **screen, **_table_screen(run))
    if run.state in bringing_files.BUSY:
        return visit.page("imports/progress.html", title=title, **bringing_files.bar(run), **screen)
    if run.state == ImportRun.State.UPLOADED or visit.request.GET.get("mapping"):
        return visit.page("imports/mapping.html", title=title, **screen, **_mapping_screen(run, register))
    screen["words"] = _unknown_words(run, register)
    return visit.page("imports/preview.html", title=title, **screen)


def _unknown_words(run: ImportRun, register: Any) -> list[dict[str, Any]]:
    """Values of columns of choices that are not known, with what they may mean."""
    return [
        {**group, "place": place, "choices": choices}
        for place, group in enumerate(run.outcome.get("groups", [])[:MOST_WORDS])
        if group["value"] and (choices := choices_of(register, group))
    ]


def choices_of(register: Any, group: dict[str, Any]) -> list[tuple[str, str]]:
    """What a word may mean: a choice, or one of the people and records that are called like it."""
    field = columns.model_field(register, group["name"]) if group["name"] else None
    if conversion.kind_of(field) in conversion.RELATED:
        model: Any = field.related_model if field else None
        other = registers.of_model(model) if model else None
        made = [(CREATED, _("create it in %(register)s") % {"register": other.title})] if other else []
        return [*((name, name) for name in group["offered"]), *made]
    if field is not None and field.choices:
        return [(str(key), str(label)) for key, label in field.flatchoices if key != ""]
    return [(str(step), str(step)) for step in range(1, _steps(field) + 1)]


def _steps(field: Any) -> int:
    """How many steps a short scale of numbers has; 0 for any other field."""
    if conversion.kind_of(field) not in conversion.WHOLE_NUMBERS:
        return 0
    most = min((rule.limit_value for rule in field.validators if isinstance(rule, MaxValueValidator)), default=0)
    return int(most) if most <= LONGEST_SCALE else 0


def _table_screen(run: ImportRun) -> dict[str, Any]:
    """What a person may say of a file that was read otherwise than it is meant."""
    try:
        sheets = [(one.name, one.header_line, len(one.rows)) for one in runs.workbook(run).sheets]
    except UnusableFile:
        sheets = []
    return {"sheets": sheets, "encodings": KNOWN}


def _mapping_screen(run: ImportRun, register: Any) -> dict[str, Any]:
    book = runs.workbook(run)
    sheet = book.named(run.sheet)
    shown = sheet.rows[:40]
    listed = [
        {
            "place": place,
            "header": header,
            "target": run.columns.get(place, ""),
            "samples": [str(row.values[place]) for row in shown if _says(row, place)][:SAMPLES],
        }
        for place, header in enumerate(sheet.headers)
    ]
    return {
        "sheet": sheet,
        "sheets": [table.name for table in book.sheets],
        "passed": book.passed,
        "columns": listed,
        "targets": importing.targets(register),
        "orders": ORDERS,
        "fixed": [*run.fixed.items(), *[("", "")] * FIXED][: max(FIXED, len(run.fixed))],
    }


def _says(row: Any, place: int) -> bool:
    return place < len(row.values) and str(row.values[place] or "") != ""


@require_POST
@inside
def mapping(visit: Visit, import_id: int) -> HttpResponse:
    """Keep the mapping and preview what would change."""
    run = runs.find(visit.actor, import_id)
    register = register_of(visit, run.register)
    posted = visit.request.POST
    if posted.get("sheet", run.sheet) != run.sheet and not run.whole_id:
        return _read_anew(visit, run, register, posted["sheet"])
    chosen = {
        name.removeprefix("column-"): str(value)
        for name, value in posted.items()
        if name.startswith("column-") and value
    }
    pairs = zip(posted.getlist("fixed-field"), posted.getlist("fixed-value"), strict=False)
    fixed = {name: value for name, value in pairs if name and value.strip()}
    when = posted.get("time_column", "")
    try:
        runs.change_mapping(run, chosen, fixed, posted.get("date_order", ""), int(when) if when.isdigit() else None)
        return _look_again(visit, run)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
        return redirect(visit.url("import", run.pk) + "?mapping=1")


def _look_again(visit: Visit, run: ImportRun) -> HttpResponse:
    """Work a table out anew; one of several tables of a file together with the others."""
    if run.whole is None:
        runs.start(visit.actor, run, keep=False)
        return redirect(visit.url("import", run.pk))
    try:
        together.start(visit.actor, run.whole, keep=False)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    return redirect(visit.url("import-together", run.whole.pk))


def _read_anew(
    visit: Visit, run: ImportRun, register: Any, sheet: str, heading: int = 0, encoding: str = ""
) -> HttpResponse:
    try:
        runs.choose_sheet(run, register, sheet, heading, encoding)
    except UnusableFile as error:
        messages.error(visit.request, str(error))
        return redirect(visit.url("import", run.pk) + "?table=1")
    return redirect(visit.url("import", run.pk) + "?mapping=1")


@require_POST
@inside
def table(visit: Visit, import_id: int) -> HttpResponse:
    """Read the file anew: another table, another line of headings, another encoding."""
    found = runs.find(visit.actor, import_id)
    register, posted = register_of(visit, found.register), visit.request.POST
    heading = posted.get("heading", "")
    line = int(heading) if heading.isdigit() and len(heading) < 8 else 0
    sheet = found.sheet if found.whole_id else posted.get("sheet", found.sheet)
    return _read_anew(visit, found, register, sheet, line, posted.get("encoding", ""))


@require_POST
@inside
def words(visit: Visit, import_id: int) -> HttpResponse:
    """Keep what words of the file mean, and work it out again."""
    found = runs.find(visit.actor, import_id)
    register, posted = register_of(visit, found.register), visit.request.POST
    said: dict[str, dict[str, str]] = {}
    for unknown in _unknown_words(found, register):
        meant = posted.get(f"word-{unknown['place']}", "")
        if meant == NOTHING or meant in dict(unknown["choices"]):
            said.setdefault(unknown["name"], {})[unknown["value"]] = "" if meant == NOTHING else meant
    runs.say_words(found, said)
    return _look_again(visit, found)


@require_POST
@inside
def leave_out(visit: Visit, import_id: int) -> HttpResponse:
    """Leave out the lines in which something is wrong, and work the others out."""
    found = runs.find(visit.actor, import_id)
    register_of(visit, found.register)
    runs.leave_out(found, runs.wrong_lines(found))
    return _look_again(visit, found)


@require_GET
@inside
def wrong(visit: Visit, import_id: int) -> HttpResponse:
    """Everything that is wrong with the file, with its own line numbers."""
    found = runs.find(visit.actor, import_id)
    path = runs.errors_path(found)
    if not path.exists():
        raise NotFound(_("Nothing is wrong with this file, or its table was cleaned away."))
    table: HttpResponse = _download(path.open("rb"), "wrong.csv", "text/csv; charset=utf-8")
    return table


@require_POST
@inside
def take_back(visit: Visit, import_id: int) -> HttpResponse:
    """Take the whole import back."""
    found = runs.find(visit.actor, import_id)
    register_of(visit, found.register)
    try:
        runs.start_taking_back(visit.actor, found)
    except Invalid as invalid:
        messages.error(visit.request, " ".join(invalid.problems[WHOLE]))
    return redirect(visit.url("import", found.pk))


@require_POST
@inside
def run(visit: Visit, import_id: int) -> HttpResponse:
    """Import what was previewed."""
    found = runs.find(visit.actor, import_id)
    register_of(visit, found.register)
    if found.whole_id:
        return redirect(visit.url("import-together", found.whole_id))
    if found.state != ImportRun.State.PREVIEWED:
        messages.warning(visit.request, _("Preview the import first."))
    else:
        runs.start(visit.actor, found, keep=True)
    return redirect(visit.url("import", found.pk))


@require_GET
@inside
def progress(visit: Visit, import_id: int) -> HttpResponse:
    """How far it is, for the page that waits; tells the browser to load anew once it is over."""
    return bringing_files.progress(visit, runs.find(visit.actor, import_id))
