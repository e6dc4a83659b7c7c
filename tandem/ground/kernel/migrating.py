"""Changing records in a migration: organization by organization, each change with its entry in the ledger.

A migration that updates rows without entering an organization changes nothing on PostgreSQL, where the wall hides
them, and one that leaves out the ledger changes the past unseen. Migrations that use this depend on
`("ledger", "0002_append_only")`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from tandem.ground.kernel import clock, folding
from tandem.ground.kernel.indexing import scope_of
from tandem.ground.kernel.references import COUNT_ON
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.kernel.values import state_of
from tandem.ground.ledger.operations import Write, append

Values = Mapping[str, Any]
BATCH = 1_000
MIGRATED, THROUGH, LABEL = "migrated", "migration", "Tandem"


def change_records(model: Any, register: str, change: Callable[[Any], Values], reason: str) -> int:
    """Give each record of a historical model the values that `change` says, empty for none; how many were changed.

    The version rises and the whole state is entered in the ledger, as with every other write.
    """
    return sum(
        _change(batch, register, change, reason, organization_id)
        for organization_id in organizations(model)
        for batch in _batches(model, organization_id)
    )


@dataclass(frozen=True, kw_only=True)
class Into:
    """The register that new records of a historical model belong to, as it was when the migration was written.

    `documents` is the historical model of what search knows, `search` the fields that it reads beside the title.
    """

    model: Any
    documents: Any
    register: str
    prefix: str
    search: tuple[str, ...] = ()


def each_of(model: Any) -> Iterator[Any]:
    """Every record of a historical model, organization by organization, with its organization active."""
    for organization_id in organizations(model):
        for batch in _batches(model, organization_id):
            with organization_active(organization_id):
                yield from batch


def add_records(into: Into, organization_id: int, rows: Sequence[Values], reason: str) -> list[Any]:
    """Keep these as new records of the organization, each with its reference, entry and search text."""
    with organization_active(organization_id), transaction.atomic():
        references = _references(into, organization_id, len(rows))
        now = clock.now()
        whole = {"organization_id": organization_id, "created_at": now, "updated_at": now}
        added = [
            into.model._base_manager.create(**whole, reference=reference, **row)
            for reference, row in zip(references, rows, strict=True)
        ]
        into.documents._base_manager.bulk_create([_document(into, record) for record in added])
        _enter(added, into.register, reason, organization_id)
    return added


def search_again(into: Into) -> None:
    """Let search know of every record what its fields say now, after some of them went."""
    for record in each_of(into.model):
        known = into.documents._base_manager.filter(register=into.register, record_id=record.pk)
        known.filter(organization_id=record.organization_id).update(body=_body(into, record))


def _references(into: Into, organization_id: int, count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ON, [organization_id, into.register, 0, count])
        last = cursor.fetchall()[0][0]
    return [f"{into.prefix}-{number}" for number in range(last - count + 1, last + 1)]


def _document(into: Into, record: Any) -> Any:
    return into.documents(
        organization_id=record.organization_id,
        register=into.register,
        record_id=record.pk,
        reference=record.reference,
        title=record.title,
        heading=folding.indexed(record.title),
        body=_body(into, record),
        scope=scope_of(record.organization_id, into.register),
    )


def _body(into: Into, record: Any) -> str:
    texts = [*(getattr(record, name) for name in into.search), record.external_id, *record.tags, *record.own.values()]
    return folding.indexed("\n".join(str(text) for text in texts if text))


def enter_records(model: Any, register: str, lacks: Callable[[Any], bool], reason: str) -> int:
    """Enter the state of those records that an earlier migration changed without telling the ledger; how many."""
    entered = 0
    for organization_id in organizations(model):
        for batch in _batches(model, organization_id):
            with organization_active(organization_id):
                untold = [record for record in batch if lacks(record)]
                _enter(untold, register, reason, organization_id)
            entered += len(untold)
    return entered


def enter_rows(model: Any, subject: str, name: Callable[[Any], str], reason: str) -> int:
    """Enter rows that hang on records and of which a former release told the ledger nothing; how many."""
    entered = 0
    for organization_id in organizations(model):
        for batch in _batches(model, organization_id):
            writes = [Write(subject, row.pk, name(row), 1, MIGRATED, state_of(row), reason) for row in batch]
            with organization_active(organization_id):
                _append(writes, organization_id)
            entered += len(writes)
    return entered


def organizations(model: Any) -> list[int]:
    """Primary keys of all organizations, as a migration sees them."""
    owner = model._meta.get_field("organization").related_model
    return list(owner._base_manager.order_by("pk").values_list("pk", flat=True))


def _batches(model: Any, organization_id: int) -> Any:
    """The records of one organization, a batch at a time, so that none waits for all."""
    last = 0
    while True:
        with organization_active(organization_id):
            rows = model._base_manager.filter(organization_id=organization_id, pk__gt=last).order_by("pk")
            batch = list(rows[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        yield batch


def _change(batch: list[Any], register: str, change: Callable[[Any], Values], reason: str, organization_id: int) -> int:
    changed = []
    with organization_active(organization_id), transaction.atomic():
        for record in batch:
            if values := _different(record, change(record)):
                _write(record, values)
                changed.append(record)
        _enter(changed, register, reason, organization_id)
    return len(changed)


def _different(record: Any, values: Values) -> Values:
    return {name: value for name, value in values.items() if getattr(record, name) != value}


def _write(record: Any, values: Values) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.updated_at = clock.now()
    record.save(update_fields=[*values, "version", "updated_at"])


def _enter(records: list[Any], register: str, reason: str, organization_id: int) -> None:
    writes = [
        Write(register, record.pk, record.reference, record.version, MIGRATED, state_of(record), reason)
        for record in records
    ]
    _append(writes, organization_id)


def _append(writes: list[Write], organization_id: int) -> None:
    with transaction.atomic():
        append(
            writes,
            organization_id=organization_id,
            actor_label=LABEL,
            actor_id=None,
            through=THROUGH,
            now=clock.now(),
        )
