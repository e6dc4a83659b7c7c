"""What the cause of an incident asks for."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.operations import call_again
from tandem.ground.kernel import links
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.causes.rules import is_of_control
from tandem.operation.incidents.models import Incident


def see_to_cause(actor: Actor, cause: Any) -> None:
    """A failed control gives its owner an action, a risk is to be assessed again today; both are linked.

    Causes of old incidents that are imported ask for nothing.
    """
    if actor.through == "import":
        return
    tandem = as_tandem(actor)
    if is_of_control(cause):
        _ask_to_put_right(tandem, cause)
    else:
        call_again(tandem, cause.risk, cause.incident.reference)
    target = cause.control or cause.risk
    links.connect(
        tandem,
        declared_for(Incident),
        cause.incident.reference,
        kind=Link.Kind.CAUSED_BY,
        to_register=declared_for(type(target)).key if target else "",
        to_reference=target.reference if target else "",
        requirement="" if target else cause.requirement,
        note=str(cause.get_kind_display()),
    )


def _ask_to_put_right(tandem: Actor, cause: Any) -> None:
    """The action says nothing of a confidential incident but its reference."""
    incident = cause.incident
    answers = (cause.control.owner_id if cause.control else None) or incident.assignee_id or incident.owner_id
    params = {"kind": cause.get_kind_display(), "reference": incident.reference, "cause": cause.reference}
    asking.ask(
        tandem,
        declared_for(Incident),
        incident.reference,
        answers,
        _("Put right: %(control)s") % {"control": cause.title[:180]},
        due=cause.due,
        details=_("%(kind)s in %(reference)s (%(cause)s).") % params
        + ("" if incident.is_confidential or not cause.explanation else f"\n\n{cause.explanation}"),
        reason=cause.reference,
    )
