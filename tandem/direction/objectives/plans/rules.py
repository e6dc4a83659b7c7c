"""How a service management plan comes into force and is read again (20000-1:2018 6.3)."""

from typing import Any

from django.utils.translation import gettext_lazy

from tandem.direction.objectives.plans.models import ServiceManagementPlan
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.kernel.registers import declared_for

TOPICS = (
    "services",
    "limits",
    "obligations",
    "authorities",
    "resources",
    "other_parties",
    "technology",
    "evaluation",
)
AGREES = ("with_policy", "with_objectives", "with_risks", "with_requirements")
APPROVAL = Approved()
REVIEW = Reviewed(while_in=("approved",), since=("approved_on",))
AS_APPROVED = Fixed(
    states=("in-review", "approved", "superseded"),
    fields=("title", *TOPICS, *AGREES),
    why=gettext_lazy("It was sent out for approval as it stands; write the next version."),
)


def derive_plan(plan: Any, before: Any, actor: Actor) -> None:
    """Each version has the number after the one before."""
    if before is None:
        plan.number = max(ServiceManagementPlan.objects.values_list("number", flat=True), default=0) + 1


def put_in_force(actor: Actor, plan: Any) -> None:
    """Afterwards: the version before is superseded."""
    APPROVAL.put_in_force(actor, plan)


def draft_next(actor: Actor, plan: Any) -> None:
    """Afterwards: a draft that says the same; it gets the next number."""
    register = declared_for(ServiceManagementPlan)
    values = {name: getattr(plan, name) for name in register.writable if name != "owner"}
    writing.create(actor, register, values | {"owner": plan.owner_id})
