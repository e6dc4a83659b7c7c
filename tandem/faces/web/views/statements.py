"""Around a statement: its files, its versions and what they say differently, the work list of a transition."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.direction.controls.statements import comparing, editions, operations, sheet
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.faces.web.shell import Visit, as_file, from_replica, inside
from tandem.faces.web.views.soa import statement_of
from tandem.ground.accounts import speaking
from tandem.ground.kernel import permissions
from tandem.ground.kernel.errors import Invalid
from tandem.proof.reporting import statement as reporting
from tandem.proof.reporting.cover import cover_of
from tandem.proof.reporting.differences import FORMS as COMPARISONS
from tandem.proof.reporting.differences import rows_of

KINDS = (
    ("open", gettext_lazy("To decide"), "bad"),
    ("confirm", gettext_lazy("To confirm"), "waiting"),
    ("new", gettext_lazy("New in this edition"), "active"),
    ("done", gettext_lazy("Done"), "good"),
)


@require_GET
@inside
@from_replica
def download(visit: Visit, reference: str, form: str) -> HttpResponse:
    """The statement as a file."""
    statement, chosen = statement_of(visit, reference), reporting.BY_KEY.get(form)
    if chosen is None:
        raise Http404
    with speaking.as_documents(visit.organization):
        content = sheet.read(statement)
        cover = cover_of(visit.organization, statement.framework, visit.actor.today)
        return as_file(chosen.write(content, cover), chosen.media_type, reporting.file_name(content, cover, chosen))


@require_POST
@inside
def begin(visit: Visit, reference: str) -> HttpResponse:
    """Begin the next version, or the statement of another edition, with everything that was decided."""
    statement = statement_of(visit, reference)
    framework = visit.request.POST.get("framework", "")
    permissions.insist(permissions.may_create(visit.actor, STATEMENTS), _("You may not add records to this register."))
    known = {edition.key for edition in editions.other_editions(statement.framework)}
    if framework and framework not in known:
        messages.error(visit.request, _("No mapping leads from this catalogue to the other one."))
        return redirect(visit.url("soa", reference))
    try:
        made = operations.next_version(visit.actor, statement, framework)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
        return redirect(visit.url("soa", reference))
    return redirect(visit.url("soa-work" if framework else "soa", made.reference))


@require_GET
@inside
def versions(visit: Visit, reference: str) -> HttpResponse:
    """Every version of the statement, with its figures and a choice of two to compare."""
    statement = statement_of(visit, reference)
    rows = [
        {
            "statement": version,
            "figures": sheet.figures_of(version.entries.all()),
            "before": comparing.version_before(version),
        }
        for version in comparing.versions_of(statement.framework)
    ]
    title = _("Versions of the statement")
    return visit.page("soa/versions.html", title=title, statement=statement, versions=rows, register=STATEMENTS)


@require_GET
@inside
def compare(visit: Visit, reference: str) -> HttpResponse:
    """What this statement says otherwise than another of the same catalogue; also as a file."""
    statement, asked = statement_of(visit, reference), visit.request.GET
    other = _other(visit, statement, str(asked.get("with", "")))
    differing = comparing.differences(other, statement) if other else []
    chosen = COMPARISONS.get(str(asked.get("form", "")))
    if chosen is not None and other is not None:
        name = f"{visit.organization.slug}-{other.reference}-{statement.reference}.{chosen.ending}".lower()
        with speaking.as_documents(visit.organization):
            return as_file(chosen.write(other, statement, differing), chosen.media_type, name)
    return visit.page(
        "soa/compare.html",
        title=_("What differs"),
        statement=statement,
        other=other,
        others=[version for version in comparing.versions_of(statement.framework) if version.pk != statement.pk],
        rows=rows_of(differing),
        forms=COMPARISONS,
        register=STATEMENTS,
    )


def _other(visit: Visit, statement: Any, reference: str) -> Any:
    if not reference:
        return comparing.version_before(statement)
    other = statement_of(visit, reference)
    return other if other.framework == statement.framework else None


@require_GET
@inside
def work(visit: Visit, reference: str) -> HttpResponse:
    """What a transition leaves to do: decide, confirm, look at what is new and at what fell away."""
    statement = statement_of(visit, reference)
    tasks, fallen = editions.tasks_of(statement), editions.fell_away(statement)
    counts = Counter(task.kind for task in tasks)
    groups = [
        {"key": key, "title": title, "tone": tone, "tasks": [task for task in tasks if task.kind == key]}
        for key, title, tone in KINDS
    ]
    return visit.page(
        "soa/work.html",
        title=_("From one edition to another"),
        statement=statement,
        groups=[group for group in groups if group["tasks"]],
        fallen=fallen,
        done=counts["done"],
        whole=len(tasks),
        register=STATEMENTS,
    )
