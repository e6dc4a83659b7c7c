"""The catalogue: frameworks, their trees, one requirement with everything that corresponds to it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.scope.rules import adopted
from tandem.faces.web.evidence import requirement_evidence
from tandem.faces.web.shell import Visit, inside
from tandem.ground.catalogue import licensed, pitfalls, queries
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel.errors import NotFound

STANDARDS = {"iso-27001", "iso-20000-1"}


@require_GET
@inside
def index(visit: Visit) -> HttpResponse:
    """Every framework with its counts; with a word, the requirements that hold it."""
    text = visit.request.GET.get("q", "").strip()
    hidden = set() if visit.request.GET.get("all") else _hidden()
    frameworks = [one for one in queries.counts() if _family(one.key) not in hidden]
    found = queries.search(text, [one.key for one in frameworks], 100) if text else []
    screen = {"frameworks": frameworks, "text": text, "found": found, "is_partial": bool(hidden)}
    return visit.page("catalogue/index.html", title=_("Catalogue"), **screen)


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
