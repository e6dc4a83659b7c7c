"""What a record, or a whole register, looked like at a time; and the history of one record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections, router
from django.db.models import Max

from tandem.ground.ledger import reading
from tandem.ground.ledger.commitments import REASON
from tandem.ground.ledger.models import Entry

GONE = "deleted"
ERASED = "\u2588 erased"
BY_HAND = ("page", "api")
NEWEST = (
    "SELECT record_id, state FROM ledger_entry WHERE id IN (SELECT MAX(id) FROM ledger_entry"
    " WHERE organization_id = %s AND register = %s AND recorded_at <= %s GROUP BY record_id)"
    " AND action <> %s ORDER BY record_id"
)
SILENT = frozenset({"version", "updated_at"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an entry changed; None where there was, or is, nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry of a record's history and what it changed."""

    entry_id: int
    action: str
    actor: str
    through: str
    recorded_at: datetime
    occurred_at: datetime | None
    reason: str
    version: int
    is_sealed: bool
    changes: tuple[Change, ...]


def state_as_of(organization_id: int, register: str, record_id: int, known: datetime) -> dict[str, Any] | None:
    """The record's fields as known at a time; None before its first entry and after its deletion."""
    entries = Entry.objects.filter(
        organization_id=organization_id, register=register, record_id=record_id, recorded_at__lte=known
    )
    newest = entries.order_by("-pk").values_list("action", "state").first()
    return None if newest is None or newest[0] == GONE else reading.read(register, newest[1])


def state_at_version(organization_id: int, register: str, record_id: int, version: int) -> dict[str, Any] | None:
    """The record's fields as its entry of a version holds them; None when there is no such entry."""
    entries = Entry.objects.filter(
        organization_id=organization_id, register=register, record_id=record_id, version=version
    )
    state = entries.order_by("-pk").values_list("state", flat=True).first()
    return None if state is None else reading.read(register, state)


def state_before_deletion(organization_id: int, register: str, record_id: int) -> tuple[str, dict[str, Any]] | None:
    """Reference and fields of a deleted record as its entry before the deletion holds them; None for others."""
    entries = Entry.objects.filter(organization_id=organization_id, register=register, record_id=record_id)
    newest = list(entries.order_by("-pk").values_list("action", "reference", "state")[:2])
    if len(newest) < 2 or newest[0][0] != GONE:
        return None
    return newest[1][1], reading.read(register, newest[1][2])


def newest_version(organization_id: int, register: str, record_id: int) -> int:
    """The version that the newest entry of a record tells of; 0 for none."""
    entries = Entry.objects.filter(organization_id=organization_id, register=register, record_id=record_id)
    return entries.order_by("-pk").values_list("version", flat=True).first() or 0


def record_of(organization_id: int, register: str, reference: str) -> int | None:
    """Primary key of the record that carries, or carried, a reference."""
    if not reference.isprintable():  # PostgreSQL takes no NUL, not even to say that there is none
        return None
    entries = Entry.objects.filter(organization_id=organization_id, register=register, reference=reference)
    return entries.order_by("-pk").values_list("record_id", flat=True).first()


def states_as_of(organization_id: int, register: str, known: datetime) -> Iterator[tuple[int, dict[str, Any]]]:
    """Primary key and fields of every record of a register as known at a time."""
    server = connections[router.db_for_read(Entry)]
    moment = server.ops.adapt_datetimefield_value(known)
    with server.chunked_cursor() as cursor:
        cursor.execute(NEWEST, (organization_id, register, moment, GONE))
        while rows := cursor.fetchmany(5_000):
            for record_id, state in rows:
                yield record_id, reading.read(register, state)


def names_held(organization_id: int, register: str, record_id: int) -> set[str]:
    """Names of the values, the reason for a write among them, that any entry of a record still holds."""
    entries = Entry.objects.filter(organization_id=organization_id, register=register, record_id=record_id)
    held: set[str] = set()
    for state, reason in entries.values_list("state", "reason").iterator(chunk_size=1_000):
        held |= {name for name, value in reading.as_written(state).items() if value not in ("", [], {})}
        held |= {REASON} if reason else set()
    return held


def occurrences(organization_id: int, register: str) -> set[tuple[str, datetime]]:
    """Reference and “occurred at” of every entry that says when it happened elsewhere."""
    dated = Entry.objects.filter(organization_id=organization_id, register=register).exclude(occurred_at=None)
    rows = dated.values_list("reference", "occurred_at")
    return {(reference, occurred_at) for reference, occurred_at in rows if occurred_at is not None}


def last_told(organization_id: int, register: str) -> dict[str, datetime]:
    """By reference: when last something happened to a record, as a log told or as people entered it themselves."""
    latest: dict[str, datetime] = {}
    entries = Entry.objects.filter(organization_id=organization_id, register=register).order_by()
    for time, which in (("occurred_at", entries), ("recorded_at", entries.filter(through__in=BY_HAND))):
        for reference, last in which.values_list("reference").annotate(last=Max(time)):
            if last is not None:
                latest[reference] = max(last, latest.get(reference, last))
    return latest


def history(organization_id: int, register: str, record_id: int, limit: int = 500) -> list[HistoryEntry]:
    """The entries of one record, newest first, each with the fields it changed."""
    entries = Entry.objects.filter(organization_id=organization_id, register=register, record_id=record_id)
    newest = list(entries.order_by("-pk")[: limit + 1])
    states = [_seen(entry) for entry in newest]
    read_entries = []
    for place, entry in enumerate(newest[:limit]):
        before = states[place + 1] if place + 1 < len(states) else {}
        read_entries.append(_in_history(entry, before, states[place]))
    return read_entries


def _seen(entry: Entry) -> dict[str, Any]:
    """The state, with a mark where a value was erased."""
    return reading.as_written(entry.state) | {name: ERASED for name in _erased(entry) if name != REASON}


def _erased(entry: Entry) -> set[str]:
    """Names of the values that were taken out of an entry for privacy."""
    return (
        reading.as_written(entry.commitments).keys() - reading.as_written(entry.salts).keys()
        if entry.commitments
        else set()
    )


def _in_history(entry: Entry, before: dict[str, Any], after: dict[str, Any]) -> HistoryEntry:
    was, now = (reading.filled(entry.register, state) if state else {} for state in (before, after))
    names = [name for name in (after | before) if name not in SILENT and was.get(name) != now.get(name)]
    changes = tuple(Change(name, was.get(name), now.get(name)) for name in names)
    return HistoryEntry(
        entry.pk,
        entry.action,
        entry.actor_label,
        entry.through,
        entry.recorded_at,
        entry.occurred_at,
        ERASED if REASON in _erased(entry) else entry.reason,
        entry.version,
        entry.leaf_index is not None,
        changes,
    )
