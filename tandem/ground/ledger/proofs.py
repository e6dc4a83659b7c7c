"""Proofs that can be handed out: that an entry is in the ledger, that a later head continues an earlier one.

They are plain data, and verified from that data and the public key alone. An entry is shown with as many of its
values as its holder wants to show; the others stay behind their commitments.
"""

import base64
import binascii
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from tandem.ground.ledger import commitments, faults, merkle, naming, notes, storage
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

    def entry(self, entry_id: int, fields: Collection[str] | None = None) -> dict[str, Any]:
        """Inclusion proof of an entry with these of its values, all of them by default. Raises NoProof."""
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
            **_shown(row, fields),
        }

    def growth(self, earlier: int, later: int | None = None) -> dict[str, Any]:
        """Consistency proof between two heads, given by their sizes; up to the newest by default. Raises NoProof."""
        sizes = (earlier, self.tree.size if later is None else later)
        if sizes[0] > sizes[1]:
            raise NoProof(f"A tree of {sizes[1]} entries does not continue one of {sizes[0]}.")
        signed = Checkpoint.objects.filter(organization_id=self.organization_id, size__in=sizes)
        with naming.organization(self.organization_id):
            found = dict(signed.values_list("size", "note"))
        if set(found) != set(sizes) or sizes[1] > self.tree.size:
            raise NoProof("There is no checkpoint of that size.")
        path = self.tree.consistency_proof(*sizes)
        return {"earlier": found[sizes[0]], "later": found[sizes[1]], "path": [_text(node) for node in path]}


def prove_entry(organization_id: int, entry_id: int, fields: Collection[str] | None = None) -> dict[str, Any]:
    """Inclusion proof of one entry under the newest head. For many, make one Prover."""
    return Prover(organization_id).entry(entry_id, fields)


def prove_growth(organization_id: int, earlier: int, later: int | None = None) -> dict[str, Any]:
    """Consistency proof between two heads, given by their sizes."""
    return Prover(organization_id).growth(earlier, later)


def entry_is_proven(proof: Mapping[str, Any], origin: str, public: bytes) -> bool:
    """True when the entry, and every value shown, stands where it says under a head that this key signed."""
    try:
        head = notes.read(proof["checkpoint"], origin, public)
        hashed = merkle.leaf_hash(proof["leaf"].encode())
        path = [base64.b64decode(node, validate=True) for node in proof["path"]]
        holds = merkle.inclusion_holds(hashed, proof["index"], head.size, path, head.root)
        return head.size == proof["size"] and holds and _values_are_proven(proof)
    except MALFORMED:
        return False


def growth_is_proven(proof: Mapping[str, Any], origin: str, public: bytes) -> bool:
    """True when both heads are signed by this key and the later one continues the earlier one."""
    try:
        earlier, later = notes.read(proof["earlier"], origin, public), notes.read(proof["later"], origin, public)
        path = [base64.b64decode(node, validate=True) for node in proof["path"]]
        return merkle.consistency_holds(earlier.size, later.size, path, earlier.root, later.root)
    except MALFORMED:
        return False


def sealed_leaves(organization_id: int, size: int) -> bytes:
    """Hashes of the first `size` sealed leaves in their order."""
    batches = Checkpoint.objects.filter(organization_id=organization_id, size__lte=size).order_by("size")
    return b"".join(map(bytes, batches.values_list("leaves", flat=True)))


def _shown(row: Row, fields: Collection[str] | None) -> dict[str, Any]:
    """Commitments to all fields, and of those that are shown the value, as canonical JSON, with its salt."""
    values, salts = faults.values_of(row), faults.salts_of(row)
    shown = {
        name: {"value": value, "salt": salts[name]}
        for name, value in sorted(values.items())
        if fields is None or name in fields
    }
    return {"commitments": faults.commitments_of(row), "values": shown}


def _values_are_proven(proof: Mapping[str, Any]) -> bool:
    told = msgspec.json.decode(proof["leaf"])
    all_of_them = commitments.spelled(proof["commitments"]).encode()
    return bool(sha256(all_of_them).hexdigest() == told["fields"]) and all(
        commitments.commitment(bytes.fromhex(shown["salt"]), name, shown["value"]) == proof["commitments"][name]
        for name, shown in proof["values"].items()
    )


def _text(node: bytes) -> str:
    return base64.b64encode(node).decode()
