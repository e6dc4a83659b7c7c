"""Fixtures of all tests."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from tandem.ground.kernel import clock
from tandem.ground.kernel.tenancy import organization_active
from tests.cast import Cast, assemble

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


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
