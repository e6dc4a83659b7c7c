"""Lists: filters, full-text search, sorting and keyset pages in the database, on the declared columns only."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Func, Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import arrivals, narrowing, permissions, registers, search
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.kind import parts
from tandem.ground.kernel.models import OwnValue, TagUse
from tandem.ground.kernel.own_fields import PREFIX
from tandem.ground.kernel.records import RecordQuerySet
from tandem.ground.kernel.registers import SORTED_ALWAYS, Register, of_model
from tandem.ground.kernel.text import clean

COUNT_CAP = 10_000
FEW = 1_000  # sorted in no time
MANY = COUNT_CAP  # of more that match, finding all takes longer than looking for those of one page
PAGE_SIZE = 50
WALKED = (200, 1_000)  # rows of a list that are looked at for words that stand on many, before all that match are found
IN_ORDER_OF_CREATION = ("id", "reference")  # an index with the organization first serves it; one over keys would not
OPEN_WORD = "open"
LARGEST = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a list was asked for. `filters` are texts as they stand in an address; several values by comma."""

    filters: Mapping[str, str]
    search: str = ""
    sort: str = ""
    cursor: str = ""
    size: int = PAGE_SIZE


class Freely(Func):
    """A column to sort by after the rows were found: SQLite would else walk the whole list in this order instead."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """A sign before a column keeps SQLite from the index over it; it changes no value."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


@dataclass(frozen=True, slots=True)
class Order:
    """By which field a list is sorted; `is_free` when so few match that they are found first and sorted then."""

    name: str
    descending: bool
    is_free: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: `rows` hold the primary key first, then one value per column."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    count: int
    is_capped: bool
    previous: str
    next: str


def page(
    actor: Actor,
    register: Register,
    query: Query,
    columns: Sequence[str] = (),
    paths: Sequence[str] = (),
    count: int | None = None,
) -> Page:
    """The asked-for page of the records that the actor may see; Invalid names a wrong filter, sort or cursor.

    `paths` say what `values_list` reads for each column where it is not what people read; `count` is how many there
    are where that is known.
    """
    records = filtered(actor, register, query)
    name, descending = _sort(register, query)
    wanted = tuple(columns or register.listing.columns)
    read = tuple(paths or [path_of(actor, register, column) for column in wanted])
    vague = (
        {}
        if paths
        else {
            place: register.form.vague[column] for place, column in enumerate(wanted) if column in register.form.vague
        }
    )
    if _walks_all(register, query):
        records = records.order_by("created_at")
    if count is None and query.search.strip():
        count = _counted_by_words(actor, register, query, records)
    elif count is None and query.filters:
        count = _counted(records)
    if count == 0:
        return Page(wanted, [], 0, False, "", "")
    order = Order(name, descending, is_free=count is not None and count <= FEW)
    if query.search.strip() and count is not None and count > MANY:
        common = _common(actor, register, query, order)
        records, order = (records, order) if common is None else (common, replace(order, is_free=True))
    rows, previous, following = _keyset(register, records, order, query, (*read, *vague.values()))
    rows = _no_more_than_known(rows, list(vague)) if vague else rows
    if count is None:
        count = _counted(records) if query.cursor or following else len(rows)
    return Page(wanted, rows, min(count, COUNT_CAP), count > COUNT_CAP, previous, following)


def _walks_all(register: Register, query: Query) -> bool:
    """True when no index serves any filter, so that SQLite looks at row after row: it is to do so as they lie there.

    Left to itself it takes any index over the organization, in whose order each row is somewhere else in the file.
    """
    asked = {name.partition("~")[0] for name, text in query.filters.items() if text}
    served = {*registers.indexed(register.model), "reference", "tag"}
    is_served = query.search.strip() or any(name in served or name.startswith(PREFIX) for name in asked)
    return bool(asked) and not is_served and connection.vendor == "sqlite"


def _counted(records: RecordQuerySet) -> int:
    """How many there are, one more than the cap at most."""
    return records[: COUNT_CAP + 1].count()


