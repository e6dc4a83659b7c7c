"""Records as the API shows them: every field that a reader sees, persons by e-mail address, records by reference."""

from functools import cache
from typing import Any

from django.db import models

from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register

COMMON = ("reference", "version", "external_id")
LAST = ("tags", "own", "created_at", "updated_at")


@cache
def shown(register: Register) -> tuple[str, ...]:
    """Names of the fields of an item, in order."""
    return tuple(dict.fromkeys((*COMMON, *register.shown, "owner", *LAST)))


@cache
def paths(register: Register) -> tuple[str, ...]:
    """What `values_list` reads for each of them."""
    return tuple(_path(register.field(name)) for name in shown(register))


def _path(field: "models.Field[Any, Any]") -> str:
    if not isinstance(field, models.ForeignKey):
        return field.name
    related = field.related_model
    is_record = isinstance(related, type) and issubclass(related, Record)
    return f"{field.name}__reference" if is_record else f"{field.name}__email"


def item(register: Register, record: Record) -> dict[str, Any]:
    """One record as an item, read back from storage."""
    row = register.model.objects.filter(pk=record.pk).values_list(*paths(register))[0]
    return dict(zip(shown(register), row, strict=True))
