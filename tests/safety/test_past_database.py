"""A database that an earlier release left migrates, and its ledger is the one it was."""

import sqlite3
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.safety.installation import Installation

EARLIER = Path(__file__).parent / "databases/demonstration_of_november_2026.tar.xz"
ENTRIES = 1407
KEPT = {
    "heads": "SELECT organization_id, size, root, note FROM ledger_checkpoint WHERE id <= 2 ORDER BY id",
    "entries": "SELECT id, record_id, version, state, fields_digest, whole, tag, leaf_index FROM ledger_entry"
    f" WHERE id <= {ENTRIES} ORDER BY id",
    "risks": "SELECT reference, title, state, owner_id FROM risks_risk ORDER BY id",
    "incidents": "SELECT reference, title, state, owner_id FROM incidents_incident ORDER BY id",
}


CARRIED = "SELECT count(*) FROM services_servicerequirement WHERE title LIKE 'Service level targets of %'"


def carried(folder: Path) -> int:
    """How many records what services said of their targets in words was carried over to."""
    database = sqlite3.connect(folder / "tandem.sqlite3")
    try:
        count: int = database.execute(CARRIED).fetchone()[0]
        return count
    finally:
        database.close()


def kept(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    database = sqlite3.connect(folder / "tandem.sqlite3")
    try:
        return {what: database.execute(sql).fetchall() for what, sql in KEPT.items()}
    finally:
        database.close()


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the database of the earlier release is one of SQLite")
def test_a_database_of_an_earlier_release_migrates_with_its_ledger_as_it_was(tmp_path: Path) -> None:
    with tarfile.open(EARLIER) as archive:
        archive.extractall(tmp_path, filter="data")
    before, head = kept(tmp_path), tmp_path / "head"
    head.write_text(before["heads"][0][3])
    assert len(before["entries"]) == ENTRIES
    installation = Installation(tmp_path)
    installation.tandem("migrate")
    assert kept(tmp_path) == before
    assert carried(tmp_path) == 10
    verified = installation.tandem("ledger", "verify", "lindfalk", "--head", str(head))
    assert verified.stdout.startswith(f"The ledger holds: {ENTRIES} entries sealed")
    assert installation.tandem("check").stdout.startswith("All is well")
