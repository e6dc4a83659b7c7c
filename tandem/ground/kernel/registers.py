"""Declaring what is kept: one frozen `Register` per kind of record.

Pages, REST API, import, export, search, printing and the contract tests follow from the declaration. It describes
presentation and gates; rules are plain functions it points to.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Q

from tandem.ground.kernel import arrivals
from tandem.ground.kernel.actor import CUSTOMER, SYSTEM, Actor
from tandem.ground.kernel.confining import of_customer, of_whole
from tandem.ground.kernel.declaration_parts import (
    Access,
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    PageLink,
    Place,
    Rules,
    Section,
    View,
    Waiting,
)
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.patterns.pattern import Pattern
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.shapes import absent
from tandem.ground.kernel.states import Words, Workflow
from tandem.ground.ledger import reading

__all__ = [
    "SORTED_ALWAYS",
    "WINGS",
    "Access",
    "Example",
    "Exchange",
    "Figure",
    "Follower",
    "FollowerOfNew",
    "Form",
    "Listing",
    "PageLink",
    "Place",
    "Register",
    "Rules",
    "Section",
    "View",
    "Waiting",
    "besides",
    "children",
    "declare",
    "declared",
    "declared_for",
    "every",
    "find",
    "follow_new",
    "follow_writes",
    "followers",
    "indexed",
    "of_model",
    "pointing",
    "pointing_to",
]

WINGS: tuple[str, ...] = ("ground", "support", "direction", "operation", "evaluation", "proof")
SORTED_ALWAYS = ("created_at", "updated_at")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """One kind of record, declared once.

    `prefix` begins its references, with the year in them where `year_in_reference`. `headline` names the field that
    people know a record by, `icon` one of lucide's. The groups say the rest; `example` is one record of it.
    `patterns` are the kernel's rules that it shares with others, such as being reviewed; they come after its own.
    """

    key: str
    model: type[Record]
    prefix: str
    title: Words
    singular: Words
    about: Words
    listing: Listing
    form: Form
    icon: str = "file-text"
    headline: str = "title"
    year_in_reference: bool = False
    place: Place = Place()
    workflow: Workflow | None = None
    waiting: tuple[Waiting, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    exchange: Exchange = Exchange()
    access: Access = Access()
    rules: Rules = Rules()
    patterns: tuple[Pattern, ...] = ()
    example: Example = Example()

    @property
    def folder(self) -> Path:
        """Where all that belongs to this register alone lies: the folder of its model."""
        return Path(str(sys.modules[self.model.__module__].__file__)).parent

    @property
    def wing(self) -> str:
        """The wing of the house in whose folder its model lies; empty outside the house."""
        return next((part for part in self.model.__module__.split(".") if part in WINGS), "")

    @property
    def sortable(self) -> tuple[str, ...]:
        """Fields that the list can be sorted by: those with an index that begins with the organization."""
        return _sortable(self)

    @property
    def filters(self) -> tuple[str, ...]:
        """Fields that the list can be filtered by, those of its columns first."""
        return _filters(self)

    def pages_for(self, role: str, *, of_record: bool = False) -> tuple[PageLink, ...]:
        """Pages of its own that are offered to a role: those of the register, or those of each record."""
        return tuple(page for page in self.place.pages if page.of_record == of_record and role in page.roles)

    @property
    def writable(self) -> tuple[str, ...]:
        """Names of the model fields that page, API and import may write."""
        return _writable(self)

    @property
    def shown(self) -> tuple[str, ...]:
        """Every field a reader sees on the record: the writable ones, the facts, the state."""
        state = ("state",) if self.workflow else ()
        return tuple(dict.fromkeys((*state, *self.writable, *self.form.facts)))

    @property
    def above(self) -> "Register | None":
        """The register on whose records this one's are shown as a panel."""
        return _by_model.get(self.field(self.place.parent).related_model) if self.place.parent else None  # type: ignore[arg-type]

    @property
    def is_confined(self) -> bool:
        """True when people who may see the register may not see every record of it."""
        return self.access.seen_by is not None or (self.above is not None and self.above.is_confined)

    def confined_to(self, actor: Actor) -> Q:
        """The condition under which a record is there for this actor; empty when all are. Parts follow their whole."""
        if actor.role == SYSTEM or (actor.customer_id is None and actor.role != CUSTOMER and not self.is_confined):
            return Q()
        own = self.access.seen_by(actor) if self.access.seen_by else Q()
        own &= of_customer(actor, self.access.customer, self.access.site, is_part=self.above is not None)
        whole = self.above.confined_to(actor) if self.above else Q()
        return own & of_whole(self.place.parent, whole, self.above.model) if whole and self.above else own

    def is_for(self, actor: Actor) -> bool:
        """True unless the actor is of a customer and nothing here can be a customer's."""
        if actor.customer_id is None or actor.role == SYSTEM or self.access.customer:
            return True
        return self.above is not None and self.above.is_for(actor)

    def is_confined_for(self, actor: Actor) -> bool:
        """True when there may be records which this actor does not see."""
        return self.is_confined or actor.customer_id is not None

    def field(self, name: str) -> "models.Field[Any, Any]":
        """The model field of this name; FieldDoesNotExist for none."""
        found: models.Field[Any, Any] = self.model._meta.get_field(name)  # type: ignore[assignment]
        return found

    def label(self, name: str) -> Words:
        """What people call a field."""
        return self.field(name).verbose_name


