"""How a checklist is worked off."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.steps.models import IncidentStep


def check(step: Any, before: Any, today: date) -> Mapping[str, str]:
    """A line stays with its incident."""
    if before is not None and before.incident_id != step.incident_id:
        return {"incident": _("Write it on the other incident instead.")}
    return {}


def locked(step: Any) -> str | None:
    """What was done or left out stays."""
    return None if step.state == "open" else _("It is done; write another line.")


def do(step: Any, actor: Actor) -> None:
    """Note who did it, and when."""
    step.done_at, step.done_by_id = clock.now(), actor.user_id


def begin(actor: Actor, incident: Any) -> None:
    """An incident of a template begins with the checklist of that template."""
    if incident.template_id is None or actor.through == "import":
        return
    values = [
        {"incident": incident, "title": title, "position": position}
        for position, title in enumerate(incident.template.checklist, start=1)
    ]
    writing.create_many(as_tandem(actor), declared_for(IncidentStep), values)
