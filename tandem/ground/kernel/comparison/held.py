"""What is held against the ledger: every table whose rows it tells of, and how a row is told.

Registers are held by themselves; what hangs on records, and who may come in, is declared here by the module that
writes it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models

from tandem.ground.kernel import registers
from tandem.ground.kernel.shapes import absent
from tandem.ground.kernel.values import kept_fields, state_of
from tandem.ground.ledger import reading
from tandem.ground.ledger.states import GONE

State = Mapping[str, Any]
Earlier = Callable[[State, str], State]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A table that the ledger tells of under `key`.

    `leaves_out` are columns that change without an entry, such as a last visit; `digests` gives those of which the
    ledger keeps only a hash, under another name. `gone` are the actions after which no row is left. `earlier` reads a
    state as a former release wrote it, told the state and the action, and gives as much of a row as it tells; a state
    in today's shape comes back as it is. `whose` finds the rows of an organization. Where `is_shared` is true the row
    belongs to several organizations: only those that the ledger knows are compared, and none is ever missed.
    """

    key: str
    model: type[models.Model]
    leaves_out: frozenset[str] = frozenset()
    digests: Mapping[str, tuple[str, Callable[[Any], str]]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    earlier: Earlier | None = None
    whose: Callable[[int], models.Q] = lambda organization_id: models.Q(organization_id=organization_id)
    is_shared: bool = False

    def state(self, row: models.Model) -> dict[str, Any]:
        """A row as the ledger keeps it."""
        state = {name: value for name, value in state_of(row).items() if name not in self.leaves_out}
        for column, (name, digest) in self.digests.items():
            state.pop(column, None)
            state[name] = digest(getattr(row, column))
        return state

    def names(self) -> tuple[str, ...]:
        """What the ledger keeps of a row, by name."""
        return tuple(self.digests[name][0] if name in self.digests else name for name in self.columns())

    def columns(self) -> tuple[str, ...]:
        """Names of the columns that the ledger tells of."""
        return tuple(name for name, _attribute in kept_fields(self.model) if name not in self.leaves_out)

    def rows(self, organization_id: int) -> "models.QuerySet[Any]":
        """The rows of an organization in the order of their keys, also those that a running import still hides."""
        rows: models.QuerySet[Any] = models.QuerySet(self.model)
        return rows.filter(self.whose(organization_id)).order_by("pk")

    def state_of(self, state: State, action: str) -> State:
        """What an entry tells of a row, whichever release wrote it."""
        return self.earlier(state, action) if self.earlier else state


_held: dict[str, Held] = {}


def declare(subject: Held) -> Held:
    """Have a table held against the ledger."""
    _held[subject.key] = subject
    reading.declare(subject.key, partial(absent, subject.model))
    return subject


def every() -> Iterator[Held]:
    """All tables that are held, records first."""
    for register in registers.every():
        yield Held(key=register.key, model=register.model, gone=frozenset({GONE}))
    yield from _held.values()


def find(key: str) -> Held | None:
    """The table that the ledger tells of under a key."""
    register = registers.find(key)
    if register is not None:
        return Held(key=register.key, model=register.model, gone=frozenset({GONE}))
    return _held.get(key)
