"""A ledger of one organization, with a few entries in it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tandem.ground.ledger import guards, naming
from tandem.ground.ledger.installation import take_checkpoints
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.operations import Write, append, seal

BEGIN = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
RISKS = "risks"


class Book:
    """Writes into the ledger of one organization as the gate would, one minute after the other."""

    def __init__(self, organization_id: int) -> None:
        self.organization_id = organization_id
        self.now = BEGIN
        self.versions: dict[tuple[str, int], int] = {}

    def write(self, record_id: int, action: str = "changed", register: str = RISKS, **state: Any) -> int:
        """Enter one write; gives the primary key of its entry."""
        self.now += timedelta(minutes=1)
        version = self.versions.get((register, record_id), 0) + (action != "deleted")
        self.versions[register, record_id] = version
        reason = state.pop("reason", "")
        occurred_at = state.pop("occurred_at", None)
        self.enter(Write(register, record_id, f"RISK-{record_id}", version, action, state, reason, occurred_at))
        with naming.organization(self.organization_id):
            newest: int = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
        return newest

    def enter(self, *writes: Write) -> None:
        """Enter writes as they are."""
        append(
            writes,
            organization_id=self.organization_id,
            actor_label="Ada",
            actor_id=7,
            through="page",
            now=self.now,
        )

    def seal(self) -> Any:
        """Seal what waits and enter the head in the installation's log."""
        checkpoint = seal(self.organization_id, self.now)
        take_checkpoints(self.now)
        return checkpoint


def organization(slug: str) -> int:
    """A new organization."""
    made = apps.get_model("accounts", "Organization").objects.create(slug=slug, name=slug.title())
    return int(made.pk)


@pytest.fixture
def book(db: None) -> Iterator[Book]:
    """An empty ledger; the connection works for its organization."""
    made = Book(organization("home"))
    with naming.organization(made.organization_id):
        yield made


@pytest.fixture
def other(db: None) -> Book:
    """The ledger of another organization."""
    return Book(organization("elsewhere"))


@pytest.fixture
def sealed(book: Book) -> Book:
    """Twelve entries of four records, sealed in three batches; places 0 to 3, 4 to 7, 8 to 11."""
    for turn in range(3):
        for record_id in range(1, 5):
            title = f"Fire in room {record_id}"
            book.write(record_id, title=title, impact=turn + 1, note="Größe Ω", reason="Reviewed" if turn else "")
        book.seal()
    return book


@pytest.fixture
def sql(db: None) -> Callable[..., None]:
    """Run SQL as somebody who controls the database: no triggers, no constraints that refuse."""
    with connection.cursor() as cursor:
        for statement in guards.lift(connection.vendor):
            cursor.execute(statement)
        for table in ("ledger_entry", "ledger_checkpoint", "ledger_installationleaf"):
            (_loosen_on_postgresql if connection.vendor == "postgresql" else _loosen_on_sqlite)(cursor, table)

    def run(statement: str, *parameters: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)

    return run


def _loosen_on_postgresql(cursor: Any, table: str) -> None:
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('u', 'f')", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE")


def _loosen_on_sqlite(cursor: Any, table: str) -> None:
    """SQLite drops no constraints: copy the table into one that has none."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
    definition = re.sub(r" REFERENCES \S+ \(\S+\) DEFERRABLE INITIALLY DEFERRED", "", cursor.fetchone()[0])
    definition = re.sub(r", CONSTRAINT .*", ")", definition.replace(f'"{table}"', f'"{table}_loose"'))
    definition = re.sub(r" NOT NULL(?! PRIMARY)| UNIQUE", "", definition)
    cursor.execute(definition)
    cursor.execute(f"INSERT INTO {table}_loose SELECT * FROM {table} ORDER BY id")
    cursor.execute(f"DROP TABLE {table}")
    cursor.execute(f"ALTER TABLE {table}_loose RENAME TO {table}")
