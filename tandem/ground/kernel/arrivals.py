"""Records on their way in: what a running import writes is there for itself alone, until its last batch is written.

An arrival is one import, or any other long work that writes in short batches. Each batch enters its rows beside the
records themselves, so that a batch that was cut off left nothing, and one that was written is known. While the
arrival is hidden, `Record` managers leave out the records that are new with it; showing it is a change of one row.

A process looks now and then whether anything is on its way in an organization, and asks the database about single
records only then. Whoever hides something announces it first and waits for longer than any process may go on with
what it knew (`KNOWN_FOR`), so that no query misses it; what a process knew too long costs a little time, never truth.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection, models

Q = TypeVar("Q", bound="models.QuerySet[Any]")
KNOWN_FOR = 0.4  # seconds that a process trusts what it knows
ANNOUNCED = 1.0  # seconds between an announcement and the first record
NO_ARRIVAL = 0
NOT_ARRIVING = (
    "NOT EXISTS (SELECT 1 FROM kernel_arrivedrow aw JOIN kernel_arrival a ON a.id = aw.arrival_id"
    " WHERE {about} AND aw.is_new AND a.is_hidden AND a.id <> {own})"
)
OF_RECORDS = "aw.register = '{register}' AND aw.record_id = %(expressions)s"
BESIDE = "(aw.register, aw.record_id) = (%(expressions)s)"
_known: dict[int, tuple[float, frozenset[int]]] = {}
_kept: dict[type[models.Model], str] = {}
_beside: set[type[models.Model]] = set()
_own: ContextVar[int] = ContextVar("own_arrival", default=NO_ARRIVAL)
_written: ContextVar[list[Any] | None] = ContextVar("written_by_arrival", default=None)


def keep(model: type[models.Model], register: str) -> None:
    """Let the records of this model be hidden while they arrive."""
    _kept[model] = register


def keep_beside(*tables: type[models.Model]) -> None:
    """Hide what these models keep about a record, by `register` and `record_id`, with the record."""
    _beside.update(tables)


def without_arriving(records: Q, organization_id: int) -> Q:
    """The same query without the records that others are just bringing."""
    register, own = _kept.get(records.model), _own.get()
    if (register is None and records.model not in _beside) or not _arriving(organization_id) - {own}:
        return records
    about, names = (OF_RECORDS.format(register=register), ["pk"]) if register else (BESIDE, ["register", "record_id"])
    template = NOT_ARRIVING.format(about=about, own=own)
    return records.filter(models.Func(*names, template=template, output_field=models.BooleanField()))


def is_any_hidden(organization_id: int) -> bool:
    """Whether others are just bringing anything to an organization, as far as this process knows."""
    return bool(_arriving(organization_id) - {_own.get()})


def but_arriving(organization_id: int) -> str:
    """The same as the end of a plain condition over what waits for whom; empty when nothing is on its way."""
    if not is_any_hidden(organization_id):
        return ""
    about = "aw.register = kernel_inboxentry.register AND aw.record_id = kernel_inboxentry.record_id"
    return " AND " + NOT_ARRIVING.format(about=about, own=_own.get())


def _arriving(organization_id: int) -> frozenset[int]:
    """Hidden arrivals of an organization, as this process knows them."""
    looked_at, arrivals = _known.get(organization_id, (float("-inf"), frozenset()))
    if time.monotonic() - looked_at < KNOWN_FOR or connection.needs_rollback:
        return arrivals
    _known[organization_id] = (time.monotonic(), _look(organization_id))
    return _known[organization_id][1]


def expect(organization_id: int, arrival_id: int) -> None:
    """Let this process know at once that an arrival is hidden."""
    _known[organization_id] = (time.monotonic(), _look(organization_id) | {arrival_id})


def _look(organization_id: int) -> frozenset[int]:
    """Ask the database beneath Django's own statements: it is no part of what a page does."""
    connection.ensure_connection()
    with closing(connection.create_cursor()) as cursor:
        cursor.execute("SELECT id FROM kernel_arrival WHERE is_hidden AND organization_id = %s", (organization_id,))
        return frozenset(key for (key,) in cursor.fetchall())


@contextmanager
def arriving(arrival_id: int) -> Iterator[None]:
    """Within this block the records of one arrival are there, as they are for everybody once it is shown."""
    token = _own.set(arrival_id)
    try:
        yield
    finally:
        _own.reset(token)


@contextmanager
def collected() -> Iterator[list[Any]]:
    """Every entry that the gate writes within this block, in order."""
    entries: list[Any] = []
    token = _written.set(entries)
    try:
        yield entries
    finally:
        _written.reset(token)


@contextmanager
def attempted() -> Iterator[None]:
    """What the gate writes within this block is collected only when it ends well, as it is written only then."""
    written = _written.get()
    before = len(written) if written is not None else 0
    try:
        yield
    except BaseException:
        if written is not None:
            del written[before:]
        raise


def note(entries: Sequence[Any]) -> None:
    """Called by the gate with each entry of the ledger."""
    written = _written.get()
    if written is not None:
        written.extend(entries)
