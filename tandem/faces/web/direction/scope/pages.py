"""What lies in the scope of each standard, beside each other."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.scope.parts.models import KINDS, PLACES
from tandem.direction.scope.parts.register import SCOPE_PARTS
from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.direction.scope.sides import beside_each_other
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions

TONES = {"inside": "good", "outside": "quiet"}


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """Every thing with its place in each scope; what differs, what is open, what is no longer there."""
    register_of(visit, SCOPE_PARTS.key)
    shown = beside_each_other(visit.actor)
    return visit.page(
        "scope/sides.html",
        title=_("What lies in each scope"),
        register=MANAGEMENT_SYSTEMS,
        shown=shown,
        differing=shown.noted("differs"),
        undecided=shown.noted("is_open"),
        past=shown.noted("is_past"),
        kinds=dict(KINDS),
        places=dict(PLACES),
        tones=TONES,
        may_propose=permissions.may_create(visit.actor, SCOPE_PARTS),
    )
