"""What PostgreSQL is told of a connection, so that its row-level security shows only what that may see.

The organization it works for; or, before that is known, the person who asks about themselves, the secret that is
presented, or the door through which a job of the installation looks. On SQLite all of it is nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

ORGANIZATION, PERSON, SECRET, DOOR = (f"tandem.{name}" for name in ("organization", "person", "secret", "door"))
SEALING, HEADS, QUEUE, OPERATORS = "sealing", "heads", "queue", "operators"
_told: ContextVar[dict[str, str]] = ContextVar("told_to_database", default={})  # noqa: B039  never changed in place


@contextmanager
def organization(organization_id: int | None) -> Iterator[None]:
    """Within this block the connection works for an organization, or for none."""
    with _named(ORGANIZATION, str(organization_id or "")):
        yield


@contextmanager
def person(user_id: int | None) -> Iterator[None]:
    """Within this block the connection also sees what concerns one person: their memberships and tokens."""
    with _named(PERSON, str(user_id or "")):
        yield


@contextmanager
def secret(secret_hash: str) -> Iterator[None]:
    """Within this block the connection also sees the token or invitation whose secret was presented."""
    with _named(SECRET, secret_hash):
        yield


@contextmanager
def door(name: str) -> Iterator[None]:
    """Within this block the connection also sees what one job of the installation has to see."""
    with _named(DOOR, name):
        yield


@contextmanager
def _named(setting: str, value: str) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    before = _told.get().get(setting, "")
    if before == value:
        yield
        return
    _tell(setting, value)
    try:
        yield
    finally:
        _tell(setting, before)


def _tell(setting: str, value: str) -> None:
    _told.set({**_told.get(), setting: value})
    for server in connections.all(initialized_only=True):  # the main one, and its replica once it is used
        if server.connection is None or server.needs_rollback or _has_failed(server):
            continue  # a new connection is told when it opens; rolling back restores what the transaction began with
        _set(server, {setting: value})


def tell_new_connection(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """A connection that has just been opened is told what the one before it knew."""
    known = {setting: value for setting, value in _told.get().items() if value}
    if connection.vendor == "postgresql" and known:
        _set(connection, known)


def _set(database: BaseDatabaseWrapper, settings: dict[str, str]) -> None:
    with database.cursor() as cursor:
        for setting, value in settings.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [setting, value])


def _has_failed(server: BaseDatabaseWrapper) -> bool:
    """True when the running transaction takes no more statements."""
    return server.connection is not None and server.connection.info.transaction_status.name == "INERROR"
