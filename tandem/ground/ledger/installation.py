"""The installation's log: its leaves are the organizations' checkpoints, so that none can be left out unseen.

A leaf names its organization by a salted hash: whoever is shown the log learns nothing of other organizations.
"""

import secrets
from datetime import datetime
from hashlib import sha256

import msgspec
from django.db import transaction

from tandem.ground.ledger import canonical, heads, merkle, naming
from tandem.ground.ledger.models import Checkpoint, InstallationLeaf
from tandem.ground.ledger.operations import insist_signed, newest_checkpoint, one_sealer_at_a_time


def take_checkpoints(now: datetime) -> Checkpoint | None:
    """Enter every organization's new checkpoints under salted names and sign the head; None when there were none."""
    with transaction.atomic():
        one_sealer_at_a_time()
        last = newest_checkpoint(None)
        insist_signed(last)
        frontier = heads.frontier_of(last)
        made = [_leaf(head, frontier.size + place) for place, head in enumerate(_fresh())]
        if not made:
            return None
        InstallationLeaf.objects.bulk_create(made)
        leaves = b"".join([merkle.leaf_hash(entered.leaf.encode()) for entered in made])
        return heads.sign(None, last, frontier, leaves, "", now)


def leaf_text(organization_id: int, salt: bytes, size: int, root: bytes) -> str:
    """How the installation's log holds the head of an organization."""
    name = sha256(salt + str(organization_id).encode()).hexdigest()
    return canonical.encode({"name": name, "root": root.hex(), "size": size}).decode()


def size_and_root(leaf: str) -> tuple[int, bytes]:
    """How many entries, and which root, a leaf of the installation's log tells of."""
    said = msgspec.json.decode(leaf)
    return said["size"], bytes.fromhex(said["root"])


def _fresh() -> list[Checkpoint]:
    """Checkpoints not entered yet; one sealer at a time, so their keys rise in the order they were committed."""
    newest = InstallationLeaf.objects.order_by("-leaf_index").values_list("checkpoint_id", flat=True).first() or 0
    with naming.door(naming.HEADS):
        signed = Checkpoint.objects.filter(pk__gt=newest).exclude(organization=None)
        return list(signed.only("organization_id", "size", "root").order_by("pk"))


def _leaf(checkpoint: Checkpoint, place: int) -> InstallationLeaf:
    salt = secrets.token_bytes(32)
    text = leaf_text(checkpoint.organization_id or 0, salt, checkpoint.size, bytes(checkpoint.root))
    return InstallationLeaf(checkpoint=checkpoint, leaf_index=place, leaf=text, salt=salt)