@cache
def indexed(model: type[Record]) -> tuple[str, ...]:
    """Fields of a model with an index of their own, over all its records, that begins with the organization."""
    whole = [index for index in model._meta.indexes if index.fields[:1] == ["organization"] and not index.condition]
    return tuple(dict.fromkeys(index.fields[1].lstrip("-") for index in whole))


@cache
def _writable(register: Register) -> tuple[str, ...]:
    return tuple(name for section in register.form.sections for name in section.fields)


@cache
def _sortable(register: Register) -> tuple[str, ...]:
    fields = [register.field(name) for name in indexed(register.model)]
    return ("reference", *(one.name for one in fields if not one.is_relation))


@cache
def _filters(register: Register) -> tuple[str, ...]:
    served = [name for name in indexed(register.model) if name not in SORTED_ALWAYS and _is_chosen(register, name)]
    named = {*served, *register.listing.filters}
    return tuple(
        dict.fromkeys([*(n for n in register.listing.columns if n in named), *served, *register.listing.filters])
    )


def _is_chosen(register: Register, name: str) -> bool:
    """True for what is picked rather than typed: choices, people, records, dates, numbers."""
    return table.of(register.field(name)).is_picked


Follower = Callable[[Actor, Any, Any], None]
FollowerOfNew = Callable[[Actor, Sequence[Any]], None]
_registers: dict[str, Register] = {}
_followers: dict[str, list[Follower]] = {}
_at_once: dict[Follower, FollowerOfNew] = {}
_by_model: dict[type[models.Model], Register] = {}


def declare(register: Register) -> Register:
    """Make a register known; ValueError when its key or model is taken."""
    if _registers.get(register.key, register) is not register:
        raise ValueError(f"The register “{register.key}” is declared twice.")
    if register.model in _by_model and _by_model[register.model].key != register.key:
        raise ValueError(f"{register.model.__name__} has two registers.")
    _registers[register.key] = _by_model[register.model] = register
    arrivals.keep(register.model, register.key)
    reading.declare(register.key, partial(absent, register.model))
    for known in (every, children, pointing, pointing_to, besides):
        known.cache_clear()
    return register


def follow_writes(key: str, follower: Follower, of_new: FollowerOfNew | None = None) -> None:
    """Let a rule of another app follow each write of a register, in the same transaction; said in that app's apps.py.

    It is given the actor, the record as it is (None once deleted) and as it was (None when new). Where `of_new` is
    said, that is given the new records instead, all that were written at once: an import writes many.
    """
    known = _followers.setdefault(key, [])
    if follower not in known:
        known.append(follower)
    if of_new is not None:
        _at_once[follower] = of_new


def followers(key: str) -> tuple[Follower, ...]:
    """The rules of other apps that follow the writes of a register."""
    return tuple(_followers.get(key, ()))


def follow_new(actor: Actor, key: str, records: Sequence[Any]) -> None:
    """Let the rules of other apps follow the new records of a register."""
    for follower in followers(key):
        if follower in _at_once:
            _at_once[follower](actor, records)
            continue
        for record in records:
            follower(actor, record, None)


@cache
def every() -> tuple[Register, ...]:
    """All declared registers in the order of the house's wings."""
    return tuple(sorted(_registers.values(), key=lambda register: WINGS.index(register.wing)))


def find(key: str) -> Register | None:
    """The register of this key."""
    return _registers.get(key)


def declared(key: str) -> Register:
    """The register of this key; LookupError when there is none."""
    if key in _registers:
        return _registers[key]
    raise LookupError(f"There is no register “{key}”.")


def of_model(model: type[models.Model]) -> Register | None:
    """The register that keeps this model."""
    return _by_model.get(model)


def declared_for(model: type[models.Model]) -> Register:
    """The register that keeps this model; LookupError when none does."""
    if model in _by_model:
        return _by_model[model]
    raise LookupError(f"{model.__name__} has no register.")


@cache
def children(register: Register) -> tuple[Register, ...]:
    """Registers shown as panels on this one's records."""
    return tuple(
        child
        for child in every()
        if child.place.parent and child.field(child.place.parent).related_model is register.model
    )


@cache
def pointing(register: Register) -> tuple[str, ...]:
    """Foreign keys of a register that name a record of some register."""
    fields = register.model._meta.concrete_fields
    return tuple(one.name for one in fields if one.is_relation and one.related_model in _by_model)


@cache
def pointing_to(register: Register) -> tuple[tuple[Register, str], ...]:
    """Every register with a foreign key to this one, with each such key."""
    return tuple(
        (other, name)
        for other in every()
        for name in pointing(other)
        if other.field(name).related_model is register.model
    )


@cache
def besides(register: Register) -> tuple[tuple[Register, str], ...]:
    """Registers whose records are shown on this one's too, each with the foreign key that leads here."""
    return tuple(
        (other, name)
        for other in every()
        for name in other.place.beside
        if other.field(name).related_model is register.model
    )
