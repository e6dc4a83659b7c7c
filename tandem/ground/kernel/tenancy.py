"""The wall between organizations: without an active organization there is no query."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections

from tandem import replica
from tandem.ground.ledger import naming

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
    """Within this block queries see this organization's records and no others; PostgreSQL repeats the wall."""
    token = _active.set(organization_id)
    try:
        with naming.organization(organization_id):
            yield
    finally:
        _active.reset(token)


@contextmanager
def from_replica() -> Iterator[None]:
    """Within this block, inside `organization_active`, records are read from the replica where one is configured."""
    if replica.ALIAS not in connections.databases:
        yield
        return
    with replica.reading():
        yield
