"""The matrix of competence: what roles require against what people hold."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, from_replica, inside, register_of
from tandem.ground.kernel import permissions
from tandem.support.people.competences.matrix import RoleMatrix, holders_of, matrix_of

ROWS = 50  # people on a page
TONES = {"held": "good", "soon": "waiting", "partly": "waiting", "expired": "bad", "no": "bad", "unlisted": "bad"}


@require_GET
@inside
@from_replica
def show(visit: Visit) -> HttpResponse:
    """One role at a time, the first with a gap unless one is asked for: held, running out, gap and what closes it."""
    people = (
        permissions.visible(visit.actor, register_of(visit, "people")).filter(state="active").order_by("title", "pk")
    )
    lines = permissions.visible(visit.actor, register_of(visit, "competences"))
    holders = holders_of(people, lines)
    asked = visit.request.GET.get("role", "")
    shown = {asked: holders[asked]} if asked in holders else holders
    matrix = _first_to_do(matrix_of(name, people, lines, keys, visit.actor.today) for name, keys in shown.items())
    page = Paginator(matrix.rows if matrix else (), ROWS).get_page(visit.request.GET.get("page"))
    return visit.page(
        "people/matrix.html",
        title=_("Competence matrix"),
        matrix=matrix,
        page=page,
        roles=[(name, len(keys)) for name, keys in holders.items()],
        onward=matrix and {way: urlencode({"role": matrix.role, "page": number}) for way, number in _neighbours(page)},
        gaps=matrix.gaps if matrix else 0,
        cells=len(matrix.rows) * len(matrix.required) if matrix else 0,
        tones=TONES,
        may_write=permissions.may_create(visit.actor, register_of(visit, "competences")),
        words={
            "held": _("held"),
            "soon": _("held"),
            "partly": _("partly"),
            "expired": _("expired"),
            "no": _("not held"),
            "unlisted": _("not listed"),
        },
    )


def _first_to_do(matrices: Iterable[RoleMatrix]) -> RoleMatrix | None:
    """The first that has a gap, else the first of all; no more are worked out than that takes."""
    first = None
    for matrix in matrices:
        if matrix.gaps:
            return matrix
        first = first or matrix
    return first


def _neighbours(page: "Page[Any]") -> Iterator[tuple[str, int]]:
    """The numbers of the pages before and after, as far as there are any."""
    if page.has_previous():
        yield "back", page.previous_page_number()
    if page.has_next():
        yield "on", page.next_page_number()
