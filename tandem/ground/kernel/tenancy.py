"""The wall between organizations: without an active organization there is no query."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, connections

from tandem import replica

_active: ContextVar[int | None] = ContextVar("active_organization", default=None)


class NoActiveOrganization(RuntimeError):
    """Records were asked for outside `organization_active`."""


def active_organization_id() -> int:
    """Primary key of the organization whose records this thread may see; raises NoActiveOrganization without one."""
    organization_id = _active.get()
    if organization_id is None:
        raise NoActiveOrganization("Records belong to an organization; enter one with organization_active(…) first.")
    return organization_id


@contextmanager
def organization_active(organization_id: int) -> Iterator[None]:
    """Within this block queries see this organization's records and no others."""
    previous = _active.get()
    _active.set(organization_id)
    _tell_database(organization_id)
    try:
        yield
    finally:
        _active.set(previous)
        _tell_database(previous)


@contextmanager
def from_replica() -> Iterator[None]:
    """Within this block, inside `organization_active`, records are read from the replica where one is configured."""
    if replica.ALIAS not in connections.databases:
        yield
        return
    _name(connections[replica.ALIAS], _active.get())
    with replica.reading():
        yield


def _tell_database(organization_id: int | None) -> None:
    """Name the organization to PostgreSQL, whose row-level security repeats the wall; to its replica too, once used."""
    _name(connection, organization_id)
    if replica.ALIAS in connections.databases and connections[replica.ALIAS].connection is not None:
        _name(connections[replica.ALIAS], organization_id)


def _name(server: Any, organization_id: int | None) -> None:
    if server.vendor != "postgresql" or (server.connection is None and organization_id is None):
        return
    if server.needs_rollback or _has_failed(server):
        return  # rolling back restores the name that the transaction began with
    with server.cursor() as cursor:
        cursor.execute("SELECT set_config('tandem.organization', %s, false)", [str(organization_id or "")])


def _has_failed(server: Any) -> bool:
    """True when the running transaction takes no more statements."""
    return server.connection is not None and server.connection.info.transaction_status.name == "INERROR"
