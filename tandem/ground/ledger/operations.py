"""Appending to the ledger, sealing what was appended, and erasing a value for privacy."""

import secrets as random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from tandem.ground.ledger import merkle, notes
from tandem.ground.ledger.keys import signing_key
from tandem.ground.ledger.leaves import REASON, Row, committed, compose, encoded, fault, moment, rows
from tandem.ground.ledger.merkle import Frontier
from tandem.ground.ledger.models import Checkpoint, Entry
from tandem.ground.ledger.origins import organization_origin

BATCH = 20_000
LONGEST_REFERENCE = 254


class BrokenEntry(RuntimeError):
    """An entry that does not hold stopped the sealing; nothing was signed over it."""


@dataclass(frozen=True, slots=True)
class Write:
    """One write as the gate enters it: the record, what happened, and its whole state afterwards."""

    register: str
    record_id: int
    reference: str
    version: int
    action: str
    state: Mapping[str, Any]
    reason: str = ""
    occurred_at: datetime | None = None


def append(
    writes: Sequence[Write],
    *,
    organization_id: int,
    actor_label: str,
    actor_id: int | None,
    through: str,
    now: datetime,
) -> None:
    """Enter writes within the transaction that makes them; takes no lock. Sealing follows within seconds."""
    who = (organization_id, actor_label, actor_id, through)
    Entry.objects.bulk_create([_entry(write, who, now) for write in writes])


def _entry(write: Write, who: tuple[int, str, int | None, str], now: datetime) -> Entry:
    organization_id, actor_label, actor_id, through = who
    values = {name: encoded(value) for name, value in write.state.items()}
    state = "{" + ",".join([f'"{name}":{values[name].decode()}' for name in sorted(values)]) + "}"
    if write.reason:
        values[REASON] = encoded(write.reason)
    secret = random.token_bytes(32)
    kept: dict[str, Any] = {
        "organization_id": organization_id,
        "register": write.register,
        "record_id": write.record_id,
        "reference": write.reference[:LONGEST_REFERENCE],
        "version": write.version,
        "action": str(write.action),
        "actor_label": actor_label[:LONGEST_REFERENCE],
        "actor_id": actor_id,
        "through": through,
        "reason": write.reason,
        "state": state,
        "secret": secret,
    }
    header = Row(
        id=0,
        **kept,
        recorded_at=moment(now),
        occurred_at=moment(write.occurred_at),
        leaf="",
        salts="",
        leaf_index=None,
    )
    leaf = compose(header, committed(values, secret))
    return Entry(**kept, recorded_at=now, occurred_at=write.occurred_at, leaf=leaf)


def seal(organization_id: int, now: datetime) -> Checkpoint | None:
    """Give the entries that were committed their places in the tree and sign its new head; None when none waited.

    Every entry is read back from storage and recomputed first; BrokenEntry names one that does not hold.
    """
    with transaction.atomic():
        _one_sealer_at_a_time(organization_id)
        last = newest_checkpoint(organization_id)
        frontier = frontier_of(last)
        waiting = rows("organization_id = %s AND leaf_index IS NULL", [organization_id], limit=BATCH)
        places, leaves = [], []
        for row in waiting:
            if wrong := fault(row):
                raise BrokenEntry(f"Entry {row.id} ({row.reference}, {row.action}) does not hold: {wrong}.")
            leaf = merkle.leaf_hash(row.leaf.encode())
            places.append((frontier.size, row.id))
            leaves.append(leaf)
            frontier.add(leaf)
        if not places:
            return None
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE ledger_entry SET leaf_index = %s WHERE id = %s", places)
        return sign_head(organization_id, frontier, leaves, now)


def seal_everything(organization_id: int, now: datetime) -> Checkpoint | None:
    """Seal until nothing waits; the newest checkpoint."""
    while seal(organization_id, now):
        pass
    return newest_checkpoint(organization_id)


def waiting_organizations() -> list[int]:
    """Organizations whose entries wait for sealing."""
    return list(Entry.objects.filter(leaf_index=None).order_by().values_list("organization_id", flat=True).distinct())


def newest_checkpoint(organization_id: int | None) -> Checkpoint | None:
    """The last signed head."""
    whose = Q(organization=None) if organization_id is None else Q(organization_id=organization_id)
    return Checkpoint.objects.filter(whose).order_by("-size").first()


def frontier_of(checkpoint: Checkpoint | None) -> Frontier:
    """The tree from which a checkpoint goes on."""
    if checkpoint is None:
        return Frontier()
    peaks = bytes(checkpoint.peaks)
    return Frontier(checkpoint.size, [peaks[start : start + 32] for start in range(0, len(peaks), 32)])


def sign_head(organization_id: int | None, frontier: Frontier, leaves: list[bytes], now: datetime) -> Checkpoint:
    """Sign and keep the head of a tree that has just grown by these leaves."""
    origin = organization_origin(organization_id)
    head = notes.Head(origin, frontier.size, frontier.root(), (f"time {moment(now)}",))
    return Checkpoint.objects.create(
        organization_id=organization_id,
        size=frontier.size,
        root=frontier.root(),
        peaks=b"".join(frontier.peaks),
        leaves=b"".join(leaves),
        note=notes.sign(head, origin, signing_key()),
        created_at=now,
    )


def _one_sealer_at_a_time(organization_id: int) -> None:
    """Two sealers would give out the same places; SQLite's write lock keeps them apart already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7411, %s)", [organization_id])
