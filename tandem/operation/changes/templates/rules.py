"""What a template needs before standard changes are made by it (20000-1:2018 8.5.1.1)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.patterns.reviewed import Reviewed

TAKEN = (
    "kind",
    "service",
    "description",
    "tasks",
    "service_impact",
    "service_effect",
    "security_impact",
    "security_effect",
    "benefit",
    "resources",
    "test",
    "announced",
    "way_back",
)  # what a change takes over from its template
NEEDED = tuple(name for name in TAKEN if name not in ("kind", "service", "tasks"))
APPROVAL = Approved()
REVIEW = Reviewed(while_in=("approved",), since=("approved_on",))
FIXED = Fixed(
    states=("approved",),
    fields=(*TAKEN, "minutes"),
    why=gettext_lazy("It was approved as it stands; take the approval back first."),
)


def take_back(template: Any, actor: Actor) -> None:
    """What is changed after approval is approved anew."""
    template.approved_by_id = template.approved_on = None


def locked(template: Any) -> str | None:
    """What is retired stays as it was."""
    return _("It is retired; write another template.") if template.state == "retired" else None
