"""Proofs that can be handed out: that an entry is in the ledger, that a later head continues an earlier one."""

import base64
from collections.abc import Mapping
from typing import Any

from tandem.ground.ledger import merkle, notes
from tandem.ground.ledger.models import Checkpoint, Entry
from tandem.ground.ledger.operations import newest_checkpoint


class NoProof(LookupError):
    """There is nothing to prove yet: not sealed, or no such entry or head."""


def prove_entry(organization_id: int, entry_id: int) -> dict[str, Any]:
    """Inclusion proof of an entry under the newest head, as plain data."""
    entry = Entry.objects.filter(organization_id=organization_id, pk=entry_id).first()
    checkpoint = newest_checkpoint(organization_id)
    if entry is None or entry.leaf_index is None or checkpoint is None or entry.leaf_index >= checkpoint.size:
        raise NoProof("The entry is not sealed yet." if entry else "There is no such entry.")
    path = merkle.inclusion_proof(sealed_leaves(organization_id), entry.leaf_index)
    return {
        "leaf": entry.leaf,
        "index": entry.leaf_index,
        "size": checkpoint.size,
        "path": [_text(node) for node in path],
        "checkpoint": checkpoint.note,
    }


def entry_is_proven(proof: Mapping[str, Any], origin: str, public: bytes) -> bool:
    """True when the proof holds and its head is signed by this key."""
    try:
        head = notes.read(proof["checkpoint"], origin, public)
    except notes.BadNote:
        return False
    leaf = merkle.leaf_hash(proof["leaf"].encode())
    path = [base64.b64decode(node) for node in proof["path"]]
    return head.size == proof["size"] and merkle.inclusion_holds(leaf, proof["index"], head.size, path, head.root)


def prove_growth(organization_id: int, earlier: int, later: int) -> dict[str, Any]:
    """Consistency proof between two heads, given by their sizes, as plain data."""
    heads = {
        head.size: head
        for head in Checkpoint.objects.filter(organization_id=organization_id, size__in=(earlier, later))
    }
    if set(heads) != {earlier, later}:
        raise NoProof("There is no checkpoint of that size.")
    path = merkle.consistency_proof(sealed_leaves(organization_id)[:later], earlier)
    return {"earlier": heads[earlier].note, "later": heads[later].note, "path": [_text(node) for node in path]}


def growth_is_proven(proof: Mapping[str, Any], origin: str, public: bytes) -> bool:
    """True when both heads are signed by this key and the later one continues the earlier one."""
    try:
        earlier, later = notes.read(proof["earlier"], origin, public), notes.read(proof["later"], origin, public)
    except notes.BadNote:
        return False
    path = [base64.b64decode(node) for node in proof["path"]]
    return merkle.consistency_holds(earlier.size, later.size, path, earlier.root, later.root)


def sealed_leaves(organization_id: int) -> list[bytes]:
    """Hashes of all sealed leaves in their order."""
    batches = (
        Checkpoint.objects.filter(organization_id=organization_id).order_by("size").values_list("leaves", flat=True)
    )
    joined = b"".join(bytes(batch) for batch in batches)
    return [joined[start : start + 32] for start in range(0, len(joined), 32)]


def _text(node: bytes) -> str:
    return base64.b64encode(node).decode()
