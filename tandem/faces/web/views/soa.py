"""The Statement of Applicability on one page: every control decided by keyboard, beside what the records say."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.direction.controls.grading import TONES as GRADE_TONES
from tandem.direction.controls.grading import Grade
from tandem.direction.controls.models import PROGRESS
from tandem.direction.controls.statements import comparing, deciding, editions, operations, rules, sheet
from tandem.direction.controls.statements.entries.register import STATEMENT_ENTRIES
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.direction.controls.statements.sheet import Line
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Conflict, Invalid
from tandem.proof.reporting.statement import FORMS

WRITTEN = ("decision", "justification", "progress", "progress_reason")
SHOWN = (
    ("all", gettext_lazy("All")),
    ("undecided", gettext_lazy("Undecided")),
    ("excluded", gettext_lazy("Excluded")),
    ("confirm", gettext_lazy("To confirm")),
    ("changed", gettext_lazy("Changed")),
)

WORDS = {
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
    "from": gettext_lazy("from"),
    "confirm": gettext_lazy("Confirm"),
    "open": gettext_lazy("forerunners differ, or were not decided"),
    "by_hand": gettext_lazy("by hand"),
    "choose": gettext_lazy("Choose"),
    "justification": gettext_lazy("Justification"),
    "otherwise": gettext_lazy("It is otherwise"),
    "how_far": gettext_lazy("How far"),
    "why": gettext_lazy("Why"),
    "keep": gettext_lazy("Keep"),
}
TONES = {"implemented": "good", "partly": "waiting", "planned": "active"}


@require_GET
@inside
def current(visit: Visit) -> HttpResponse:
    """The draft that is being decided, else the statement in force, else the form of a new one."""
    statements = permissions.visible(visit.actor, register_of(visit, "statements"))
    for state in ("draft", "approved"):
        statement = statements.filter(state=state).order_by("-pk").first()
        if statement:
            return redirect(visit.url("soa", statement.reference))
    return redirect(visit.url("create", "statements"))


@require_http_methods(["GET", "POST"])
@inside
def decide(visit: Visit, reference: str) -> HttpResponse:
    """The page of a statement; one row is kept with each answer."""
    statement = statement_of(visit, reference)
    if visit.request.method == "POST":
        return _keep(visit, statement)
    return visit.page("soa/page.html", title=f"{statement.reference} {statement.title}", **_screen(visit, statement))


def statement_of(visit: Visit, reference: str) -> Statement:
    """The statement of this reference, if the visitor may see it."""
    statement: Statement = writing.find(visit.actor, register_of(visit, "statements"), reference)
    return statement


def _screen(visit: Visit, statement: Statement) -> dict[str, Any]:
    asked = str(visit.request.GET.get("show", ""))
    shown = asked if asked in dict(SHOWN) else "all"
    content, before = sheet.read(statement), comparing.version_before(statement)
    changed = {difference.ref for difference in comparing.differences(before, statement)} if before else set()
    counts = Counter(kind for line in content.lines for kind in _kinds(line, changed))
    may_write = _may_write(visit, statement)
    return {
        "statement": statement,
        "sheet": content,
        "groups": _groups(content, shown, changed),
        "before": before,
        "shown": shown,
        "tabs": [{"key": key, "title": title, "count": counts[key]} for key, title in SHOWN if counts[key]],
        "may_write": may_write,
        "may_discard": may_write and permissions.may_delete(visit.actor, STATEMENTS),
        "may_begin": statement.state == "approved" and permissions.may_create(visit.actor, STATEMENTS),
        "editions": editions.other_editions(statement.framework) if statement.state != "superseded" else [],
        "may_carry": permissions.may_create(visit.actor, STATEMENTS),
        "is_transition": editions.is_transition(statement),
        "forms": FORMS,
        **_common(visit, statement),
        "register": STATEMENTS,
        "figures": content.figures,
    }


def _common(visit: Visit, statement: Statement) -> dict[str, Any]:
    """What every row needs, said once: addresses and words."""
    return {
        "keep": visit.url("soa", statement.reference),
        "base": visit.url("enter"),
        "far": {key: str(word) for key, word in PROGRESS},
        "say": {name: str(word) for name, word in WORDS.items()} | _grades(),
    }


def _grades() -> dict[str, Any]:
    """Colours of progress, and words and colours of how far controls are shown."""
    words = {str(grade): str(grade.label) for grade in Grade}
    return {"tones": TONES, "grades": GRADE_TONES, "grade_words": words}


def _kinds(line: Line, changed: set[str]) -> list[str]:
    """The tabs that a line stands under."""
    entry = line.entry
    marks = {"undecided": not entry.decision, "excluded": entry.decision == "excluded"}
    marks |= {"confirm": not entry.is_confirmed, "changed": entry.ref in changed}
    return ["all", *(kind for kind, holds in marks.items() if holds)]


def _groups(content: sheet.Sheet, shown: str, changed: set[str]) -> list[dict[str, Any]]:
    groups = []
    for theme, lines in content.themes.items():
        rows = [line for line in lines if shown in _kinds(line, changed)]
        if rows:
            groups.append({"title": theme, "rows": rows})
    return groups


def _may_write(visit: Visit, statement: Statement) -> bool:
    return visit.actor.may_write and visit.actor.role in permissions.WRITERS and statement.state == "draft"


def _keep(visit: Visit, statement: Statement) -> HttpResponse:
    """Keep one row; answers with what became of it."""
    posted, problem = visit.request.POST, ""
    reference = posted.get("entry", "")
    values: dict[str, Any] = {name: posted[name] for name in WRITTEN if name in posted}
    values |= {name: name in posted for name in rules.REASONS}
    if values.get("decision") != "applicable":
        values |= dict.fromkeys(rules.REASONS, False)
    if "confirm" in posted:
        values["is_confirmed"] = True
    version = posted.get("version", "")
    try:
        writing.change(
            visit.actor, STATEMENT_ENTRIES, reference, values, version=int(version) if version.isdigit() else -1
        )
    except Invalid as invalid:
        problem = " ".join(message for problem in invalid.problems.values() for message in problem)
    except Conflict:
        problem = _("Somebody changed it meanwhile; this is how it stands.")
    entry = writing.find(visit.actor, STATEMENT_ENTRIES, reference)
    if "HX-Request" not in visit.request.headers:
        if problem:
            messages.error(visit.request, f"{entry.ref}: {problem}")
        return redirect(f"{visit.url('soa', statement.reference)}#row-{reference}")
    figures = sheet.figures_of(statement.entries.all())
    answer: dict[str, Any] = {"row": sheet.line_of(entry), "problem": problem, "is_answer": True, "may_write": True}
    common = _common(visit, statement)
    return visit.page("soa/answer.html", title="", statement=statement, figures=figures, **common, **answer)


@require_POST
@inside
def together(visit: Visit, reference: str) -> HttpResponse:
    """Decide the chosen controls alike; what was refused is said."""
    statement, posted = statement_of(visit, reference), visit.request.POST
    permissions.insist(_may_write(visit, statement), _("You may not change this record."))
    chosen = [part for part in posted.getlist("reference") if part]
    values: dict[str, Any] = {name: posted[name] for name in ("decision", "justification") if posted.get(name)}
    values |= {name: posted[name] == "true" for name in rules.REASONS if posted.get(name)}
    if posted.get("confirm"):
        values["is_confirmed"] = True
    refused = deciding.together(visit.actor, statement, chosen, values) if values else {}
    problems = [f"{ref}: {reason}" for ref, reason in refused.items()]
    return _rows(visit, statement, problems, chosen)


@require_POST
@inside
def take_back(visit: Visit, reference: str) -> HttpResponse:
    """Undo the visitor's last decision."""
    statement, problems, restored = statement_of(visit, reference), [], []
    permissions.insist(_may_write(visit, statement), _("You may not change this record."))
    try:
        restored = deciding.take_back(visit.actor, statement)
    except Invalid as invalid:
        problems = [message for problem in invalid.problems.values() for message in problem]
    if not restored and not problems:
        problems = [_("There is nothing of yours to take back.")]
    return _rows(visit, statement, problems, [entry.reference for entry in restored])


