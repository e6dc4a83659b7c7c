"""What a measure of a treatment needs, and when it is done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.catalogue.models import Requirement
from tandem.ground.kernel.actor import Actor


def check_measure(measure: Any, before: Any, today: date) -> Mapping[str, str]:
    """A measure stays with its risk, and the controls it names are in the catalogue."""
    if before is not None and before.risk_id != measure.risk_id:
        return {"risk": _("A measure stays with its risk; drop it there and add it here.")}
    refs = {key.rpartition("/")[2] for key in measure.requirements}
    known = {row.key for row in Requirement.objects.current().filter(ref__in=refs).select_related("framework")}
    if unknown := [key for key in measure.requirements if key not in known]:
        params = {"name": unknown[0]}
        return {"requirements": _("“%(name)s” is not in the catalogue; write it like iso-27001:2022/A.5.15.") % params}
    return {}


def finish(measure: Any, actor: Actor) -> None:
    """Note the day on which it was done."""
    measure.done_on = actor.today


def reopen(measure: Any, actor: Actor) -> None:
    """What is open was not done yet."""
    measure.done_on = None


def measure_locked(measure: Any) -> str | None:
    """The measures of a closed risk are history."""
    return _("The risk is closed; open it again first.") if measure.risk.state == "closed" else None
