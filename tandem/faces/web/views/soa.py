"""The Statement of Applicability on one page: every control decided by keyboard, beside what the records say."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.direction.controls import operations, rules
from tandem.direction.controls.models import Statement
from tandem.direction.controls.register import STATEMENT_ENTRIES, STATEMENTS
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Conflict, Invalid

WRITTEN = ("decision", "justification", "progress_reason")


@require_GET
@inside
def current(visit: Visit) -> HttpResponse:
    """The draft that is being decided, else the statement in force, else the form of a new one."""
    statements = permissions.visible(visit.actor, register_of(visit, "statements"))
    for state in ("draft", "approved"):
        found = statements.filter(state=state).order_by("-pk").first()
        if found:
            return redirect(visit.url("soa", found.reference))
    return redirect(visit.url("create", "statements"))


@require_http_methods(["GET", "POST"])
@inside
def decide(visit: Visit, reference: str) -> HttpResponse:
    """The page of a statement; one row is kept with each answer."""
    statement = writing.find(visit.actor, register_of(visit, "statements"), reference)
    if visit.request.method == "POST":
        return _keep(visit, statement)
    return visit.page("soa/page.html", title=f"{statement.reference} {statement.title}", **_screen(visit, statement))


def _screen(visit: Visit, statement: Statement) -> dict[str, Any]:
    risks, controls = rules.risks_by_control(), rules.controls_by_requirement()
    titles = _headings(statement.framework)
    groups: list[dict[str, Any]] = []
    for entry in statement.entries.order_by("pk"):
        above = titles.get(entry.ref)
        title = f"{above.ref} {above.title}" if above else ""
        if not groups or groups[-1]["title"] != title:
            groups.append({"title": title, "rows": []})
        groups[-1]["rows"].append(_row(statement, entry, risks, controls))
    earlier = Statement.objects.filter(framework=statement.framework, state__in=("approved", "superseded"))
    before = earlier.filter(pk__lt=statement.pk).order_by("-pk").first()
    may_write = visit.actor.may_write and visit.actor.role in permissions.WRITERS and statement.state == "draft"
    return {
        "statement": statement,
        "groups": groups,
        "before": before,
        "differences": rules.differences(before, statement) if before else [],
        "may_write": may_write,
        "may_discard": may_write and permissions.may_delete(visit.actor, STATEMENTS),
        "register": STATEMENTS,
        **_count(statement),
    }


def _headings(framework: str) -> dict[str, Any]:
    """The heading that each control stands under; an enhancement stands under that of its control."""
    titles: dict[str, Any] = {}
    for control in rules.controls_of(framework):
        above = control.parent
        while above is not None and above.kind == control.kind:
            above = titles.get(above.ref, above.parent)
        titles[control.ref] = above
    return titles


def _count(statement: Statement) -> dict[str, Any]:
    return {
        "decided": statement.entries.exclude(decision="").count(),
        "whole": statement.entries.count(),
        "unconfirmed": statement.entries.filter(is_confirmed=False).count(),
    }


def _row(statement: Statement, entry: Any, risks: dict[str, Any], controls: dict[str, Any]) -> dict[str, Any]:
    own = controls.get(f"{statement.framework}/{entry.ref}", [])
    return {"entry": entry, "risks": risks.get(entry.ref, []), "controls": own}


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
        problem = " ".join(message for told in invalid.problems.values() for message in told)
    except Conflict:
        problem = _("Somebody changed it meanwhile; this is how it stands.")
    entry = writing.find(visit.actor, STATEMENT_ENTRIES, reference)
    if "HX-Request" not in visit.request.headers:
        if problem:
            messages.error(visit.request, f"{entry.ref}: {problem}")
        return redirect(f"{visit.url('soa', statement.reference)}#row-{reference}")
    row = _row(statement, entry, rules.risks_by_control(), rules.controls_by_requirement())
    screen = {"row": row, "problem": problem, "is_answer": True, "may_write": True, "statement": statement}
    return visit.page("soa/answer.html", title="", **screen, **_count(statement))


@require_POST
@inside
def fill(visit: Visit, reference: str) -> HttpResponse:
    """List every control of the catalogue."""
    statement = writing.find(visit.actor, register_of(visit, "statements"), reference)
    permissions.insist(permissions.may_edit(visit.actor, STATEMENTS, statement), _("You may not change this record."))
    operations.fill(visit.actor, statement)
    return redirect(visit.url("soa", reference))


@require_POST
@inside
def discard(visit: Visit, reference: str) -> HttpResponse:
    """Undo a draft with its entries."""
    statement = writing.find(visit.actor, register_of(visit, "statements"), reference)
    permissions.insist(permissions.may_delete(visit.actor, STATEMENTS), _("You may not delete this record."))
    if statement.state != "draft":
        messages.error(visit.request, _("An approved statement is fixed; begin a new version."))
        return redirect(visit.url("soa", reference))
    operations.discard(visit.actor, statement)
    messages.success(visit.request, _("The draft is gone; what it came from is as it was."))
    return redirect(visit.url("list", "statements"))
