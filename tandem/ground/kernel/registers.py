"""Declaring what is kept: one frozen `Register` per kind of record.

Pages, REST API, import, export, search, printing and the contract tests follow from the declaration. It describes
presentation and gates; rules are plain functions it points to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from tandem.ground.kernel import arrivals
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.permissions import MANAGERS, READERS, WRITERS
from tandem.ground.kernel.records import Record

Words = Any  # a str or a lazily translated one
Rule = Callable[[Any, Any, date], Mapping[str, Words]]


@dataclass(frozen=True, slots=True)
class State:
    """One state of a workflow. `tone` is one of quiet, active, waiting, good, bad."""

    key: str
    label: Words
    tone: str = "quiet"
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A named step from one state to another; with no `target` it leaves the state as it is, such as an assessment.

    `fields` may be filled in with the step, `required` must be. Records that a step does not concern do not show it;
    `guard` gives the reason why a shown one is not open to this actor now, or None. `effect` changes the record itself
    before it is saved; `afterwards` writes other records through the gate in the same transaction. `proposes` gives
    values that the step's form begins with instead of the present ones.
    """

    key: str
    label: Words
    sources: tuple[str, ...]
    target: str = ""
    roles: frozenset[str] = WRITERS
    by_owner: bool = True
    fields: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    needs_reason: bool = False
    concerns: Callable[[Any], bool] | None = None
    guard: Callable[[Any, Actor], Words | None] | None = None
    effect: Callable[[Any, Actor], None] | None = None
    afterwards: Callable[[Actor, Any], None] | None = None
    proposes: Callable[[Any], Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """The states of a record and the steps between them; the field is always called `state`."""

    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    initial: str

    def state(self, key: str) -> State:
        """The declared state of this key; KeyError for none."""
        return next(state for state in self.states if state.key == key)

    def transition(self, key: str) -> Transition | None:
        """The declared step of this key."""
        return next((step for step in self.transitions if step.key == key), None)

    @property
    def open_states(self) -> tuple[str, ...]:
        """Keys of the states that are not final."""
        return tuple(state.key for state in self.states if not state.final)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields in the form and on the record."""

    title: Words
    fields: tuple[str, ...]
    help: Words = ""


@dataclass(frozen=True, slots=True)
class View:
    """A ready-made view of a list: its filters as they stand in the address."""

    key: str
    title: Words
    filters: Mapping[str, str]
    sort: str = ""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of its own that belongs to a register, such as the risk matrix; `address` is its URL name.

    One `of_record` belongs to each record and takes its reference. It is offered to these `roles`; the page itself
    decides who may open it.
    """

    title: Words
    address: str
    icon: str = "layout-grid"
    of_record: bool = False
    roles: frozenset[str] = READERS


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form offers in a field beyond its model: choices, a help text, or parts that are each chosen by itself.

    A part has a name and choices; what is chosen in the parts is kept together as a list of words.
    """

    choices: tuple[tuple[str, Words], ...] = ()
    help: Words = ""
    parts: tuple[tuple[str, tuple[tuple[str, Words], ...]], ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """One kind of record, declared once.

    `sections` name every field that people may write; nothing else is accepted from page or API. `facts` are shown on
    the record but never written by hand. `importable` are further fields that an import of old records may set.
    `derive` fills computed fields before validation; `validate` returns problems by field name; `locked` gives the
    reason why a record may no longer be edited. `after_create` and `after_change` (which is also given the record as it
    was) write other records that follow, through the gate and in the same transaction. `parent` names the foreign key
    of a register that is shown as a panel on its parent's page; `beside` names further foreign keys on whose records'
    pages its records are shown where there are any; `under` the register within whose subject the navigation shows
    this one. `vague` names moments with the field that says how far each is known, such as 2012 or 2012-03: people are
    shown no more than that. `readings` say what other systems' words in a field
    mean here, by the word in lower case. `staff_sees` widens what members of staff see beside their own records.
    `seen_by` gives the condition under which a record is there at all for an actor, whatever their role: for everybody
    else it is missing on every face, and so are its parts. What counts records, such as conformity, counts all of them.
    `offers` says what a form offers in fields given the values in it. `only_for` names, for fields that do not concern
    every record, another field and its values for which they do; a form hides them for others, no rule depends on it.
    `tones_now` gives tones that depend on the organization's records.
    """

    key: str
    model: type[Record]
    prefix: str
    wing: str
    title: Words
    singular: Words
    about: Words
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    icon: str = "file-text"
    headline: str = "title"
    sortable: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    vague: Mapping[str, str] = field(default_factory=dict)
    importable: tuple[str, ...] = ()
    tones: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    workflow: Workflow | None = None
    views: tuple[View, ...] = ()
    pages: tuple[PageLink, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    parent: str = ""
    under: str = ""
    beside: tuple[str, ...] = ()
    year_in_reference: bool = False
    natural_key: str = ""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    readings: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    serves: tuple[str, ...] = ()
    view_roles: frozenset[str] = READERS
    create_roles: frozenset[str] = WRITERS
    edit_roles: frozenset[str] = WRITERS
    delete_roles: frozenset[str] = MANAGERS
    staff_sees: Q | None = None
    seen_by: Callable[[Actor], Q] | None = None
    derive: Callable[[Any, Any, Actor], None] | None = None
    validate: Rule | None = None
    locked: Callable[[Any], Words | None] | None = None
    after_create: Callable[[Actor, Any], None] | None = None
    after_change: Callable[[Actor, Any, Any], None] | None = None
    defaults: Callable[[Actor], Mapping[str, Any]] | None = None
    offers: Callable[[Actor, Mapping[str, Any]], Mapping[str, Offer]] | None = None
    only_for: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    tones_now: Callable[[], Mapping[str, Mapping[Any, str]]] | None = None
    empty: Words = ""

    def pages_for(self, role: str, *, of_record: bool = False) -> tuple[PageLink, ...]:
        """Pages of its own that are offered to a role: those of the register, or those of each record."""
        return tuple(page for page in self.pages if page.of_record == of_record and role in page.roles)

    @property
    def writable(self) -> tuple[str, ...]:
        """Names of the model fields that page, API and import may write."""
        return tuple(name for section in self.sections for name in section.fields)

    @property
    def shown(self) -> tuple[str, ...]:
        """Every field a reader sees on the record: the writable ones, the facts, the state."""
        state = ("state",) if self.workflow else ()
        return tuple(dict.fromkeys((*state, *self.writable, *self.facts)))

    @property
    def above(self) -> "Register | None":
        """The register on whose records this one's are shown as a panel."""
        return _by_model.get(self.field(self.parent).related_model) if self.parent else None  # type: ignore[arg-type]

    @property
    def is_confined(self) -> bool:
        """True when people who may see the register may not see every record of it."""
        return self.seen_by is not None or (self.above is not None and self.above.is_confined)

    def confined_to(self, actor: Actor) -> Q:
        """The condition under which a record is there for this actor; empty when all are. Parts follow their whole."""
        if actor.role == SYSTEM:
            return Q()
        own = self.seen_by(actor) if self.seen_by else Q()
        whole = self.above.confined_to(actor) if self.above else Q()
        if self.above and whole:
            return own & Q(**{f"{self.parent}__in": self.above.model.objects.filter(whole)})
        return own

    def field(self, name: str) -> "models.Field[Any, Any]":
        """The model field of this name; FieldDoesNotExist for none."""
        found: models.Field[Any, Any] = self.model._meta.get_field(name)  # type: ignore[assignment]
        return found

    def label(self, name: str) -> Words:
        """What people call a field."""
        return self.field(name).verbose_name


WINGS: tuple[str, ...] = ("ground", "support", "direction", "operation", "evaluation", "proof")
Follower = Callable[[Actor, Any, Any], None]
_registers: dict[str, Register] = {}
_followers: dict[str, list[Follower]] = {}
_by_model: dict[type[models.Model], Register] = {}


def declare(register: Register) -> Register:
    """Make a register known; ValueError when its key or model is taken."""
    taken = _registers.get(register.key)
    if taken is not None and taken is not register:
        raise ValueError(f"The register “{register.key}” is declared twice.")
    if register.model in _by_model and _by_model[register.model].key != register.key:
        raise ValueError(f"{register.model.__name__} has two registers.")
    _registers[register.key] = register
    _by_model[register.model] = register
    arrivals.keep(register.model, register.key)
    return register


def follow_writes(key: str, follower: Follower) -> None:
    """Let a rule of another app follow each write of a register, in the same transaction; said in that app's apps.py.

    It is given the actor, the record as it is (None once deleted) and as it was (None when new).
    """
    known = _followers.setdefault(key, [])
    if follower not in known:
        known.append(follower)


def followers(key: str) -> tuple[Follower, ...]:
    """The rules of other apps that follow the writes of a register."""
    return tuple(_followers.get(key, ()))


def every() -> tuple[Register, ...]:
    """All declared registers in the order of the house's wings."""
    return tuple(sorted(_registers.values(), key=lambda register: WINGS.index(register.wing)))


def find(key: str) -> Register | None:
    """The register of this key."""
    return _registers.get(key)


def of_model(model: type[models.Model]) -> Register | None:
    """The register that keeps this model."""
    return _by_model.get(model)


def declared_for(model: type[models.Model]) -> Register:
    """The register that keeps this model; LookupError when none does."""
    if model not in _by_model:
        raise LookupError(f"{model.__name__} has no register.")
    return _by_model[model]


def children(register: Register) -> tuple[Register, ...]:
    """Registers shown as panels on this one's records."""
    return tuple(
        child for child in every() if child.parent and child.field(child.parent).related_model is register.model
    )


def besides(register: Register) -> tuple[tuple[Register, str], ...]:
    """Registers whose records are shown on this one's too, each with the foreign key that leads here."""
    return tuple(
        (other, name) for other in every() for name in other.beside if other.field(name).related_model is register.model
    )
