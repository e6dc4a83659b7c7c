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
        erasure = Erasure(
            organization_id=organization_id,
            register=register,
            record_id=record_id,
            field=field,
            up_to_entry=last.pk,
            basis=basis,
            approver=approver_label,
            at=now,
        )
        touched = _carry_out(erasure)
        if not touched:
            raise NothingToErase(f"No entry of {register} {last.reference} holds a value of “{field}”.")
        write = Write(REGISTER, erasure.pk, last.reference, 1, ERASED, _state(erasure))
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
        return [_state(erasure) for erasure in Erasure.objects.filter(organization_id=organization_id).order_by("pk")]


def replay_erasures(organization_id: int, listed: Iterable[dict[str, Any]] = (), *, now: datetime | None = None) -> int:
    """Repeat every erasure, as is due after a restore from a backup that still held the values; from how many entries.

    `listed` is what `erasures` gave before the restore: erasures younger than the backup are carried out anew, with
    `now` as their time, which must then be given.
    """
    with naming.organization(organization_id), transaction.atomic():
        known = erasures(organization_id)
        touched = sum(
            _repeat(erasure) for erasure in Erasure.objects.filter(organization_id=organization_id).order_by("pk")
        )
        return touched + sum(_anew(organization_id, past, now) for past in listed if past not in known)


def approved(organization_id: int) -> dict[tuple[str, int, str], int]:
    """Up to which entry each value of each record was erased; Broken when list and ledger do not tell the same."""
    listed = {erasure.pk: erasure for erasure in Erasure.objects.filter(organization_id=organization_id)}
    limits: dict[tuple[str, int, str], int] = {}
    for row in storage.rows("organization_id = %s AND register = %s", [organization_id, REGISTER]):
        erasure = listed.pop(row.record_id, None)
        if erasure is None or _json.decode(row.state) != _state(erasure):
            raise broken(row, "the erasure it tells of was removed or changed")
        key = (erasure.register, erasure.record_id, erasure.field)
        limits[key] = max(erasure.up_to_entry, limits.get(key, 0))
    for erasure in listed.values():
        raise Broken(
            f"The erasure of “{erasure.field}” in {erasure.register} {erasure.record_id} is not in the ledger."
        )
    return limits


def _state(erasure: Erasure) -> dict[str, Any]:
    return {
        "register": erasure.register,
        "record_id": erasure.record_id,
        "field": erasure.field,
        "up_to_entry": erasure.up_to_entry,
        "basis": erasure.basis,
        "approver": erasure.approver,
        "at": moment(erasure.at),
    }


def _anew(organization_id: int, erased: dict[str, Any], now: datetime | None) -> int:
    """Carry out an erasure that the restored ledger does not know; nothing to erase is fine then."""
    if now is None:
        raise ValueError("Erasures that the ledger does not know yet need the time at which they are repeated.")
    try:
        return erase(
            organization_id,
            erased["register"],
            erased["record_id"],
            erased["field"],
            basis=erased["basis"],
            approver_label=erased["approver"],
            through="restore",
            now=now,
        )
    except NothingToErase:
        return 0


def _carry_out(erasure: Erasure) -> int:
    """Record the erasure first: only then does the database allow the values to go."""
    erasure.save()
    return _repeat(erasure)


def _repeat(erasure: Erasure) -> int:
    condition = "organization_id = %s AND register = %s AND record_id = %s AND id <= %s"
    parameters = [erasure.organization_id, erasure.register, erasure.record_id, erasure.up_to_entry]
    return sum(_without(row, erasure.field) for row in list(storage.rows(condition, parameters)))


def _without(row: Row, field: str) -> bool:
    """Take one field out of one entry; False when it does not hold it."""
    values = faults.values_of(row)
    if field not in values:
        return False
    committed, salts = faults.commitments_of(row), faults.salts_of(row)
    del values[field], salts[field]
    changed: dict[str, Any] = {
        "state": faults.state_text(values),
        "reason": "" if field == REASON else row.reason,
        "secret": None,
        "salts": commitments.spelled(salts),
        "commitments": commitments.spelled(committed),
    }
    return bool(Entry.objects.filter(pk=row.id).update(**changed))
