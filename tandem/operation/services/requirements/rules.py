"""When a requirement counts as agreed (20000-1:2018 8.2.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazily

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed

NEEDED = ("source", "priority", "criticality", "agreed_with")
AGREED = Fixed(
    states=("agreed",),
    fields=("title", "description", "source", "customer", "priority"),
    why=_lazily("It was agreed as it stands: reopen it, or write another one."),
)


def check_requirement(requirement: Any, before: Any, today: date) -> Mapping[str, str]:
    """A requirement stays with its service; a customer is named where it comes from one."""
    if before is not None and before.service_id != requirement.service_id:
        return {"service": _("A requirement stays with its service.")}
    if requirement.customer_id and requirement.source not in ("", "customer", "users"):
        return {"customer": _("Name a customer only where the requirement comes from customers or users.")}
    if requirement.agreed_on and requirement.agreed_on > today:
        return {"agreed_on": _("Note it once it has been agreed.")}
    return {}


def may_agree(requirement: Any, actor: Actor) -> str | None:
    """Nothing is agreed of a service that has ended."""
    return _("The service is retired.") if requirement.service.state == "retired" else None


def agree(requirement: Any, actor: Actor) -> None:
    """Note who agreed it, and when."""
    requirement.agreed_by_id, requirement.agreed_on = actor.user_id, actor.today


def reopen(requirement: Any, actor: Actor) -> None:
    """It is to be agreed anew."""
    requirement.agreed_by_id, requirement.agreed_on, requirement.agreed_with = None, None, ""
