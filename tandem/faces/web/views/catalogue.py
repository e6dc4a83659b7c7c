"""The catalogue: frameworks, their trees, one requirement with everything that corresponds to it."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tandem.direction.controls import catalogue_tables
from tandem.direction.scope.rules import adopted
from tandem.faces.web.evidence import requirement_evidence
from tandem.faces.web.shell import Visit, inside
from tandem.ground.catalogue import licensed, pitfalls, queries
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.catalogue.vocabulary import Origin
from tandem.ground.catalogue.yaml_text import BYTE_LIMIT
from tandem.ground.kernel import permissions
from tandem.ground.kernel.errors import NotFound

STANDARDS = {"iso-27001", "iso-20000-1"}
MOST_FILES = 20
MOST_FAULTS = 10


@require_GET
@inside
def index(visit: Visit) -> HttpResponse:
    """Every framework with its counts; with a word, the requirements that hold it."""
    text = visit.request.GET.get("q", "").strip()
    hidden = set() if visit.request.GET.get("all") else _hidden()
    frameworks = [count for count in queries.counts() if _family(count.key) not in hidden]
    hits = queries.search(text, [framework.key for framework in frameworks], 100) if text else []
    screen: dict[str, Any] = {
        "frameworks": frameworks,
        "text": text,
        "found": hits,
        "is_partial": bool(hidden),
        "adopted": adopted(),
        "counted": _counted,
        "origins": dict(Origin.choices),
    }
    return visit.page("catalogue/index.html", title=_("Catalogue"), **screen)


def _counted(kind: str, number: int) -> str:
    """So many clauses, controls, headings and the like."""
    words = {
        "clause": ngettext("%(count)d clause", "%(count)d clauses", number),
        "control": ngettext("%(count)d control", "%(count)d controls", number),
        "enhancement": ngettext("%(count)d enhancement", "%(count)d enhancements", number),
        "heading": ngettext("%(count)d heading", "%(count)d headings", number),
        "threat": ngettext("%(count)d threat", "%(count)d threats", number),
        "area": ngettext("%(count)d area", "%(count)d areas", number),
        "category": ngettext("%(count)d category", "%(count)d categories", number),
        "domain": ngettext("%(count)d domain", "%(count)d domains", number),
        "function": ngettext("%(count)d function", "%(count)d functions", number),
        "objective": ngettext("%(count)d objective", "%(count)d objectives", number),
        "paragraph": ngettext("%(count)d paragraph", "%(count)d paragraphs", number),
        "process": ngettext("%(count)d process", "%(count)d processes", number),
        "subcategory": ngettext("%(count)d subcategory", "%(count)d subcategories", number),
        "theme": ngettext("%(count)d theme", "%(count)d themes", number),
        "requirement": ngettext("%(count)d requirement", "%(count)d requirements", number),
    }
    return words.get(kind, f"%(count)d {kind}") % {"count": number}


def _family(key: str) -> str:
    return key.partition(":")[0]


def _hidden() -> set[str]:
    """The standard that an organization has not adopted, while it works by the other one."""
    families = {_family(key) for key in adopted()}
    return STANDARDS - families if families & STANDARDS else set()


@require_GET
@inside
def framework(visit: Visit, key: str) -> HttpResponse:
    """A framework as a tree."""
    chosen = Framework.objects.current().filter(key=key).first()
    if chosen is None:
        raise NotFound(_("There is no such framework."))
    text = visit.request.GET.get("q", "").strip()
    hits = queries.search(text, [key], 200) if text else []
    screen: dict[str, Any] = {"framework": chosen, "branches": queries.tree(key), "text": text, "found": hits}
    return visit.page("catalogue/framework.html", title=chosen.name, **screen)


@require_GET
@inside
def requirement(visit: Visit, key: str, ref: str) -> HttpResponse:
    """One requirement: our words, the licensed text if there is one, its evidence here, what corresponds elsewhere."""
    try:
        asked = queries.requirement(key, ref)
    except Requirement.DoesNotExist:
        raise NotFound(_("There is no such requirement.")) from None
    corresponding: dict[str, list[queries.Related]] = {}
    hidden = _hidden() - {_family(key)}
    for entry in queries.related(asked):
        if entry.corresponds and _family(entry.framework.key) not in hidden:
            corresponding.setdefault(entry.framework.name, []).append(entry)
    return visit.page(
        "catalogue/requirement.html",
        title=f"{asked.ref} {asked.title}",
        requirement=asked,
        above=asked.parent,
        below=list(asked.children.current()),
        licensed=licensed.licensed_text(asked),
        pitfalls=pitfalls.pitfalls_at(asked.key),
        corresponding=corresponding,
        **requirement_evidence(visit, asked),
    )


@require_http_methods(["GET", "POST"])
@inside
def add(visit: Visit) -> HttpResponse:
    """Bring library files; the catalogue is the whole installation's, so only its operator does."""
    is_operator = bool(getattr(visit.request.user, "is_operator", False))
    permissions.insist(is_operator, _("The catalogue belongs to the whole installation; only its operator adds to it."))
    sent, problem = visit.request.FILES.getlist("files"), ""
    if visit.request.method == "POST":
        problem = _refusal(sent)
    results = _brought(sent) if sent and not problem else []
    status = 422 if problem else 200
    title = _("Add a framework")
    return visit.page("catalogue/add.html", title=title, status=status, problem=problem, results=results)


def _refusal(sent: "list[UploadedFile[bytes]]") -> str:
    """Why the files are not even looked at; empty when they are."""
    if not sent:
        return _("Choose a file first.")
    if len(sent) > MOST_FILES:
        return _("At most %(most)d files at once; bring the rest from the command line.") % {"most": MOST_FILES}
    large = next((upload for upload in sent if (upload.size or 0) > BYTE_LIMIT), None)
    if large is not None:
        params = {"name": large.name, "most": BYTE_LIMIT // 2**20}
        return _("%(name)s is larger than %(most)d MB; a library never is.") % params
    return ""


def _brought(sent: "Iterable[UploadedFile[bytes]]") -> list[dict[str, Any]]:
    """What became of each file, in the order in which they came."""
    with tempfile.TemporaryDirectory() as folder:
        paths: dict[Path, UploadedFile[bytes]] = {}
        for place, upload in enumerate(sent):
            path = Path(folder, str(place), Path(upload.name or "file").name[-150:] or "file")
            path.parent.mkdir()
            path.write_bytes(upload.read())
            paths[path] = upload
        results = catalogue_tables.bring(paths)
    return [_file_shown(path.name, results[path]) for path in paths]


def _fault(error: LibraryError) -> str:
    return _("Line %(line)d: %(what)s") % {"line": error.line, "what": error.message} if error.line else error.message


def _file_shown(name: str, result: Any) -> dict[str, Any]:
    refused = (
        " ".join(_fault(fault) for fault in result.all()[:MOST_FAULTS]) if isinstance(result, LibraryError) else ""
    )
    return {"file": name, "refused": refused, "outcome": result}
