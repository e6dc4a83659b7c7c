"""Trying out what a long work would write: checked as at the gate, kept nowhere, and nobody waits for the lock.

Within `rehearsed` the gate lays aside what it would write. Whoever reads records that the same work may have written a
moment before asks `as_rehearsed` for them. What follows from a write in other registers is not tried out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction

from tandem.ground.kernel import beginning, references
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

R = TypeVar("R", bound=models.Model)
Laid = dict[type[models.Model], dict[int, Any]]


@dataclass(slots=True)
class Rehearsal:
    """What was laid aside so far, by model and key; None for what is deleted. New records have negative keys."""

    laid: Laid = field(default_factory=dict)
    keys: dict[tuple[type[models.Model], str], int] = field(default_factory=dict)
    new: Counter[str] = field(default_factory=Counter)


_current: ContextVar[Rehearsal | None] = ContextVar("rehearsal", default=None)


@contextmanager
def rehearsed() -> Iterator[None]:
    """Within this block the gate checks and keeps nothing."""
    token = _current.set(Rehearsal())
    try:
        yield
    finally:
        _current.reset(token)


def is_on() -> bool:
    """Whether what is written now is only tried out."""
    return _current.get() is not None


@contextmanager
def whole() -> Iterator[None]:
    """Work that is kept all or not at all: in a transaction, or laid aside only when it ends well."""
    rehearsal = _current.get()
    if rehearsal is None:
        with transaction.atomic():
            yield
        return
    laid, new = {model: dict(records) for model, records in rehearsal.laid.items()}, Counter(rehearsal.new)
    try:
        yield
    except BaseException:
        rehearsal.laid, rehearsal.new = laid, new
        raise


def _rehearsal() -> Rehearsal:
    rehearsal = _current.get()
    if rehearsal is None:
        raise RuntimeError("Nothing is tried out here.")
    return rehearsal


def lay_aside_new(actor: Actor, register: Register, records: list[Any]) -> list[Any]:
    """Records that would be new, each under a key of its own and the reference that it would likely be given."""
    rehearsal = _rehearsal()
    ahead = rehearsal.new[register.key]
    names = references.expected(actor, register, ahead, len(records))
    for record, reference in zip(records, names, strict=True):
        rehearsal.new[register.key] += 1
        record.pk, record.reference = -sum(rehearsal.new.values()), reference
        lay_aside(record)
    return records


def lay_aside(record: Any) -> None:
    """What a record would be now."""
    rehearsal = _rehearsal()
    rehearsal.laid.setdefault(type(record), {})[record.pk] = beginning.twin(record)
    rehearsal.keys[type(record), record.reference] = record.pk


def lay_aside_gone(record: Any) -> None:
    """A record that would be deleted."""
    _rehearsal().laid.setdefault(type(record), {})[record.pk] = None


def laid_aside(model: type[R], key: int) -> R | None:
    """The record of this key, if this work would have written it by now."""
    rehearsal = _current.get()
    record = rehearsal.laid.get(model, {}).get(key) if rehearsal else None
    return beginning.twin(record) if record is not None else None


def laid_aside_as(model: type[R], reference: str) -> R | None:
    """The record of this reference, if this work would have written it by now."""
    rehearsal = _current.get()
    key = rehearsal.keys.get((model, reference)) if rehearsal else None
    return laid_aside(model, key) if key is not None else None


def as_rehearsed(model: type[R], rows: Iterable[R], fits: Callable[[R], bool]) -> list[R]:
    """These rows of the database as this work would have left them, with those that fit only because of it."""
    rehearsal = _current.get()
    if rehearsal is None:
        return list(rows)
    laid = rehearsal.laid.get(model, {})
    there = [row for row in rows if row.pk not in laid]
    return there + [beginning.twin(record) for record in laid.values() if record is not None and fits(record)]
