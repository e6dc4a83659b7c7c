"""Writing many rows of one model quickly: the statement and how each column is prepared are worked out once."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from typing import Any

from django.db import connection, connections, models

DJANGO = "django.db.models."
PLAIN = ("BooleanField", "CharField", "ForeignKey", "TextField")  # taken as they are
WHOLE = (
    *("BigIntegerField", "IntegerField"),
    *("PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"),
)
EMPTY_LIST = "[]"
Prepare = Callable[[Any], Any]
Columns = tuple[tuple[str, str, Prepare | None], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """By which columns a row is known again, and which of it are then written anew."""

    by: tuple[str, ...]
    renewed: tuple[str, ...]


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, complete and checked, and give each its primary key; within a transaction.

    Values are constants: neither expressions nor values that a field computes on saving are looked at.
    """
    if not rows:
        return
    model = type(rows[0])
    columns = _columns(model, connection.vendor)
    size = max(1, (connection.features.max_query_params or 30_000) // len(columns))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            _insert(cursor, model, columns, rows[start : start + size])


def insert_values(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], known: Known | None = None
) -> None:
    """Insert rows that are given as values by attribute, without making records of them; within a transaction.

    A row that is there already is an error, or where `known` says how it is recognized, brought up to date.
    """
    columns = [str(model._meta.get_field(name).column) for name in names]  # type: ignore[union-attr]
    size = max(1, (connection.features.max_query_params or 30_000) // len(columns))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            cursor.execute(
                _plain_statement(model, tuple(columns), len(part), known), [value for row in part for value in row]
            )


@lru_cache(32)
def _plain_statement(model: type[models.Model], columns: tuple[str, ...], count: int, known: Known | None) -> str:
    quote = connection.ops.quote_name
    marks = f"({', '.join(['%s'] * len(columns))})"
    named = ", ".join(map(quote, columns))
    return f"INSERT INTO {quote(model._meta.db_table)} ({named}) VALUES {', '.join([marks] * count)}{_renewal(known)}"  # noqa: S608  our own names


def update(rows: Sequence[models.Model], names: Collection[str]) -> None:
    """Store these fields of many rows of one model, complete and checked; within a transaction."""
    if not rows:
        return
    model, quote = type(rows[0]), connection.ops.quote_name
    attributes = {model._meta.get_field(name).attname for name in names}  # type: ignore[union-attr]
    columns = [known for known in _columns(model, connection.vendor) if known[0] in attributes]
    written = ", ".join(f"{quote(column)} = %s" for _name, column, _prepare in columns)
    key = quote(str(model._meta.pk.column))
    sql = f"UPDATE {quote(model._meta.db_table)} SET {written} WHERE {key} = %s"  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*_values(row, columns), row.pk) for row in rows])


def _values(row: models.Model, columns: Sequence[tuple[str, str, Prepare | None]]) -> list[Any]:
    held = ((row.__dict__[name], prepare) for name, _column, prepare in columns)
    return [_stored(prepare, value) for value, prepare in held]


def _insert(cursor: Any, model: type[models.Model], columns: Columns, rows: Sequence[models.Model]) -> None:
    values: list[Any] = []
    for row in rows:
        held = row.__dict__
        values += [
            value if value is None or prepare is None else prepare(value)  # as `_stored`, without a call for each
            for name, _column, prepare in columns
            for value in (held[name],)
        ]
    cursor.execute(_statement(model, connection.vendor, len(rows)), values)
    attname, alias = str(model._meta.pk.attname), connection.alias
    for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
        row.__dict__[attname] = key
        row._state.adding = False
        row._state.db = alias


@cache
def _columns(model: type[models.Model], vendor: str) -> Columns:
    """Attribute, column and preparation of every field but the primary key."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return tuple((field.attname, str(field.column), _prepare(field, vendor)) for field in fields)


@cache
def stored(model: type[models.Model], alias: str) -> Mapping[str, Prepare]:
    """How the value of each attribute is stored."""
    columns = _columns(model, connections[alias].vendor)
    return {attname: partial(_stored, prepare) for attname, _column, prepare in columns}


def _stored(prepare: Prepare | None, value: Any) -> Any:
    return value if value is None or prepare is None else prepare(value)


def _prepare(field: "models.Field[Any, Any]", vendor: str) -> Prepare | None:
    """How a value that is there is stored; None where it is taken as it is."""
    stored_as = field.deconstruct()[1].removeprefix(DJANGO)
    if stored_as in PLAIN:
        return None
    if stored_as in WHOLE:
        return int
    if stored_as == "DateTimeField":
        return partial(_moment, field, vendor)
    if stored_as == "JSONField" and vendor == "sqlite":
        encoder = field.encoder  # type: ignore[attr-defined]
        return lambda value: EMPTY_LIST if value == [] else json.dumps(value, cls=encoder)
    return lambda value: field.get_db_prep_save(value, connection)


def _moment(field: "models.Field[Any, Any]", vendor: str, value: Any) -> Any:
    if type(value) is datetime and value.tzinfo is UTC:
        return _adapted(value, vendor)
    return field.get_db_prep_save(value, connection)


@lru_cache(256)
def _adapted(value: datetime, vendor: str) -> Any:
    """A time as the database's driver takes it; the rows of one batch have the same ones."""
    return connection.ops.adapt_datetimefield_value(value)


@lru_cache(32)
def _statement(model: type[models.Model], vendor: str, count: int) -> str:
    quote = connection.ops.quote_name
    columns = [column for _name, column, _prepare in _columns(model, vendor)]
    marks = f"({', '.join(['%s'] * len(columns))})"
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    named = ", ".join(map(quote, columns))
    rows = ", ".join([marks] * count)
    return f"INSERT INTO {table} ({named}) VALUES {rows} RETURNING {key}"  # noqa: S608  our own names


def _renewal(known: Known | None) -> str:
    if known is None:
        return ""
    renewed = ", ".join(f"{name} = excluded.{name}" for name in known.renewed)
    return f" ON CONFLICT ({', '.join(known.by)}) DO UPDATE SET {renewed}"
