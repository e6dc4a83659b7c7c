"""The gate in two steps, for work that is checked without a lock and written later: drafts, and taking them back.

Called by rules of Tandem only. What is kept here passes the same checks as what `writing` keeps at once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tandem.ground.kernel import beginning, clock, filling, indexing, permissions, waiting_index, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.brought import Origin
from tandem.ground.kernel.errors import WHOLE, Conflict, Invalid, NotFound
from tandem.ground.kernel.filling import Desk, Values
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.values import kept_fields
from tandem.ground.ledger.states import newest_version

R = TypeVar("R", bound=Record)
SILENT = frozenset({"version", "reference", "created_at", "updated_at", "created_by"})  # no part of going back


def draft(work: Desk, values: Values) -> Any:
    """A new record, complete and checked but kept nowhere yet; raises NotPermitted or Invalid. Takes no lock."""
    insist(permissions.may_create(work.actor, work.register), _("You may not add records to this register."))
    return writing._new(work, values)


def keep_drafts(
    work: Desk,
    drafts: list[Any],
    named: Sequence[Sequence[str]],
    origins: Sequence[Origin],
    occurred_at: datetime | None = None,
) -> None:
    """Add the records of checked drafts, within the caller's transaction; `named` are the fields each was given."""
    insist(permissions.may_create(work.actor, work.register), _("You may not add records to this register."))
    writing._store_new(work, drafts, "", occurred_at)
    writing._mark_brought(work, drafts, named, origins)


def drafted_change(work: Desk, record: R, values: Values, *, is_event: bool = False) -> R:
    """What a record would be with these values, checked but not kept; raises NotPermitted or Invalid. Takes no lock."""
    writing.fill_in(work, record, values, is_event=is_event)
    return record


def keep_change(
    work: Desk, record: R, before: Record, named: Sequence[str], origin: Origin, occurred_at: datetime
) -> R:
    """Keep what `drafted_change` made of a record, within the caller's transaction, as having happened at a time."""
    kept: R = writing._store(work, record, before, "changed", "", occurred_at, always=True)
    writing._mark_changed(work, before, kept, named, origin)
    return kept


def drop(actor: Actor, register: Register, versions: Mapping[int, int], reason: str) -> None:
    """Delete new records that nobody changed since, for taking back what brought them; their history stays.

    `versions` holds the expected version by primary key. Raises Conflict when one moved on, Invalid when others rest on
    one. Called by rules of Tandem only: it checks no role.
    """
    with transaction.atomic():
        records = list(register.model.objects.select_for_update().filter(pk__in=list(versions)))
        _insist_untouched(records, versions)
        entries = [writing._entry(register, record, "deleted", reason, None, state={}) for record in records]
        indexing.forget_all(register, list(versions))
        waiting_index.forget_all(register, list(versions))
        try:
            register.model.objects.filter(pk__in=list(versions)).delete()
        except ProtectedError as error:
            raise Invalid({WHOLE: [_("Other records rest on it.")]}) from error
        writing._append(actor, entries)


def put_back(actor: Actor, register: Register, key: int, version: int, state: Values, reason: str) -> None:
    """Bring a record back to a state that the ledger holds of it, whatever the rules say of that state today.

    Raises Conflict when the record is not at this version any more. Called by rules of Tandem only: it checks no role.
    """
    with transaction.atomic():
        records = list(register.model.objects.select_for_update().filter(pk=key))
        _insist_untouched(records, {key: version})
        record, before = records[0], beginning.twin(records[0])
        for name, value in _as_kept(register.model, state).items():
            setattr(record, name, value)
        writing._store(filling.desk(actor, register), record, before, "taken back", reason, None)


def restore(actor: Actor, register: Register, key: int, reference: str, state: Values, reason: str) -> None:
    """Bring back a deleted record, as the ledger's entry before its deletion holds it, under its own reference.

    Called by rules of Tandem only: it checks no role.
    """
    record: Any = register.model(organization_id=actor.organization_id)
    record.pk = key
    for name, attname in kept_fields(register.model):
        setattr(record, attname, _revived(register.model, name, state.get(name)))
    record.reference, record.updated_at = reference, clock.now()
    record.version = newest_version(actor.organization_id, register.key, key) + 1
    with transaction.atomic():
        record.save(force_insert=True)
        writing._append(actor, [writing._entry(register, record, "taken back", reason, None)])
        indexing.index(register, [record])
        waiting_index.index(register, [record])


def _insist_untouched(records: Sequence[Record], versions: Mapping[int, int]) -> None:
    if len(records) < len(versions):
        raise NotFound(_("A record is gone that was there before."))
    for record in records:
        if record.version != versions[record.pk]:
            raise Conflict(record.version, [])


def _as_kept(model: type[models.Model], state: Mapping[str, Any]) -> dict[str, Any]:
    """A state from the ledger as attributes of the model; what it does not hold is empty, or the field's default."""
    return {
        attname: _revived(model, name, state.get(name)) for name, attname in kept_fields(model) if name not in SILENT
    }


def _revived(model: type[models.Model], name: str, value: Any) -> Any:
    field: Any = model._meta.get_field(name)
    if value is None:
        return None if field.null else field.get_default()
    return (field.target_field if field.is_relation else field).to_python(value)
