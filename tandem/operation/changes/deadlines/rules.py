"""One deadline is in force, and it is changed by approving another."""

from typing import Any

from django.utils.translation import gettext_lazy

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.registers import declared_for
from tandem.operation.changes.deadlines.models import EmergencyDeadline

APPROVAL = Approved(state="in-force")
FIXED = Fixed(
    states=("in-force", "retired"),
    fields=("days", "reason"),
    why=gettext_lazy("It was approved as it stands; propose another one."),
)


def replace(actor: Actor, deadline: Any) -> None:
    """Afterwards: the one that was in force before no longer is."""
    for other in EmergencyDeadline.objects.filter(state="in-force").exclude(pk=deadline.pk).order_by("pk"):
        register = declared_for(EmergencyDeadline)
        writing.follow(as_tandem(actor), register, other, {"state": "retired"}, "replaced", deadline.reference)
