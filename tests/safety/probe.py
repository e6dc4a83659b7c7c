"""A probe of the writers' lock: what each outermost transaction of some work wrote, counted and not timed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import Atomic

from tandem.ground.kernel import arrivals


@dataclass(slots=True)
class Held:
    """One time that the lock was held: how many statements were run meanwhile, and how many entries were written."""

    statements: int = 0
    entries: int = 0


@dataclass(slots=True)
class Probe:
    """Every time that the lock was held, in order."""

    held: list[Held] = field(default_factory=list)
    depth: int = 0

    @property
    def statements(self) -> int:
        """The most statements of one transaction."""
        return max((one.statements for one in self.held), default=0)

    @property
    def entries(self) -> int:
        """The most entries of one transaction."""
        return max((one.entries for one in self.held), default=0)

    def count(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        """Count a statement that runs while others wait."""
        if self.depth and not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.held[-1].statements += 1
        return execute(sql, parameters, many, context)


@contextmanager
def probing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Probe]:
    """Watch the lock for the length of the block; the transaction of the test itself does not count."""
    probe = Probe()
    enter, leave, note = Atomic.__enter__, Atomic.__exit__, arrivals.note

    def entered(atomic: Any) -> None:
        if probe.depth == 0:
            probe.held.append(Held())
        probe.depth += 1
        enter(atomic)

    def left(atomic: Any, *error: Any) -> None:
        leave(atomic, *error)
        probe.depth -= 1

    def noted(entries: Any) -> None:
        probe.held[-1].entries += len(entries)
        note(entries)

    with monkeypatch.context() as patch, connection.execute_wrapper(probe.count):
        patch.setattr(Atomic, "__enter__", entered)
        patch.setattr(Atomic, "__exit__", left)
        patch.setattr(arrivals, "note", noted)
        yield probe
