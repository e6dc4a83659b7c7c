"""What happens to contracts by itself, and what follows from a change of one."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.suppliers.contracts.models import SupplierContract
from tandem.operation.suppliers.contracts.rules import remarks


def expire(actor: Actor) -> int:
    """Say of every contract in force whose last day has passed that it has expired; how many."""
    passed = list(SupplierContract.objects.expired_before(actor.today).order_by("pk"))
    for contract in passed:
        writing.follow(actor, declared_for(SupplierContract), contract, {"state": "expired"}, "expired")
    return len(passed)


def look_at_remarks(actor: Actor) -> None:
    """Say anew which services outlast which contract, since their ends may have moved."""
    for contract in SupplierContract.objects.in_force().select_related("supplier__service").order_by("pk"):
        words = "\n".join(remarks(contract))
        if words != contract.remarks:
            values = {"remarks": words, "is_outlasted": bool(words)}
            writing.follow(actor, declared_for(SupplierContract), contract, values, "looked at")


def look_after(actor: Actor) -> None:
    """Both, once a day."""
    expire(actor)
    look_at_remarks(actor)


def follow_service(actor: Actor, service: Any, before: Any) -> None:
    """A service whose end moved may now outlast a contract."""
    if service is not None and before is not None and service.retires_on != before.retires_on:
        look_at_remarks(actor)
