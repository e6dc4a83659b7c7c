"""The matrix of competence: what roles require against what people hold."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, from_replica, inside, register_of
from tandem.ground.kernel import permissions
from tandem.support.people.competences.matrix import matrices

TONES = {"held": "good", "soon": "waiting", "partly": "waiting", "expired": "bad", "no": "bad", "unlisted": "bad"}


@require_GET
@inside
@from_replica
def show(visit: Visit) -> HttpResponse:
    """By role, each person against each competence: held, running out, gap and what closes it."""
    people = permissions.visible(visit.actor, register_of(visit, "people")).filter(state="active")
    lines = permissions.visible(visit.actor, register_of(visit, "competences")).order_by("pk")
    found = matrices(people.order_by("pk"), lines, visit.actor.today)
    return visit.page(
        "people/matrix.html",
        title=_("Competence matrix"),
        matrices=found,
        gaps=sum(one.gaps for one in found),
        cells=sum(len(one.rows) * len(one.required) for one in found),
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