def _rows(visit: Visit, statement: Statement, problems: list[str], touched: list[str]) -> HttpResponse:
    """All rows anew, for a page that stays; otherwise the page again."""
    if "HX-Request" not in visit.request.headers:
        for problem in problems:
            messages.error(visit.request, problem)
        return redirect(f"{visit.url('soa', statement.reference)}#{f'row-{touched[0]}' if touched else ''}")
    screen = _screen(visit, statement)
    return visit.page("soa/rows.html", title="", problems=problems, touched=touched, is_whole=True, **screen)


@require_POST
@inside
def fill(visit: Visit, reference: str) -> HttpResponse:
    """List every control of the catalogue."""
    statement = statement_of(visit, reference)
    permissions.insist(permissions.may_edit(visit.actor, STATEMENTS, statement), _("You may not change this record."))
    operations.fill(visit.actor, statement)
    return redirect(visit.url("soa", reference))


@require_POST
@inside
def discard(visit: Visit, reference: str) -> HttpResponse:
    """Undo a draft with its entries."""
    statement = statement_of(visit, reference)
    permissions.insist(permissions.may_delete(visit.actor, STATEMENTS), _("You may not delete this record."))
    if statement.state != "draft":
        messages.error(visit.request, _("An approved statement is fixed; begin a new version."))
        return redirect(visit.url("soa", reference))
    operations.discard(visit.actor, statement)
    messages.success(visit.request, _("The draft is gone; what it came from is as it was."))
    return redirect(visit.url("list", "statements"))
