"""The wall between organizations once more, below the application: row-level security of PostgreSQL.

A row is seen and written only while the connection names its organization; that is what `tenancy.organization_active`
does. What must be read before an organization is known, or for the installation as a whole, has a window of its own in
the wall, through which rows can be read and not written. Superusers and roles with BYPASSRLS stand above the wall;
`tandem check` says so when the application connects as one.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from django.apps import apps
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.ground.kernel.models import Scoped
from tandem.ground.kernel.records import Record
from tandem.ground.ledger.naming import DOOR, HEADS, OPERATORS, ORGANIZATION, PERSON, QUEUE, SEALING, SECRET


def _setting(setting: str) -> str:
    return f"nullif(current_setting('{setting}', true), '')"


NAMED = f"{_setting(ORGANIZATION)}::bigint"
STRICT = f"organization_id = {NAMED}"
OR_NONE = f"organization_id IS NULL OR {STRICT}"
MINE = f"user_id = {_setting(PERSON)}::bigint"
PRESENTED = f"secret_hash = {_setting(SECRET)}"
POLICY = "one_organization"


class Policy(NamedTuple):
    """One policy of a table. Its name ends with a digest of its text, so that a changed one replaces it."""

    table: str
    subject: str
    command: str
    condition: str

    @property
    def name(self) -> str:
        """What the policy is called in the database."""
        return f"{self.subject}_{sha256(f'{self.command} {self.condition}'.encode()).hexdigest()[:8]}"


def _through(door: str) -> str:
    return f"{_setting(DOOR)} = '{door}'"


WINDOWS = (
    Policy("ledger_entry", "waiting_for_sealing", "SELECT", f"leaf_index IS NULL AND {_through(SEALING)}"),
    Policy("ledger_checkpoint", "heads_for_the_log", "SELECT", _through(HEADS)),
    Policy("accounts_membership", "of_oneself", "SELECT", MINE),
    Policy("accounts_membership", "for_operators", "SELECT", _through(OPERATORS)),
    Policy("accounts_apitoken", "of_oneself", "SELECT", MINE),
    Policy("accounts_apitoken", "presented", "SELECT", PRESENTED),
    Policy("accounts_invitation", "presented", "SELECT", PRESENTED),
    Policy("kernel_job", "for_operators", "SELECT", _through(OPERATORS)),
    Policy("kernel_job", "from_the_queue", "ALL", _through(QUEUE)),
)
FENCED = ("ledger_entry", "ledger_erasure", "accounts_membership", "accounts_apitoken", "accounts_invitation")
PARTLY_OF_NONE = ("ledger_checkpoint", "kernel_job")  # heads of the installation, work for all


def walls() -> Iterator[Policy]:
    """Every policy that has to stand, one table after the other."""
    for model in apps.get_models():
        if issubclass(model, (Record, Scoped)):
            yield Policy(model._meta.db_table, POLICY, "ALL", STRICT)
    for table in FENCED:
        yield Policy(table, POLICY, "ALL", STRICT)
    for table in PARTLY_OF_NONE:
        yield Policy(table, POLICY, "ALL", OR_NONE)
    yield from WINDOWS


def raise_walls(using: str = "default", **kwargs: Any) -> None:
    """Put up every policy that does not stand as it should, and take down former ones; called after each migration."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    wanted = {(policy.table, policy.name) for policy in walls()}
    with connection.cursor() as cursor:
        for policy in _open(connection):
            for statement in _statements(policy):
                cursor.execute(statement)
        for table, name in _standing(connection) - wanted:
            cursor.execute(f'DROP POLICY "{name}" ON "{table}"')


def _statements(policy: Policy) -> Iterator[str]:
    yield f"ALTER TABLE {policy.table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {policy.table} FORCE ROW LEVEL SECURITY"
    written = f" WITH CHECK ({policy.condition})" if policy.command == "ALL" else ""
    yield f"CREATE POLICY {policy.name} ON {policy.table} FOR {policy.command} USING ({policy.condition}){written}"


def _standing(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Table and name of every policy that stands on a table of ours."""
    ours = {policy.table for policy in walls()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = current_schema()")
        return {(table, name) for table, name in cursor.fetchall() if table in ours}


def _open(connection: BaseDatabaseWrapper) -> list[Policy]:
    """Policies that do not stand although their table does."""
    standing, present = _standing(connection), set(connection.introspection.table_names())
    return [policy for policy in walls() if policy.table in present and (policy.table, policy.name) not in standing]


def check_walls(databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """What is wrong with the wall of each database that was asked about."""
    asked = [connections[alias] for alias in databases or ()]
    return [message for database in asked if database.vendor == "postgresql" for message in _gaps(database)]


def _gaps(connection: BaseDatabaseWrapper) -> Iterator[checks.CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield checks.Warning(
                "The database role stands above row-level security.",
                hint="Connect as a role that is no superuser and has no BYPASSRLS.",
                id="tandem.W001",
            )
    for table in sorted({policy.table for policy in _open(connection)}):
        yield checks.Warning(f"Table {table} lacks row-level security; run `tandem migrate`.", id="tandem.W002")
    strange = _standing(connection) - {(policy.table, policy.name) for policy in walls()}
    for table, name in sorted(strange):
        yield checks.Warning(f"Table {table} has a policy that is not Tandem's: {name}.", id="tandem.W003")
