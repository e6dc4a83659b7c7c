"""What a management system needs before its scope counts."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.scope.models import ManagementSystem
from tandem.ground.kernel.actor import Actor


def scope_written(system: Any, actor: Actor) -> str | None:
    """A scope is approved when there is one and somebody answers for it (clause 4.3 of either standard)."""
    if not system.scope.strip():
        return _("Write the scope statement first.")
    return None if system.owner_id else _("Name who answers for the management system first.")


def approve(system: Any, actor: Actor) -> None:
    """Note who approved the scope and when."""
    system.approved_by_id = actor.user_id
    system.approved_on = actor.today


def adopted() -> tuple[str, ...]:
    """Keys of the standards that the active organization works by, as `iso-27001:2022`."""
    systems = ManagementSystem.objects.exclude(state="ended").order_by("standard")
    return tuple(systems.values_list("standard", flat=True))
