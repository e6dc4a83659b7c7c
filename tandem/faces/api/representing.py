"""Records as the API shows them: every field that a reader sees, persons by e-mail address, records by reference."""

from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import NotFound
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


def item_seen(actor: Actor, register: Register, reference: str) -> dict[str, Any]:
    """The item of this reference if the actor may see it; NotFound in every other case."""
    rows = permissions.visible(actor, register).with_reference(reference).values_list(*paths(register))
    row = next(iter(rows[:1]), None)
    if row is None:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    return dict(zip(shown(register), row, strict=True))


def item(register: Register, record: Record) -> dict[str, Any]:
    """One record as an item, read back from storage."""
    row = register.model.objects.filter(pk=record.pk).values_list(*paths(register))[0]
    return dict(zip(shown(register), row, strict=True))
