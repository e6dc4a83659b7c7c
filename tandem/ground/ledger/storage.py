"""Entries straight from and into storage, without objects: this is where a ledger spends its time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from django.db import connection

from tandem.ground.ledger.leaves import Row

COLUMNS = Row._fields
WRITTEN = COLUMNS[1:-1]
TIMES = ("recorded_at", "occurred_at")
FETCH = 5_000
TABLE = "ledger_entry"
_row = partial(tuple.__new__, Row)  # what Row._make does, without its check of the length


def rows(condition: str, parameters: Sequence[Any], order: str = "id", limit: int | None = None) -> Iterator[Row]:
    """Entries in order. `condition` and `order` are SQL of this app; values come as parameters.

    Raises OperationalError at the first row that the database itself cannot read.
    """
    sql = f"SELECT {_selected()} FROM {TABLE} WHERE {condition} ORDER BY {order}"  # noqa: S608  our own text
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        if connection.vendor == "postgresql":
            while batch := cursor.fetchmany(FETCH):
                yield from map(_row, batch)
        else:
            yield from map(_row, cursor)


def _selected() -> str:
    """The columns; SQLite's times as the text that is stored, which a converted value would not show."""
    if connection.vendor == "postgresql":
        return ", ".join(COLUMNS)
    return ", ".join(f"{name} || ''" if name in TIMES else name for name in COLUMNS)


def insert(entries: Iterable[Sequence[Any]]) -> None:
    """Insert entries given in the order of WRITTEN."""
    marks = ", ".join(["%s"] * len(WRITTEN))
    sql = f"INSERT INTO {TABLE} ({', '.join(WRITTEN)}) VALUES ({marks})"  # noqa: S608  our own text
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(entries))


def place(places: Sequence[tuple[int, int]]) -> None:
    """Give entries their places in the tree: pairs of place and primary key."""
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {TABLE} SET leaf_index = %s WHERE id = %s", places)  # noqa: S608


def adapted(value: datetime | None) -> Any:
    """A time as the database driver takes it."""
    return _adapted(value, connection.vendor)


@lru_cache(256)
def _adapted(value: datetime | None, vendor: str) -> Any:
    """The entries of one append were written at one time."""
    return connection.ops.adapt_datetimefield_value(value)
