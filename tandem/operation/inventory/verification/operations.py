"""Asking those who hold items, when a round begins."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.inventory.verification import rules
from tandem.operation.inventory.verification.entries.models import VerificationEntry


def ask_holders(actor: Actor, this: Any) -> None:
    """One entry for each item, waiting for who holds it, else for its owner, else for the owner of the round."""
    rows = rules.items_of(this).order_by("pk").values_list("pk", "holder_id", "owner_id")
    values = [
        {"round": this.pk, "item": item, "owner": holder or owner or this.owner_id} for item, holder, owner in rows
    ]
    writing.create_many(as_tandem(actor), declared_for(VerificationEntry), values)
