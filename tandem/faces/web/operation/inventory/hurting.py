"""What hurts now: items and services that open incidents name, and what fails with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.relations import impact


@dataclass(frozen=True, slots=True)
class Hurt:
    """Open incidents by the reference of the item and the key of the service they name, and what fails with them."""

    items: Mapping[str, str]
    services: Mapping[int, str]
    failing: frozenset[int]
    at_risk: frozenset[int]
    incidents: tuple[dict[str, Any], ...] = ()

    def of_item(self, key: int, reference: str) -> tuple[str, str]:
        """The words and the tone of an item, empty when nothing hurts it."""
        if reference in self.items:
            return self.items[reference], "bad"
        if key in self.failing:
            return _("needs what is hurt"), "waiting"
        return (_("its stand-in is hurt"), "waiting") if key in self.at_risk else ("", "")

    def of_service(self, key: int) -> tuple[str, str]:
        """The words and the tone of a service."""
        return (self.services[key], "bad") if key in self.services else ("", "")


def hurting(actor: Actor) -> Hurt:
    """What hurts as far as the actor may see incidents."""
    register = registers.find("incidents")
    if register is None or register.workflow is None:
        return Hurt({}, {}, frozenset(), frozenset())
    seen = permissions.visible(actor, register).filter(state__in=register.workflow.open_states)
    rows = tuple(seen.order_by("-pk").values("reference", "title", "items", "service_id", "is_service"))
    items = {reference: row["reference"] for row in rows for reference in row["items"]}
    services = {row["service_id"]: row["reference"] for row in rows if row["service_id"] and row["is_service"]}
    keys = set(Item.objects.filter(reference__in=items).values_list("pk", flat=True)) if items else set()
    spread = impact.of_failing(keys) if keys else None
    failing, at_risk = (spread.failing, spread.at_risk) if spread else (frozenset[int](), frozenset[int]())
    return Hurt(items, services, failing, at_risk, rows)
