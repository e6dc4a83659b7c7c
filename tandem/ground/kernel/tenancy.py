"""The wall between organizations: without an active organization there is no query."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

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


def _tell_database(organization_id: int | None) -> None:
    """Name the organization to PostgreSQL, whose row-level security repeats the wall."""
    if connection.vendor != "postgresql" or (connection.connection is None and organization_id is None):
        return
    if connection.needs_rollback or _has_failed():
        return  # rolling back restores the name that the transaction began with
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tandem.organization', %s, false)", [str(organization_id or "")])


def _has_failed() -> bool:
    """True when the running transaction takes no more statements."""
    return connection.connection is not None and connection.connection.info.transaction_status.name == "INERROR"
