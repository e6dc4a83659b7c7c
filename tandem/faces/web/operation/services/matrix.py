"""Who contributes to what: parties against services, components and processes, and what is left."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions
from tandem.ground.kernel.registers import Register
from tandem.operation.services.contributions.matrix import gaps, matrix_of
from tandem.operation.services.contributions.register import CONTRIBUTIONS

ACTIVE = ("active", "ending")
LIVE = ("live", "retiring")


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """The page with the matrix and its gaps."""
    register_of(visit, CONTRIBUTIONS.key)
    today = permissions.visible(visit.actor, CONTRIBUTIONS).filter(state="current")
    contributions = list(today.select_related("owner", "supplier"))
    parties = _parties(visit)
    matrix = matrix_of(list(_subjects(visit, contributions)), contributions, parties)
    busy = {party for subject in matrix.subjects for party in subject.by}
    return visit.page(
        "operation/contribution_matrix.html",
        title=_("Who contributes to what"),
        register=CONTRIBUTIONS,
        matrix=matrix,
        columns=[party for party in parties if party.pk in busy],
        gaps=gaps(matrix),
    )


def _parties(visit: Visit) -> list[Any]:
    suppliers = register_of(visit, "suppliers")
    return list(permissions.visible(visit.actor, suppliers).filter(state__in=ACTIVE).order_by("title"))


def _subjects(visit: Visit, contributions: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Live services; of components and processes those with a contribution, and processes that nobody owns."""
    for service in _known(visit, "services", Q(state__in=LIVE)):
        yield "service", service
    named = [contribution.item_id for contribution in contributions if contribution.item_id]
    for item in _known(visit, "items", Q(pk__in=named)):
        yield "component", item
    named = [contribution.process_id for contribution in contributions if contribution.process_id]
    for process in _known(visit, "processes", Q(pk__in=named) | Q(state="running", owner=None)):
        yield "process", process


def _known(visit: Visit, key: str, among: Q) -> Any:
    register: Register = register_of(visit, key)
    return permissions.visible(visit.actor, register).filter(among).order_by("title")
