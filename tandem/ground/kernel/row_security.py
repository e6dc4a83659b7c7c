"""The wall between organizations once more, below the application: row-level security of PostgreSQL.

Rows of records and of what hangs on them are seen and written only while the connection names their organization;
that is what `tenancy.organization_active` does. Entries of the ledger are fenced off as soon as an organization is
named; without one they are open to sealing and verification, which name their organization themselves. Superusers and
roles with BYPASSRLS stand above the wall; `tandem check` says so when the application connects as one.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.ground.kernel.models import Scoped
from tandem.ground.kernel.records import Record

NAMED = "nullif(current_setting('tandem.organization', true), '')::bigint"
STRICT = f"organization_id = {NAMED}"
ONCE_NAMED = f"{NAMED} IS NULL OR {STRICT}"
LEDGER = ("ledger_entry", "ledger_checkpoint", "ledger_erasure")
POLICY = "one_organization"  # a changed condition takes a new name


def walls() -> Iterator[tuple[str, str]]:
    """Every table behind the wall, with the condition on which a row is there."""
    for model in apps.get_models():
        if issubclass(model, (Record, Scoped)):
            yield model._meta.db_table, STRICT
    for table in LEDGER:
        yield table, ONCE_NAMED


def raise_walls(using: str = "default", **kwargs: Any) -> None:
    """Put the policies on every table that has none yet; called after each migration."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table, condition in _open(connection):
            for statement in _statements(table, condition):
                cursor.execute(statement)


def _statements(table: str, condition: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY {POLICY} ON {table} USING ({condition}) WITH CHECK ({condition})"


def _open(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Tables that are there without their policy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = %s", [POLICY])
        fenced = {row[0] for row in cursor.fetchall()}
        present = set(connection.introspection.table_names(cursor))
    return [(table, condition) for table, condition in walls() if table in present - fenced]


def check_walls(databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """What is wrong with the wall of each database that was asked about."""
    asked = [connections[alias] for alias in databases or ()]
    return [message for one in asked if one.vendor == "postgresql" for message in _gaps(one)]


def _gaps(connection: BaseDatabaseWrapper) -> Iterator[checks.CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield checks.Warning(
                "The database role stands above row-level security.",
                hint="Connect as a role that is no superuser and has no BYPASSRLS.",
                id="tandem.W001",
            )
    for table, _condition in _open(connection):
        yield checks.Warning(f"Table {table} has no row-level security; run `tandem migrate`.", id="tandem.W002")
