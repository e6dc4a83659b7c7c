"""Which role may do what. What is not granted here or by a register is refused."""

from typing import TYPE_CHECKING

from django.db.models import Q

from tandem.ground.kernel.actor import AUDITOR, CONTRIBUTOR, CUSTOMER, MANAGER, READER, STAFF, SYSTEM, Actor
from tandem.ground.kernel.confining import of_person
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.records import Record, RecordQuerySet

if TYPE_CHECKING:
    from tandem.ground.kernel.registers import Register

READERS = frozenset({MANAGER, CONTRIBUTOR, READER, AUDITOR, SYSTEM})
WRITERS = frozenset({MANAGER, CONTRIBUTOR, SYSTEM})
MANAGERS = frozenset({MANAGER, SYSTEM})
READERS_AND_CUSTOMERS = READERS | {CUSTOMER}
EVERYBODY = frozenset({MANAGER, CONTRIBUTOR, READER, STAFF, SYSTEM})


def may_view_register(actor: Actor, register: "Register") -> bool:
    """True when the register is in the actor's navigation at all."""
    return role_views(actor.role, register) and register.is_for(actor)


def role_views(role: str, register: "Register") -> bool:
    """True when the register is in the navigation of everybody with this role."""
    return role in register.access.view or (role == STAFF and STAFF in register.access.create)


def may_create(actor: Actor, register: "Register") -> bool:
    """True when the actor may add a record."""
    return actor.may_write and actor.role in register.access.create and register.is_for(actor)


def may_edit(actor: Actor, register: "Register", record: Record) -> bool:
    """True when the actor's role edits this register or the actor owns the record."""
    if not actor.may_write or actor.role in (AUDITOR, CUSTOMER):
        return False
    return actor.role in register.access.edit or (actor.user_id is not None and record.owner_id == actor.user_id)


def may_delete(actor: Actor, register: "Register") -> bool:
    """True when the actor may delete records of this register."""
    return actor.may_write and actor.role in register.access.delete


def visible(actor: Actor, register: "Register") -> RecordQuerySet:
    """The records of a register that the actor may see."""
    records: RecordQuerySet = register.model.objects.filter(register.confined_to(actor))
    if actor.role in register.access.view:
        return records
    if actor.role == STAFF:
        mine = is_theirs(actor, register)
        return records.filter(mine | register.access.staff_sees if register.access.staff_sees else mine)
    return records.none()


def sees_all(actor: Actor, register: "Register") -> bool:
    """Whether the actor may see every record of a register."""
    return actor.role in register.access.view and not register.confined_to(actor)


def is_theirs(actor: Actor, register: "Register") -> Q:
    """What the actor wrote, owns or is named in by one of the paths that the register declares for that."""
    return of_person(actor, "created_by", "owner", *register.access.theirs)


def insist(granted: bool, message: str) -> None:
    """Raise NotPermitted with this message unless granted."""
    if not granted:
        raise NotPermitted(message)
