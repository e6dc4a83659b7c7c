"""The installation's log: its leaves are the organizations' checkpoints, so that none can be left out unseen."""

import secrets
from datetime import datetime

from django.db import transaction

from tandem.ground.ledger import canonical, merkle
from tandem.ground.ledger.models import Checkpoint, InstallationLeaf
from tandem.ground.ledger.operations import frontier_of, newest_checkpoint, sign_head


def take_checkpoints(now: datetime) -> Checkpoint | None:
    """Enter every organization's new checkpoints under salted names and sign the head; None when there were none."""
    with transaction.atomic():
        frontier = frontier_of(newest_checkpoint(None))
        entered = InstallationLeaf.objects.values("checkpoint_id")
        fresh = Checkpoint.objects.exclude(organization=None).exclude(pk__in=entered).order_by("pk")
        leaves = []
        for checkpoint in fresh.select_for_update():
            leaf = _leaf(checkpoint)
            InstallationLeaf.objects.create(checkpoint=checkpoint, leaf_index=frontier.size, leaf=leaf)
            leaves.append(merkle.leaf_hash(leaf.encode()))
            frontier.add(leaves[-1])
        return sign_head(None, frontier, leaves, now) if leaves else None


def _leaf(checkpoint: Checkpoint) -> str:
    salt = secrets.token_bytes(16)
    name = merkle.leaf_hash(salt + str(checkpoint.organization_id).encode()).hex()
    told = {"name": name, "root": bytes(checkpoint.root).hex(), "salt": salt.hex(), "size": checkpoint.size}
    return canonical.encode(told).decode()
