"""Erasing a value for privacy: value and salt go, every proof stays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from tandem.ground.ledger import commitments, faults, naming, storage
from tandem.ground.ledger.commitments import REASON
from tandem.ground.ledger.leaves import Row, moment
from tandem.ground.ledger.models import Entry, Erasure
from tandem.ground.ledger.operations import Write, append
from tandem.ground.ledger.problems import Broken, broken

REGISTER = "erasures"
ERASED = "erased"
_json = msgspec.json.Decoder(dict[str, Any])


class NothingToErase(LookupError):
    """No entry of the record holds a value under that name."""


def erase(
    organization_id: int,
    register: str,
    record_id: int,
    field: str,
    *,
    basis: str,
    approver_label: str,
    approver_id: int | None = None,
    through: str = "page",
    now: datetime,
) -> int:
    """Remove a field's value from every entry of a record so far; returns from how many.

    The live record is the caller's affair. An entry tells the ground and who approved; proofs stay valid, and
    verification counts the value as erased with its position proven. The reason given for a write is the field
    `@reason`. Raises NothingToErase, or ValueError without a basis or an approver.
    """
    if not basis.strip() or not approver_label.strip():
        raise ValueError("An erasure needs its legal basis and who approved it.")
    with naming.organization(organization_id), transaction.atomic():
        entries = Entry.objects.filter(organization_id=organization_id, register=register, record_id=record_id)
        last = entries.order_by("-pk").first()
        if last is None:
            raise NothingToErase(f"There is no record {record_id} of {register} in this ledger.")
        told = Erasure(
            organization_id=organization_id,
            register=register,
            record_id=record_id,
            field=field,
            up_to_entry=last.pk,
            basis=basis,
            approver=approver_label,
            at=now,
        )
        touched = _carry_out(told)
        if not touched:
            raise NothingToErase(f"No entry of {register} {last.reference} holds a value of “{field}”.")
        write = Write(REGISTER, told.pk, last.reference, 1, ERASED, _state(told))
        append(
            [write],
            organization_id=organization_id,
            actor_label=approver_label,
            actor_id=approver_id,
            through=through,
            now=now,
        )
        return touched


def erasures(organization_id: int) -> list[dict[str, Any]]:
    """The list of erasures as plain data, to be kept apart from backups, which may still hold the values."""
    with naming.organization(organization_id):
        return [_state(told) for told in Erasure.objects.filter(organization_id=organization_id).order_by("pk")]


def replay_erasures(organization_id: int, listed: Iterable[dict[str, Any]] = (), *, now: datetime | None = None) -> int:
    """Repeat every erasure, as is due after a restore from a backup that still held the values; from how many entries.

    `listed` is what `erasures` gave before the restore: erasures younger than the backup are carried out anew, with
    `now` as their time, which must then be given.
    """
    with naming.organization(organization_id), transaction.atomic():
        known = erasures(organization_id)
        touched = sum(_repeat(told) for told in Erasure.objects.filter(organization_id=organization_id).order_by("pk"))
        return touched + sum(_anew(organization_id, told, now) for told in listed if told not in known)


def approved(organization_id: int) -> dict[tuple[str, int, str], int]:
    """Up to which entry each value of each record was erased; Broken when list and ledger do not tell the same."""
    listed = {told.pk: told for told in Erasure.objects.filter(organization_id=organization_id)}
    found: dict[tuple[str, int, str], int] = {}
    for row in storage.rows("organization_id = %s AND register = %s", [organization_id, REGISTER]):
        told = listed.pop(row.record_id, None)
        if told is None or _json.decode(row.state) != _state(told):
            raise broken(row, "the erasure it tells of was removed or changed")
        key = (told.register, told.record_id, told.field)
        found[key] = max(told.up_to_entry, found.get(key, 0))
    for told in listed.values():
        raise Broken(f"The erasure of “{told.field}” in {told.register} {told.record_id} is not in the ledger.")
    return found


def _state(told: Erasure) -> dict[str, Any]:
    return {
        "register": told.register,
        "record_id": told.record_id,
        "field": told.field,
        "up_to_entry": told.up_to_entry,
        "basis": told.basis,
        "approver": told.approver,
        "at": moment(told.at),
    }


def _anew(organization_id: int, told: dict[str, Any], now: datetime | None) -> int:
    """Carry out an erasure that the restored ledger does not know; nothing to erase is fine then."""
    if now is None:
        raise ValueError("Erasures that the ledger does not know yet need the time at which they are repeated.")
    try:
        return erase(
            organization_id,
            told["register"],
            told["record_id"],
            told["field"],
            basis=told["basis"],
            approver_label=told["approver"],
            through="restore",
            now=now,
        )
    except NothingToErase:
        return 0


def _carry_out(told: Erasure) -> int:
    """Record the erasure first: only then does the database allow the values to go."""
    told.save()
    return _repeat(told)


def _repeat(told: Erasure) -> int:
    condition = "organization_id = %s AND register = %s AND record_id = %s AND id <= %s"
    parameters = [told.organization_id, told.register, told.record_id, told.up_to_entry]
    return sum(_without(row, told.field) for row in list(storage.rows(condition, parameters)))


def _without(row: Row, field: str) -> bool:
    """Take one field out of one entry; False when it does not hold it."""
    values = faults.values_of(row)
    if field not in values:
        return False
    told, salts = faults.commitments_of(row), faults.salts_of(row)
    del values[field], salts[field]
    changed: dict[str, Any] = {
        "state": faults.state_text(values),
        "reason": "" if field == REASON else row.reason,
        "secret": None,
        "salts": commitments.spelled(salts),
        "commitments": commitments.spelled(told),
    }
    return bool(Entry.objects.filter(pk=row.id).update(**changed))
