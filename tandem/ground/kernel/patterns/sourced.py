"""Sourced: what says from which record it comes is hidden with that record, and names none that is hidden."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import CUSTOMER, Actor
from tandem.ground.kernel.confining import of_person, of_whole
from tandem.ground.kernel.registers import Register, declared, every, find

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED = ("source_register", "source_reference")
STEPS = 2  # an action of a nonconformity of an action of an incident


class HiddenWithOthers(ABC):
    """The condition of a register whose records name others, of any register: hidden with what they name.

    What names something that is hidden in this way is hidden too, over as many steps as are looked back.
    """

    __slots__ = ()

    def __call__(self, actor: Actor) -> Q:
        return self.looking_back(actor, STEPS)

    @abstractmethod
    def looking_back(self, actor: Actor, steps: int) -> Q:
        """The condition, where what is named may hang on so many further ones."""


@dataclass(frozen=True, slots=True)
class HiddenWithItsSource(HiddenWithOthers):
    """The condition of a register that names sources: what comes from a hidden record is hidden with it.

    Whoever owns it sees it all the same, since it is theirs to do.
    """

    key: str

    def looking_back(self, actor: Actor, steps: int) -> Q:
        """The condition, where so many sources of sources are asked for theirs."""
        if actor.customer_id is not None or actor.role == CUSTOMER:
            return Q(pk__in=())
        hidden = Q()
        for register in self._sources(actor):
            if condition := condition_of(register, actor, steps):
                source = register.model.objects.filter(~condition, reference=OuterRef("source_reference"))
                hidden |= Q(Exists(source), source_register=register.key)
        return ~hidden | of_person(actor, "owner") if hidden else Q()

    def _sources(self, actor: Actor) -> Iterator[Register]:
        """The registers that are named as sources now and may hold what is hidden from the actor."""
        if confined := confined_from(actor):
            named = declared(self.key).model.objects.filter(source_register__in=confined)
            keys = set(named.order_by().values_list("source_register", flat=True).distinct())
            yield from (register for key, register in confined.items() if key in keys)


def confined_from(actor: Actor) -> "Mapping[str, Register]":
    """The registers that may hold what is hidden from somebody; none where nothing can be hidden from the actor."""
    confined = {register.key: register for register in every() if register.is_confined}
    return confined if any(_hides(register, actor) for register in confined.values()) else {}


def _hides(register: Register, actor: Actor) -> bool:
    """Whether a register, by what it says itself and not by its sources, keeps something from the actor."""
    own = register.access.seen_by
    return own is not None and not isinstance(own, HiddenWithOthers) and bool(own(actor))


def condition_of(register: Register, actor: Actor, steps: int) -> Q:
    """Under which condition what is named is there for the actor; empty where no further step is looked back."""
    own, above = register.access.seen_by, register.above
    if isinstance(own, HiddenWithOthers):
        return own.looking_back(actor, steps - 1) if steps else Q()
    if above is not None and isinstance(above.access.seen_by, HiddenWithOthers):
        return of_whole(register.place.parent, condition_of(above, actor, steps), above.model)
    return register.confined_to(actor)


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
