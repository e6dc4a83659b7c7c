"""The catalogue: frameworks, their trees, one requirement with everything that corresponds to it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.evidence import requirement_evidence
from tandem.faces.web.shell import Visit, inside
from tandem.ground.catalogue import licensed, pitfalls, queries
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel.errors import NotFound


@require_GET
@inside
def index(visit: Visit) -> HttpResponse:
    """Every framework with its counts; with a word, the requirements that hold it."""
    text = visit.request.GET.get("q", "").strip()
    found = queries.search(text, (), 100) if text else []
    return visit.page("catalogue/index.html", title=_("Catalogue"), frameworks=queries.counts(), text=text, found=found)


@require_GET
@inside
def framework(visit: Visit, key: str) -> HttpResponse:
    """A framework as a tree."""
    chosen = Framework.objects.current().filter(key=key).first()
    if chosen is None:
        raise NotFound(_("There is no such framework."))
    text = visit.request.GET.get("q", "").strip()
    found = queries.search(text, [key], 200) if text else []
    screen = {"framework": chosen, "branches": queries.tree(key), "text": text, "found": found}
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
    for entry in queries.related(asked):
        if entry.corresponds:
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
