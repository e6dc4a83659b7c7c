"""Erasing a value for privacy: value and salt go, every proof stays."""

from datetime import datetime

import msgspec
from django.db import transaction

from tandem.ground.ledger import canonical
from tandem.ground.ledger.commitments import salts_of
from tandem.ground.ledger.leaves import REASON
from tandem.ground.ledger.models import Entry, Erasure
from tandem.ground.ledger.operations import Write, append

_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])
_salts = msgspec.json.Decoder(dict[str, str])


def erase(
    organization_id: int,
    register: str,
    record_id: int,
    field: str,
    *,
    basis: str,
    approver: str,
    approver_id: int | None,
    now: datetime,
) -> int:
    """Remove a field's value from every entry of a record so far; returns from how many.

    The live record is the caller's affair. An entry tells the ground and who approved; proofs stay valid, and
    verification counts the value as erased with its position proven.
    """
    with transaction.atomic():
        entries = Entry.objects.filter(organization_id=organization_id, register=register, record_id=record_id)
        last = entries.order_by("-pk").first()
        if last is None:
            return 0
        told = Erasure.objects.create(
            organization_id=organization_id,
            register=register,
            record_id=record_id,
            field=field,
            up_to_entry=last.pk,
            basis=basis,
            approver=approver,
            at=now,
        )
        touched = _replay(told)
        state = {"field": field, "basis": basis, "record": f"{register} {last.reference}"}
        write = Write("erasures", told.pk, last.reference, 1, "erased", state)
        who = {"actor_label": approver, "actor_id": approver_id, "through": "page"}
        append([write], organization_id=organization_id, now=now, **who)  # type: ignore[arg-type]
        return touched


def replay_erasures(organization_id: int) -> int:
    """Repeat every erasure, as is due after a restore from a backup that still held the values."""
    with transaction.atomic():
        return sum(_replay(told) for told in Erasure.objects.filter(organization_id=organization_id).order_by("pk"))


def _replay(told: Erasure) -> int:
    entries = Entry.objects.filter(
        organization_id=told.organization_id, register=told.register, record_id=told.record_id, pk__lte=told.up_to_entry
    )
    return sum(_without(entry, told.field) for entry in entries)


def _without(entry: Entry, field: str) -> bool:
    """Take one field out of one entry; False when it does not hold it."""
    values = _fields.decode(entry.state)
    if field not in values and not (field == REASON and entry.reason):
        return False
    if entry.secret is not None:
        names = [*values, REASON] if entry.reason else list(values)
        salts = {name: salt.hex() for name, salt in salts_of(bytes(entry.secret), names).items()}
    else:
        salts = _salts.decode(entry.salts)
    salts.pop(field, None)
    values.pop(field, None)
    state = "{" + ",".join(f'"{name}":{bytes(value).decode()}' for name, value in sorted(values.items())) + "}"
    reason = "" if field == REASON else entry.reason
    kept = {"state": state, "salts": canonical.encode(salts).decode(), "secret": None, "reason": reason}
    return bool(Entry.objects.filter(pk=entry.pk).update(**kept))