def _counted_by_words(actor: Actor, register: Register, query: Query, records: RecordQuerySet) -> int:
    """The same for what words narrow: the index alone counts where nothing else narrows the list."""
    is_all = not any(query.filters.values()) and permissions.sees_all(actor, register)
    if is_all and not arrivals.is_any_hidden(actor.organization_id):
        return search.counted(register, query.search, COUNT_CAP + 1)
    return _counted(records)


def _common(actor: Actor, register: Register, query: Query, order: Order) -> RecordQuerySet | None:
    """The records of the asked-for page where its words stand on so many that a few of the list's rows fill it.

    Looking at these few takes a fraction of finding all that match. None where they do not fill the page.
    """
    if connection.vendor != "sqlite":
        return None
    unsearched = filtered(actor, register, replace(query, search=""))
    walked = _from_cursor(register, unsearched, order, query)[0].values_list("pk", flat=True)
    looked_at, keys = 0, []
    for most in WALKED:
        batch = list(walked[looked_at : looked_at + most])
        matching = search.among(register, query.search, batch)
        keys += [key for key in batch if key in matching]
        if len(keys) > query.size or len(batch) < most:
            return unsearched.filter(pk__in=keys[: query.size + 1])
        looked_at += most
    return None


def _no_more_than_known(rows: list[tuple[Any, ...]], places: list[int]) -> list[tuple[Any, ...]]:
    """Rows with the year or month alone in place of a moment that is known no better; it was read at the row's end."""
    end = -len(places)
    return [_as_known(row, places, end) if any(row[end:]) else row[:end] for row in rows]


def _as_known(row: tuple[Any, ...], places: list[int], end: int) -> tuple[Any, ...]:
    values = list(row[:end])
    for place, corrected in zip(places, row[end:], strict=True):
        values[place + 1] = corrected or values[place + 1]
    return tuple(values)


def filtered(actor: Actor, register: Register, query: Query) -> RecordQuerySet:
    """The records a query selects, unsorted."""
    records = permissions.visible(actor, register)
    problems: dict[str, list[str]] = {}
    for name, text in query.filters.items():
        if not text:
            continue
        try:
            records = records.filter(condition(actor, register, name, text))
        except ValidationError as error:
            problems[name] = error.messages
    if problems:
        raise Invalid(problems)
    return search.narrow(records, register, query.search) if query.search.strip() else records


def is_filter(register: Register, name: str) -> bool:
    """True for what a list can be filtered by: declared filters, the times of writing, and whatever names a record."""
    field_name = name.partition("~")[0]
    return (
        name == "tag"
        or name.startswith(PREFIX)
        or narrowing.find(name) is not None
        or field_name in (*register.filters, *SORTED_ALWAYS, "external_id", "reference")
        or field_name in registers.pointing(register)
    )


def condition(actor: Actor, register: Register, name: str, text: str) -> Q:
    """The condition of one filter; ValidationError says what it would take."""
    if special := narrowing.find(name):
        return special.condition(actor, register, text)
    if name == "tag":
        return Q(pk__in=TagUse.objects.filter(register=register.key, tag__in=parts(text)).values("record_id"))
    if name.startswith(PREFIX):
        own = OwnValue.objects.filter(register=register.key, key=name.removeprefix(PREFIX), text__in=parts(text))
        return Q(pk__in=own.values("record_id"))
    field_name, _at, bound = name.partition("~")
    if not is_filter(register, name):
        raise ValidationError(_("This list has no filter “%(name)s”."), params={"name": name})
    field = register.field(field_name)
    if field_name == "state" and text == OPEN_WORD and register.workflow and OPEN_WORD not in dict(field.flatchoices):
        return Q(state__in=register.workflow.open_states)
    return table.of(field).condition(actor, field, bound, text)


def _sort(register: Register, query: Query) -> tuple[str, bool]:
    wanted = query.sort or "-id"
    name = wanted.removeprefix("-")
    if name not in (*register.sortable, *SORTED_ALWAYS, "id", "reference"):
        raise Invalid({"sort": [_("This list cannot be sorted by “%(name)s”.") % {"name": name}]})
    return "created_at" if name in IN_ORDER_OF_CREATION else name, wanted.startswith("-")


