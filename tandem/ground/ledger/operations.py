"""Appending to the ledger and sealing what was appended."""

import secrets as random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from tandem.ground.ledger import commitments, heads, naming, storage, trust
from tandem.ground.ledger.canonical import spelled
from tandem.ground.ledger.commitments import REASON, checked_name
from tandem.ground.ledger.faults import fault_while_waiting
from tandem.ground.ledger.leaves import Row, hashed, leaf
from tandem.ground.ledger.merkle import Frontier
from tandem.ground.ledger.models import Checkpoint, Entry
from tandem.ground.ledger.problems import BrokenLedger, sentence
from tandem.ground.ledger.tags import tag

BATCH = 20_000
LONGEST_REFERENCE = 254
SEALING = 7411
DOUBLED = "it repeats an earlier entry, or stands after a later version of the same record"


class BrokenEntry(BrokenLedger):
    """An entry that does not hold; `entry_id` is its primary key."""

    def __init__(self, row: Row, wrong: str) -> None:
        super().__init__(f"{row} does not hold: {wrong}.")
        self.entry_id = row.id


@dataclass(frozen=True, slots=True)
class Write:
    """One write as the gate enters it: the record, what happened, and its whole state afterwards.

    The state holds text, whole numbers, truth values, nothing, lists and objects; the versions of one record rise.
    """

    register: str
    record_id: int
    reference: str
    version: int
    action: str
    state: Mapping[str, Any]
    reason: str = ""
    occurred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Writer:
    """What the writes of one append share: whose ledger, who, through what, when."""

    organization_id: int
    actor_label: str
    actor_id: int | None
    through: str
    now: datetime


def append(
    writes: Sequence[Write],
    *,
    organization_id: int,
    actor_label: str,
    actor_id: int | None,
    through: str,
    now: datetime,
) -> None:
    """Enter writes within the transaction that makes them; takes no lock. Sealing follows within seconds.

    Raises NotCanonical for a value or a field name that the ledger cannot hold, TransactionManagementError outside a
    transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The ledger is written in the transaction of the write it tells of."
        )
    with naming.organization(organization_id):
        trust.insist_writable(organization_id)
        _append(writes, Writer(organization_id, actor_label[:LONGEST_REFERENCE], actor_id, through, now))


def _append(writes: Sequence[Write], writer: Writer) -> None:
    secrets = random.token_bytes(commitments.SALT * len(writes))
    storage.insert(
        [
            _entered(write, writer, secrets[start : start + commitments.SALT])
            for write, start in zip(writes, range(0, len(secrets), commitments.SALT), strict=True)
        ]
    )


def _entered(write: Write, writer: Writer, secret: bytes) -> tuple[Any, ...]:
    """One entry in the order of the stored columns, with everything that commits to it."""
    values = {checked_name(name): spelled(value) for name, value in write.state.items()}
    state = "{" + ",".join([f'"{name}":{values[name]}' for name in sorted(values)]) + "}"
    if write.reason:
        values[REASON] = spelled(write.reason)
    row = Row(
        0,
        writer.organization_id,
        write.register,
        write.record_id,
        write.reference[:LONGEST_REFERENCE],
        write.version,
        str(write.action),
        writer.actor_label,
        writer.actor_id,
        writer.through,
        writer.now,
        write.occurred_at,
        write.reason,
        state,
        secret,
        "",
        "",
        commitments.digest(secret, values),
        commitments.whole(secret, state, write.reason),
        b"",
        None,
    )
    times = storage.adapted(writer.now), storage.adapted(write.occurred_at)
    return (*row[1:10], *times, *row[12:19], tag(leaf(row)))


def seal(organization_id: int, now: datetime) -> Checkpoint | None:
    """Give the entries that were committed their places in the tree and sign its new head; None when none waited.

    The last head and every entry are read back from storage and recomputed first; BrokenLedger says what does not
    hold, BrokenEntry names the entry.
    """
    with naming.organization(organization_id), transaction.atomic():
        one_sealer_at_a_time()
        last = newest_checkpoint(organization_id)
        insist_signed(last)
        frontier = heads.frontier_of(last)
        waiting = list(storage.rows("organization_id = %s AND leaf_index IS NULL", [organization_id], limit=BATCH))
        if not waiting:
            return None
        _insist_sound(organization_id, waiting)
        storage.place([(frontier.size + position, row.id) for position, row in enumerate(waiting)])
        return sign_head(organization_id, last, frontier, waiting, now)


def _insist_sound(organization_id: int, waiting: Sequence[Row]) -> None:
    for row in waiting:
        if wrong := fault_while_waiting(row):
            raise BrokenEntry(row, wrong)
    doubled = doubles(organization_id, waiting[-1].id)
    for row in waiting:
        if row.id in doubled:
            raise BrokenEntry(row, DOUBLED)


def insist_signed(last: Checkpoint | None) -> None:
    """Raise BrokenLedger unless the head from which a tree is to go on is the one that was signed."""
    if last and (wrong := heads.fault(last)):
        raise BrokenLedger(sentence(wrong))


def doubles(organization_id: int, last: int) -> set[int]:
    """Primary keys of waiting entries that copy another entry or were put behind a later version of their record.

    Only entries up to the primary key `last` are looked at.
    """
    sql = (
        "SELECT w.id FROM ledger_entry w JOIN ledger_entry e ON e.organization_id = w.organization_id"
        " AND e.register = w.register AND e.record_id = w.record_id AND e.id < w.id"
        " WHERE w.organization_id = %s AND w.leaf_index IS NULL AND w.id <= %s"
        " AND (e.whole = w.whole OR e.version > w.version)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [organization_id, last])
        return {entry_id for (entry_id,) in cursor.fetchall()}


def seal_everything(organization_id: int, now: datetime) -> Checkpoint | None:
    """Seal until nothing waits; the newest checkpoint."""
    while seal(organization_id, now):
        pass
    return newest_checkpoint(organization_id)


def waiting_organizations() -> list[int]:
    """Organizations whose entries wait for sealing."""
    with naming.door(naming.SEALING):
        waiting = Entry.objects.filter(leaf_index=None).order_by()
        return list(waiting.values_list("organization_id", flat=True).distinct())


def newest_checkpoint(organization_id: int | None) -> Checkpoint | None:
    """The last signed head of an organization, or of the installation."""
    if organization_id is None:
        return Checkpoint.objects.filter(organization=None).order_by("-size").first()
    with naming.organization(organization_id):
        return Checkpoint.objects.filter(organization_id=organization_id).order_by("-size").first()


def sign_head(
    organization_id: int | None, last: Checkpoint | None, frontier: Frontier, rows: Sequence[Row], now: datetime
) -> Checkpoint:
    """Sign and keep the head of an organization's tree, grown by these entries."""
    leaves = b"".join([hashed(row) for row in rows])
    return heads.sign(organization_id, last, frontier, leaves, heads.numbers_line([row.id for row in rows]), now)


def one_sealer_at_a_time() -> None:
    """Two sealers would give out the same places; SQLite's write lock keeps them apart already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING])
