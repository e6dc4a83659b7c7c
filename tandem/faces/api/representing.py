"""Records as the API shows them: every field that a reader sees, persons by e-mail address, records by reference."""

from functools import cache
from typing import Any

from tandem.ground.kernel.kinds import table
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
    fields = (register.field(name) for name in shown(register))
    return tuple(table.of(field).path(field) for field in fields)


def item(register: Register, record: Record) -> dict[str, Any]:
    """One record as an item, read back from storage."""
    row = register.model.objects.filter(pk=record.pk).values_list(*paths(register))[0]
    return dict(zip(shown(register), row, strict=True))
