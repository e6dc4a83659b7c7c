"""The scopes of all adopted standards beside each other: every thing, its place in each, what differs or is open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tandem.direction.scope.models import ManagementSystem
from tandem.direction.scope.parts.models import ScopePart
from tandem.direction.scope.parts.rules import THINGS
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor

KEPT: Final = {"unit": "units", "site": "sites", "service": "services", "supplier": "suppliers", "item": "items"}
THERE: Final = {  # states in which a thing has to have its place in each scope
    "unit": ("active",),
    "site": ("in-use",),
    "service": ("live", "retiring"),
    "supplier": ("active", "ending"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """The place of a thing in one scope; `place` is empty while nobody decided, `through` names what it is part of."""

    place: str = ""
    reason: str = ""
    reference: str = ""
    is_proposed: bool = False
    through: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with its place in each scope, in the order of the scopes."""

    kind: str
    title: str
    register: str
    reference: str
    is_there: bool
    sides: tuple[Side, ...]

    @property
    def differs(self) -> bool:
        """Whether one scope has it inside and another has it outside."""
        return len({side.place for side in self.sides if side.place}) > 1

    @property
    def is_open(self) -> bool:
        """Whether it is there and some scope has not decided on it."""
        return self.is_there and any(not side.place or side.is_proposed for side in self.sides)

    @property
    def is_past(self) -> bool:
        """Whether a scope still has inside what is no longer there."""
        return not self.is_there and any(side.place == "inside" for side in self.sides)


@dataclass(frozen=True, slots=True)
class Sides:
    """Every adopted scope, and every thing in the order of kinds."""

    systems: tuple[Any, ...]
    rows: tuple[Row, ...]

    def noted(self, what: str) -> tuple[Row, ...]:
        """The rows of which one of `differs`, `is_open` and `is_past` is true."""
        return tuple(row for row in self.rows if getattr(row, what))


def beside_each_other(actor: Actor) -> Sides:
    """The scopes of the standards that are adopted, as this actor may see what lies in them."""
    systems = tuple(ManagementSystem.objects.exclude(state="ended").order_by("standard", "pk"))
    parts = list(ScopePart.objects.filter(system__in=systems).exclude(state="ended").order_by("pk"))
    rows = [row for kind in KEPT for row in _rows(actor, kind, systems, parts)]
    return Sides(systems, (*rows, *_in_words(systems, parts)))


def _rows(actor: Actor, kind: str, systems: Iterable[Any], parts: Iterable[Any]) -> Iterator[Row]:
    """The things of one kind that are there or that a scope speaks of."""
    register = registers.declared(KEPT[kind])
    placed: dict[tuple[int, int], Any] = {
        (part.system_id, getattr(part, f"{kind}_id")): part for part in parts if getattr(part, f"{kind}_id")
    }
    spoken_of = {thing for _system, thing in placed}
    seen = permissions.visible(actor, register)
    things = seen.filter(state__in=THERE.get(kind, ())) | seen.filter(pk__in=spoken_of)
    known = {thing.pk: thing for thing in things.order_by("title", "pk")}
    for thing in known.values():
        is_there = thing.state in THERE.get(kind, (thing.state,))
        sides = tuple(_side(placed, system.pk, thing, known) for system in systems)
        yield Row(kind, thing.title, register.key, thing.reference, is_there, sides)


def _side(placed: Mapping[tuple[int, int], Any], system: int, thing: Any, known: Mapping[int, Any]) -> Side:
    """Its own place, or that of the nearest thing it is part of."""
    part, above, seen = placed.get((system, thing.pk)), thing, {thing.pk}
    while part is None and (parent := known.get(getattr(above, "parent_id", None) or 0)) and parent.pk not in seen:
        above = parent
        seen.add(parent.pk)
        part = placed.get((system, parent.pk))
    return _of(part, "" if above is thing else above.title) if part else Side()


def _of(part: Any, through: str = "") -> Side:
    return Side(part.place, part.reason, part.reference, part.state == "proposed", through)


def _in_words(systems: Iterable[Any], parts: Iterable[Any]) -> Iterator[Row]:
    """Units and sites that are no records."""
    named: dict[tuple[str, str], dict[int, Any]] = {}
    for part in parts:
        if all(getattr(part, f"{kind}_id") is None for kind in THINGS):
            named.setdefault((part.kind, part.title), {})[part.system_id] = part
    for (kind, title), by_system in sorted(named.items()):
        sides = tuple(_of(by_system[system.pk]) if system.pk in by_system else Side() for system in systems)
        yield Row(kind, title, "", "", is_there=True, sides=sides)
