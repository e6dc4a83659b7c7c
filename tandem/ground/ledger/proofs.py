"""Proofs that can be handed out: that an entry is in the ledger.

They are plain data, and verified from that data and the public key alone, as `verify.py` of a pack does.
"""

import base64
import binascii
from typing import Any

import msgspec

from tandem.ground.ledger import faults, merkle, naming, storage
from tandem.ground.ledger.leaves import Row, leaf
from tandem.ground.ledger.models import Checkpoint
from tandem.ground.ledger.operations import newest_checkpoint

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, binascii.Error, msgspec.DecodeError)


class NoProof(LookupError):
    """There is nothing to prove yet: not sealed, or no such entry or head."""


class Prover:
    """Gives any number of proofs of one organization's ledger under its newest head."""

    def __init__(self, organization_id: int) -> None:
        """Raises NoProof when nothing was sealed yet."""
        checkpoint = newest_checkpoint(organization_id)
        if checkpoint is None:
            raise NoProof("Nothing of this ledger is sealed yet.")
        self.organization_id = organization_id
        self.checkpoint = checkpoint
        with naming.organization(organization_id):
            self.tree = merkle.Tree(sealed_leaves(organization_id, checkpoint.size))

    def entry(self, entry_id: int) -> dict[str, Any]:
        """Inclusion proof of an entry with its values. Raises NoProof."""
        with naming.organization(self.organization_id):
            row = next(storage.rows("organization_id = %s AND id = %s", [self.organization_id, entry_id]), None)
        if row is None:
            raise NoProof(f"There is no entry {entry_id} in this ledger.")
        if row.leaf_index is None or row.leaf_index >= self.tree.size:
            raise NoProof(f"Entry {entry_id} is not sealed yet.")
        return {
            "leaf": leaf(row).decode(),
            "index": row.leaf_index,
            "size": self.tree.size,
            "path": [_text(node) for node in self.tree.inclusion_proof(row.leaf_index)],
            "checkpoint": self.checkpoint.note,
            **_shown(row),
        }


def sealed_leaves(organization_id: int, size: int) -> bytes:
    """Hashes of the first `size` sealed leaves in their order."""
    batches = Checkpoint.objects.filter(organization_id=organization_id, size__lte=size).order_by("size")
    return b"".join(map(bytes, batches.values_list("leaves", flat=True)))


def _shown(row: Row) -> dict[str, Any]:
    """Commitments to all fields, and the values that are kept, as canonical JSON, each with its salt."""
    values, salts = faults.values_of(row), faults.salts_of(row)
    shown = {name: {"value": value, "salt": salts[name]} for name, value in sorted(values.items())}
    return {"commitments": faults.commitments_of(row), "values": shown}


def _text(node: bytes) -> str:
    return base64.b64encode(node).decode()
