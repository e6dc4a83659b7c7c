"""Holding the targets of suppliers anew against what customers are promised."""

from collections.abc import Iterable
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.suppliers.targets.alignment import held_against
from tandem.operation.suppliers.targets.models import SupplierTarget
from tandem.operation.suppliers.targets.rules import promises


def hold_against(actor: Actor, targets: Iterable[Any]) -> int:
    """Say of each target how it stands to promises now; how many stand differently from before."""
    changed = 0
    for target in targets:
        alignment, finding = held_against(target, promises(target))
        if (alignment, finding) != (target.alignment, target.finding):
            values = {"alignment": alignment, "finding": finding}
            writing.follow(actor, declared_for(SupplierTarget), target, values, "held against promises")
            changed += 1
    return changed


def hold_all(actor: Actor) -> None:
    """Every target of a contract that is not at its end, once a day."""
    kept = SupplierTarget.objects.filter(contract__state__in=("draft", "in-force")).exclude(service=None)
    hold_against(actor, kept.select_related("service", "calendar", "contract").order_by("pk"))


def follow_version(actor: Actor, version: Any, before: Any) -> None:
    """A wording of an agreement that came into force, or was superseded, moves what its services stand on."""
    is_moved = version is not None and before is not None and version.state != before.state
    if not is_moved or "approved" not in (version.state, before.state):
        return
    services = list(version.service_targets.values_list("service_id", flat=True))
    targets = SupplierTarget.objects.filter(service__in=services).select_related("service", "calendar", "contract")
    hold_against(actor, targets.order_by("pk"))
