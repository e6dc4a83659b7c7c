"""Declaring what is kept: one frozen `Register` per kind of record.

Pages, REST API, import, export, search, printing and the contract tests follow from the declaration. It describes
presentation and gates; rules are plain functions it points to.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Q

from tandem.ground.kernel import arrivals
from tandem.ground.kernel.actor import CUSTOMER, SYSTEM, Actor
from tandem.ground.kernel.confining import of_customer, of_whole
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.offers import Offer
from tandem.ground.kernel.patterns.pattern import Pattern
from tandem.ground.kernel.permissions import MANAGERS, READERS, WRITERS
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.shapes import absent
from tandem.ground.kernel.states import Words, Workflow
from tandem.ground.ledger import reading

WINGS: tuple[str, ...] = ("ground", "support", "direction", "operation", "evaluation", "proof")
SORTED_ALWAYS = ("created_at", "updated_at")
Rule = Callable[[Any, Any, date], Mapping[str, Words]]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields in the form and on the record."""

    title: Words
    fields: tuple[str, ...]
    help: Words = ""


@dataclass(frozen=True, slots=True)
class View:
    """A ready-made view of a list: its filters as they stand in the address; `tab` makes it a tab of its place."""

    key: str
    title: Words
    filters: Mapping[str, str]
    sort: str = ""
    tab: Words = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many records a view has, and what they are called after the number: 22 “open risks”, of `one` “open risk”."""

    view: str
    words: Words
    one: Words = ""

    def named(self, count: int) -> Words:
        """What so many are called."""
        return self.one if self.one and count == 1 else self.words


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of its own that belongs to a register, such as the risk matrix; `address` is its URL name.

    One `of_record` belongs to each record and takes its reference. It is offered to these `roles`; the page itself
    decides who may open it. With a `tab` it stands there in the place of its register.
    """

    title: Words
    address: str
    icon: str = "layout-grid"
    of_record: bool = False
    roles: frozenset[str] = READERS
    tab: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What makes a record wait for somebody: in these states, by this date field, for the person in this field.

    Without a `person` it waits for every manager except the one in `except_for`. `page` is the URL name of a page of
    its own where it is done, such as reading a document; the record's page when empty.
    """

    what: Words
    person: str = "owner"
    date: str = ""
    states: tuple[str, ...] = ()
    except_for: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the records of a register are found and shown.

    `parent` names the foreign key of a register that is shown as a panel on its parent's page; `beside` names further
    foreign keys on whose records' pages its records are shown where there are any; `under` the register within whose
    subject this register belongs. `pages` are pages of its own.
    `home` is the key of the place people go to for it, `tab` the words of the tab there; one that is set up once
    (`is_set_up`) stands under the last tab of the place. With neither it is reached from the records it belongs to, and
    by name. `figures` are what the place says of it in its line of figures.
    """

    home: str = ""
    tab: Words = ""
    is_set_up: bool = False
    figures: tuple[Figure, ...] = ()
    parent: str = ""
    under: str = ""
    beside: tuple[str, ...] = ()
    pages: tuple[PageLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The list of a register.

    It is sorted by whatever the model has an index for, and filtered by every indexed choice, person, record, date and
    number; `filters` adds those that need no index. `search` names what full-text search reads beside the headline.
    `tones_now` gives tones that depend on the organization's records. `empty` says what to do when there is nothing.
    """

    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    tones: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tones_now: Callable[[], Mapping[str, Mapping[Any, str]]] | None = None
    empty: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What people write on a record and see of it.

    `sections` name every field that people may write; nothing else is accepted from page or API. `facts` are shown on
    the record but never written by hand. `vague` names moments with the field that says how far each is known, such as
    2012 or 2012-03: people are shown no more than that. `offers` says what a form offers in fields given the values in
    it. `only_for` names, for fields that do not concern every record, another field and its values for which they do; a
    form hides them for others, no rule depends on it. `defaults` gives values a new record begins with. `masked` are
    addresses with a secret in them, shown in full in the form alone. `named` gives the words for the keys that a list
    may hold: people tick and read them. `worded` gives what people read of a value that is kept for machines: a text,
    or one for each line. `of_catalogue` names fields that keep requirements by their keys: a form finds
    them as somebody types a number or words.
    """

    sections: tuple[Section, ...]
    facts: tuple[str, ...] = ()
    vague: Mapping[str, str] = field(default_factory=dict)
    offers: Callable[[Actor, Mapping[str, Any]], Mapping[str, Offer]] | None = None
    only_for: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    defaults: Callable[[Actor], Mapping[str, Any]] | None = None
    masked: tuple[str, ...] = ()
    named: Mapping[str, Callable[[], Mapping[str, Words]]] = field(default_factory=dict)
    worded: Mapping[str, Callable[[Any], str | list[str]]] = field(default_factory=dict)
    of_catalogue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """How files of people and other systems are read.

    `importable` are further fields that an import of old records may set; `begins` are the states, beside the first,
    which the record's own rules give it and in which an imported one may begin. `natural_key` is the field by which a
    row is known again; `marks` are surer ones, the surest first, such as a serial number. `synonyms` are headings that
    mean a field, `readings` say what other systems' words in a field mean here, by the word in lower case, `own_words`
    what those of the organization itself do. `needs` name, by field, another one without which it says nothing.

    Records of one that `is_baseline` are copied to another organization with its baseline, without people, days and
    the fields that it says `stays`.
    """

    importable: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    natural_key: str = ""
    marks: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    readings: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    own_words: Callable[[], Mapping[str, Mapping[str, Mapping[str, Any]]]] | None = None
    needs: Mapping[str, str] = field(default_factory=dict)
    is_baseline: bool = False
    stays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Which roles may do what.

    `staff_sees` widens what members of staff see beside their own records. `seen_by` gives the condition under which a
    record is there at all for an actor, whatever their role: for everybody else it is missing on every face, and so are
    its parts. What counts records, such as conformity, counts all of them. `customer` is the path of fields to the
    customer a record belongs to: somebody of a customer sees those records, their parts, and no others; `site` is the
    path to the site of the customer, for somebody who is of one site only. `theirs` are paths to users whose record it
    also is, whoever wrote it: a member of staff sees the ticket that the desk wrote down for them.
    """

    view: frozenset[str] = READERS
    create: frozenset[str] = WRITERS
    edit: frozenset[str] = WRITERS
    delete: frozenset[str] = MANAGERS
    staff_sees: Q | None = None
    seen_by: Callable[[Actor], Q] | None = None
    customer: str = ""
    site: str = ""
    theirs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The plain functions that decide about a record.

    `derive` fills computed fields before validation; `validate` returns problems by field name; `locked` gives the
    reason why a record may no longer be edited. `after_create` and `after_change` (which is also given the record as it
    was) write other records that follow, through the gate and in the same transaction. `after_files` follows once a
    file was hung on a record or taken off, when that is kept.
    """

    derive: Callable[[Any, Any, Actor], None] | None = None
    validate: Rule | None = None
    locked: Callable[[Any], Words | None] | None = None
    after_create: Callable[[Actor, Any], None] | None = None
    after_change: Callable[[Actor, Any, Any], None] | None = None
    after_files: Callable[[Actor, Any], None] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One record as somebody might write it, for the API's document, the template of an import and the tests.

    `values` make a valid record, once its owner and what it points to are there. `change` is an edit that such a record
    allows, or none. `whole` are values that the record it is part of needs, `named` those of records it points to.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    change: Mapping[str, Any] = field(default_factory=lambda: {"tags": ["one"]})
    whole: Mapping[str, Any] = field(default_factory=dict)
    named: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


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
