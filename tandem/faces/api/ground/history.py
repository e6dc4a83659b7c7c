"""The history of a record."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from msgspec import Struct

from tandem.faces.api.entering import register_of
from tandem.faces.api.operations import Operation
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.ledger import states


class HistoryChange(Struct):
    """A field with its value before and after."""

    field: str
    before: Any
    after: Any


class HistoryEntry(Struct):
    """One write of a record, as the ledger keeps it."""

    entry: int
    action: str
    actor: str
    through: str
    recorded_at: datetime | None
    occurred_at: datetime | None
    reason: str
    version: int
    is_sealed: bool
    changes: list[HistoryChange]


class History(Struct):
    """Every entry of a record's history, newest first."""

    items: list[HistoryEntry]


def history(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Every entry of a record's history, newest first."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    return History([_entry(entry) for entry in states.history(actor.organization_id, register.key, record.pk)])


def _entry(entry: states.HistoryEntry) -> HistoryEntry:
    return HistoryEntry(
        entry=entry.entry_id,
        action=entry.action,
        actor=entry.actor,
        through=entry.through,
        recorded_at=in_utc(entry.recorded_at),
        occurred_at=in_utc(entry.occurred_at),
        reason=entry.reason,
        version=entry.version,
        is_sealed=entry.is_sealed,
        changes=[HistoryChange(item.field, item.before, item.after) for item in entry.changes],
    )


def in_utc(moment: datetime | None) -> datetime | None:
    """The same moment as the API writes it."""
    return moment.astimezone(UTC) if moment else None


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/{register}/{reference}/history",
        handler=history,
        key="history-{register}",
        summary="Its history",
        answer=History,
    ),
)
