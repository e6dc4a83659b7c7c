"""The groups of a declaration: where a register stands, what its lists and forms show, who may, which rules hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.offers import Offer
from tandem.ground.kernel.permissions import MANAGERS, READERS, WRITERS
from tandem.ground.kernel.states import Words

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
    mean a field, `readings` say what other systems' words in a field mean here, by the word in lower case, and
    `own_words` the same of words that the organization chose itself. `needs` name, by field, another one without which
    it says nothing.

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
