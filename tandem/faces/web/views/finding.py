"""Search and palette: exact references first, then deeds, places, titles and text."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.scope.rules import adopted
from tandem.faces.web import jumping
from tandem.faces.web.shell import Visit, inside
from tandem.ground.catalogue import queries
from tandem.ground.kernel import search

FOUND = 30
TYPED = 6


@require_GET
@inside
def find(visit: Visit) -> HttpResponse:
    """What a text leads to: as the palette shows it while somebody types, else as a page."""
    text = visit.request.GET.get("q", "").strip()
    if "HX-Request" in visit.request.headers:
        return visit.part("found.html", text=text, groups=jumping.groups(visit, text))
    return visit.page("search.html", title=_("Search"), text=text, groups=_everything(visit, text) if text else [])


def _everything(visit: Visit, text: str) -> list[dict[str, Any]]:
    hits = search.everywhere(visit.actor, text, FOUND)
    requirements = queries.search(text, adopted(), FOUND // 2)
    return [
        group
        for group in (
            {"title": "", "hits": jumping.exact(visit, text)},
            {"title": _("Records"), "hits": [jumping.of_record(visit, hit) for hit in hits]},
            {"title": _("Requirements"), "hits": [jumping.of_requirement(visit, item) for item in requirements]},
        )
        if group["hits"]
    ]
