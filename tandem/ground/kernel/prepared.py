"""One record of the active organization, read and written anew by statements that are worked out once.

Django works its statement out for every call, which for a record of seventy fields takes longer than the database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db import DatabaseError, connections, models, router
from django.db.models.base import ModelState

from tandem.ground.kernel import arrivals, bulk
from tandem.ground.kernel.records import Record, RecordQuerySet
from tandem.ground.kernel.tenancy import active_organization_id

ORGANIZATION, WANTED = -1, -2  # stand for the values while a statement is worked out
Converter = Callable[[Any, Any, Any], Any]
Prepared = tuple[str, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement that takes an organization and one value, and what makes a record of a row."""

    sql: str
    attributes: tuple[str, ...]
    converters: tuple[tuple[int, tuple[Converter, ...], Any], ...]


def record(model: type[Record], attribute: str, value: Any, *, lock: bool = False) -> Any:
    """The record with this value in an attribute that is given out once; None when there is none."""
    organization_id = active_organization_id()
    if arrivals.is_any_hidden(organization_id):
        records = model.objects.filter(**{attribute: value})
        return (records.select_for_update(of=("self",)) if lock else records).first()
    alias = router.db_for_write(model) if lock else router.db_for_read(model)
    reading = _reading(model, attribute, alias, lock=lock)
    with connections[alias].cursor() as cursor:
        cursor.execute(reading.sql, [organization_id, value])
        rows = cursor.fetchall()
    return _made(model, alias, reading, rows[0]) if rows else None


def _made(model: type[Record], alias: str, reading: Reading, row: Sequence[Any]) -> Any:
    """The record of a row, as Django's own `from_db` makes it, without setting each attribute by itself."""
    values, server = list(row), connections[alias]
    for place, converters, expression in reading.converters:
        if values[place] is not None:
            for convert in converters:
                values[place] = convert(values[place], expression, server)
    made = model.__new__(model)
    made.__dict__.update(zip(reading.attributes, values, strict=True))
    made._state = ModelState()
    made._state.adding, made._state.db = False, alias
    return made


@cache
def _reading(model: type[Record], attribute: str, alias: str, *, lock: bool) -> Reading:
    records = RecordQuerySet(model, using=alias).filter(organization_id=ORGANIZATION).filter(**{attribute: WANTED})
    records = records.order_by()
    compiler = (records.select_for_update(of=("self",)) if lock else records)[:1].query.get_compiler(alias)
    sql, parameters = compiler.as_sql()
    if [str(parameter) for parameter in parameters] != [str(ORGANIZATION), str(WANTED)]:
        raise ValueError(f"{model.__name__} cannot be read by {attribute} in one statement.")
    columns = [column for column, _sql, _alias in compiler.select]
    converters = compiler.get_converters(columns)
    return Reading(
        sql,
        tuple(column.target.attname for column in columns),
        tuple((place, tuple(convert), expression) for place, (convert, expression) in converters.items()),
    )


def write(record: Record, names: Sequence[str]) -> None:
    """Write these fields of a record anew; DatabaseError when it is gone."""
    alias = router.db_for_write(type(record))
    sql, prepared = _writing(type(record), tuple(names), alias)
    held = record.__dict__
    with connections[alias].cursor() as cursor:
        values = [prepare(held[attname]) for attname, prepare in prepared]
        cursor.execute(sql, [*values, record.pk, record.organization_id])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{record} is gone; nothing was written.")


@lru_cache(1_024)
def _writing(model: type[Record], names: tuple[str, ...], alias: str) -> tuple[str, tuple[Prepared, ...]]:
    """The statement, and of each field the attribute and how its value is stored."""
    quote, stored = connections[alias].ops.quote_name, bulk.stored(model, alias)
    fields: list[models.Field[Any, Any]] = [model._meta.get_field(name) for name in names]  # type: ignore[misc]
    assigned = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {assigned} WHERE id = %s AND organization_id = %s"  # noqa: S608  our own names
    return sql, tuple((field.attname, stored[field.attname]) for field in fields)
