"""Fixtures of all tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from tandem.ground.kernel import clock
from tandem.ground.kernel.tenancy import organization_active
from tests.cast import Cast, assemble

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parent
WITH_PROCESSES = [ROOT / "tests" / name for name in ("cli", "safety", "year")]  # reach the database outside a fixture


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what reaches a database is run: the rest was told on SQLite, word for word the same."""
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not _reaches_a_database(item)])
        items[:] = filter(_reaches_a_database, items)


def _reaches_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    is_marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(is_marked or fixtures & {"db", "transactional_db"} or item.path.parent in WITH_PROCESSES)


@pytest.fixture
def cast(db: None) -> Cast:
    """Ada, Ben, Cleo, Finn and Gil at home; Dan elsewhere."""
    return assemble()


@pytest.fixture
def home(cast: Cast) -> Iterator[Cast]:
    """The cast, with home as the active organization and the clock fixed."""
    with organization_active(cast.home.pk), clock.fixed(NOW):
        yield cast


@pytest.fixture
def without_guards(db: None) -> None:
    """Take the ledger's triggers off, as somebody with the database in hand could."""
    tables = ("ledger_entry", "ledger_checkpoint", "ledger_installationleaf", "ledger_erasure")
    with connection.cursor() as cursor:
        for table in tables:
            for trigger in ("fixed", "kept"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_{trigger}{on}")