def _keyset(
    register: Register, records: Any, order: Order, query: Query, read: tuple[Any, ...]
) -> tuple[list[tuple[Any, ...]], str, str]:
    """Rows after (or, going back, before) the cursor, and the cursors of the pages around them."""
    records, is_first, backwards = _from_cursor(register, records, order, query)
    rows = list(records.values_list("pk", order.name, *read)[: query.size + 1])
    more = len(rows) > query.size
    rows = rows[: query.size]
    if backwards:
        rows.reverse()
    has_previous, has_next = (more, True) if backwards else (not is_first, more)
    previous = _write_cursor("<", rows[0][1], rows[0][0]) if rows and has_previous else ""
    following = _write_cursor(">", rows[-1][1], rows[-1][0]) if rows and has_next else ""
    return [(row[0], *row[2:]) for row in rows], previous, following


def _from_cursor(register: Register, records: Any, order: Order, query: Query) -> tuple[Any, bool, bool]:
    """The records sorted from the cursor on; whether they are the first of all, and whether they go back."""
    mark = _read_cursor(register, order.name, query.cursor)
    backwards = mark is not None and mark[0] == "<"
    falling = order.descending != backwards
    if mark is not None:
        records = records.filter(_beyond(register.field(order.name), falling, mark[1], mark[2]))
    return records.order_by(*_order(order, falling)), mark is None, backwards


def _order(order: Order, falling: bool) -> list[Any]:
    """Nothing sorts last going up and first going down, on every database alike."""
    by = Freely(F(order.name)) if order.is_free else F(order.name)
    ordered = by.desc(nulls_first=True) if falling else by.asc(nulls_last=True)
    return [ordered, "-pk" if falling else "pk"]


def _beyond(field: "models.Field[Any, Any]", falling: bool, value: Any, identifier: int) -> Q:
    name = field.name
    tie = Q(pk__lt=identifier) if falling else Q(pk__gt=identifier)
    if value is None:
        return (Q(**{name: None}) & tie) | (Q(**{f"{name}__isnull": False}) if falling else Q(pk__in=[]))
    further = Q(**{f"{name}__lt" if falling else f"{name}__gt": value})
    if not falling and field.null:
        further |= Q(**{name: None})
    return further | (Q(**{name: value}) & tie)


def _write_cursor(direction: str, value: Any, identifier: int) -> str:
    plain = value.isoformat() if isinstance(value, date) else value
    raw = json.dumps([direction, plain if isinstance(plain, str | int | None) else str(plain), identifier])
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read_cursor(register: Register, name: str, cursor: str) -> tuple[str, Any, int] | None:
    if not cursor:
        return None
    wrong = Invalid({"cursor": [_("This cursor is not from this list; start again without it.")]})
    try:
        direction, value, identifier = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        value = _marked(register.field(name), value)
    except (ValueError, TypeError, binascii.Error, RecursionError, ValidationError) as error:
        raise wrong from error
    if direction not in ("<", ">") or not isinstance(identifier, int) or abs(identifier) >= LARGEST:
        raise wrong
    return direction, value, identifier


def _marked(field: "models.Field[Any, Any]", value: Any) -> Any:
    """What a cursor says of the sorted field; ValidationError or TypeError for what no cursor of ours says."""
    if value is None:
        return None
    if isinstance(value, dict | list | float) or (isinstance(value, int) and abs(value) >= LARGEST):
        raise TypeError
    return table.of(field).mark(field, clean(value) if isinstance(value, str) else value)


def path_of(actor: Actor, register: Register, column: str) -> Any:
    """What `values_list` reads for a column: names of persons and records instead of their keys."""
    if column.startswith(PREFIX):
        return f"own__{column.removeprefix(PREFIX)}"
    field = register.field(column)
    match table.of(field).name:
        case "person":
            return f"{column}__name"
        case "record":
            target: Any = of_model(field.related_model)  # type: ignore[arg-type]
            if target is None or (target.is_confined_for(actor) and column != register.place.parent):
                return f"{column}__reference"  # its title is for those who may see it
            return f"{column}__{target.headline}"
    return column
