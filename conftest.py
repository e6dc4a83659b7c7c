"""Fixtures of all tests."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest
from django.db import connection

from tandem.ground.kernel import clock
from tandem.ground.kernel.tenancy import organization_active
from tests.cast import Cast, assemble

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parent
WITH_PROCESSES = [ROOT / "tests" / name for name in ("cli", "safety", "year")]  # reach the database outside a fixture


MANY = 40  # a trial of more cases than this is one that enumerates
ONE_IN = 6  # of the cases of such a trial, on PostgreSQL


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-case", action="store_true", help="run every case of every trial, on both databases")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what reaches a database is run: the rest was told on SQLite, word for word the same.

    Of a trial that enumerates registers, roles or addresses a fixed share of the cases is run, unless all are asked for
    (`--every-case`, as `make slow` does) or some by name (`-k`, or the address of a trial).
    """
    kept = list(items)
    if connection.vendor == "postgresql":
        kept = list(filter(_reaches_a_database, kept))
    if not config.option.every_case and not config.option.keyword and "::" not in " ".join(config.args):
        cases = Counter(map(_trial, kept))
        kept = [item for item in kept if _is_of_the_share(item, cases[_trial(item)])]
    dropped = set(items).difference(kept)
    config.hook.pytest_deselected(items=[item for item in items if item in dropped])
    items[:] = kept


def _trial(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _is_of_the_share(item: pytest.Item, cases: int) -> bool:
    """Whether a case is run when not all are: always the same ones, spread over what is enumerated."""
    marker = item.get_closest_marker("one_in")
    of = marker.args[0] if marker else 1
    if connection.vendor == "postgresql" and cases > MANY:
        of = max(of, ONE_IN)
    return crc32(item.nodeid.encode()) % of == 0


def _reaches_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("sqlite_suffices"):
        return False
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
