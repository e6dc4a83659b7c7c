"""Values of a tampered row that no column of its kind can hold: which row, in words instead of a traceback."""

import binascii
import struct

import msgspec
from django.db import DatabaseError, models

from tandem.ground.ledger.models import Checkpoint, Entry, Erasure, InstallationLeaf

UNREADABLE = (
    TypeError,
    ValueError,
    AttributeError,
    LookupError,
    ArithmeticError,
    struct.error,
    binascii.Error,
    msgspec.DecodeError,
    DatabaseError,
)
WHOLE = ("AutoField", "IntegerField", "BigIntegerField", "PositiveIntegerField", "PositiveBigIntegerField")
KINDS: dict[str, tuple[type, ...]] = {
    "BinaryField": (bytes, memoryview),
    "TextField": (str,),
    "CharField": (str,),
    **dict.fromkeys((*WHOLE, "BigAutoField", "SmallIntegerField", "PositiveSmallIntegerField"), (int,)),
}


def where(organization_id: int | None, error: Exception) -> str:
    """A sentence that names the first row whose values cannot be read; without one, what went wrong."""
    for model in (Checkpoint, Entry, Erasure, InstallationLeaf):
        if sentence := _first(model, organization_id):
            return sentence
    return f"A row of the ledger's tables cannot be read: {error}."


def _first(model: type[models.Model], organization_id: int | None) -> str:
    rows = model._base_manager.order_by("pk")
    if model is not InstallationLeaf:
        rows = rows.filter(organization_id=organization_id)
    for field in model._meta.concrete_fields:
        for pk in rows.values_list("pk", flat=True) if not _is_readable(rows, field) else ():
            if not _is_readable(rows.filter(pk=pk), field):
                return f"{model.__name__} {pk} does not hold: its “{field.column}” holds a value of another kind."
    return ""


def _is_readable(rows: "models.QuerySet[models.Model]", field: "models.Field[object, object]") -> bool:
    """True when every value of a column is of the kind that the column keeps."""
    kinds = KINDS.get(field.get_internal_type())
    try:
        values = list(rows.values_list(field.attname, flat=True))
    except UNREADABLE:
        return False
    return all(_fits(value, field.null, kinds) for value in values)


def _fits(value: object, may_be_empty: bool, kinds: tuple[type, ...] | None) -> bool:
    return may_be_empty if value is None else kinds is None or isinstance(value, kinds)
