"""Which server is read: the main one, or within `reading` a replica that follows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

ALIAS, MAIN = "replica", "default"
_reading: ContextVar[bool] = ContextVar("reading_replica", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Within this block queries that only read go to the replica."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


class Router:
    """Everything is written to, and as a rule read from, the main server; rows of the two may stand side by side."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The replica inside `reading`, and never because a row at hand came from there."""
        return ALIAS if _reading.get() else MAIN

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Never the replica."""
        return MAIN

    def allow_relation(self, left: Any, right: Any, **hints: Any) -> bool:
        """Both servers hold the same rows."""
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool | None:
        """A replica takes its tables from the server that it follows."""
        return False if alias == ALIAS else None
