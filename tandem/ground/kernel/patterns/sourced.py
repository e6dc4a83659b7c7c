"""Sourced: what says from which record it comes is hidden with that record, and names none that is hidden."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import CUSTOMER, Actor
from tandem.ground.kernel.registers import Register, every, find

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED = ("source_register", "source_reference")


def there_for(actor: Actor) -> Q:
    """What comes from a record that the actor may not see is hidden with it, unless it is theirs to do."""
    if actor.customer_id is not None or actor.role == CUSTOMER:
        return Q(pk__in=())
    hidden = _of_what_is_hidden(actor)
    return ~hidden | Q(owner_id=actor.user_id) if hidden else Q()


def _of_what_is_hidden(actor: Actor) -> Q:
    """The condition that it comes from a record which is confined to others with its whole or by itself."""
    hidden = Q()
    for register in every():
        if not _follows(register) and (condition := register.confined_to(actor)):
            source = register.model.objects.filter(~condition, reference=OuterRef("source_reference"))
            hidden |= Q(Exists(source), source_register=register.key)
    return hidden


def _follows(register: Register) -> bool:
    return register.access.seen_by is there_for or (register.above is not None and _follows(register.above))


def unseen(actor: Actor, record: Any, before: tuple[Any, ...]) -> "Mapping[str, list[str]]":
    """The problem of a source that is named anew and hidden from the actor: said as of one that is not there."""
    named = named_by(record)
    source = find(str(named[0])) if named and named != before and all(named) else None
    condition = source.confined_to(actor) if source else None
    if not source or not condition or source.model.objects.filter(condition, reference=named[1]).exists():
        return {}
    return {"source_reference": [_("There is no %(reference)s here.") % {"reference": named[1]}]}


def named_by(record: Any) -> tuple[Any, ...]:
    """Register and reference of the source that a record names; empty for a record that has none."""
    return tuple(getattr(record, name) for name in NAMED if hasattr(record, name))
