"""A server killed in the middle of its work loses nothing that it acknowledged, and breaks no ledger."""

import http.client
import json
import os
import random
import subprocess
import tempfile
import threading
import time
import urllib.error
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.on_postgresql import NoServer, server
from tests.safety.installation import ROOT, TANDEM, Installation

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kill")]
ROUNDS, WRITERS, ENOUGH, ROWS = 5, 4, 40, 25
LOST = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError, json.JSONDecodeError)


class Writers:
    """Threads that write through the API, and one that imports, until the server is gone."""

    def __init__(self, site: Installation, turn: int, tables: Path) -> None:
        self.site, self.turn, self.tables = site, turn, tables
        self.acknowledged: dict[str, str] = {}
        self.imported: set[str] = set()
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(WRITERS)]
        self.threads.append(threading.Thread(target=self.bring))

    def write(self, writer: int) -> None:
        count = 0
        while not self.over.is_set():
            title = f"Service {self.turn}-{writer}-{count}"
            try:
                made = self.site.call("POST", "/api/v1/acme/services/", {"title": title})
            except LOST:
                return
            self.acknowledged[made["reference"]] = title
            count += 1

    def bring(self) -> None:
        count = 0
        while not self.over.is_set():
            batch = f"{self.turn}-{count}"
            table = self.tables / f"{batch}.csv"
            lines = "".join(f"B{batch}-{row},Batch {batch} row {row}\n" for row in range(ROWS))
            table.write_text(f"External number,Title\n{lines}")
            command = [*TANDEM, "import", "acme", "actions", str(table)]
            with subprocess.Popen(command, cwd=ROOT, env=self.site.environment, stdout=subprocess.DEVNULL) as running:
                while running.poll() is None:
                    if self.over.is_set():
                        running.kill()
                    time.sleep(0.01)
                if running.returncode == 0:
                    self.imported.add(batch)
            count += 1


@pytest.fixture
def site(tmp_path: Path) -> Installation:
    made = Installation(tmp_path / "data")
    made.prepare()
    return made


@dataclass(frozen=True)
class Counts:
    """What a trial has done: kills of server and worker, acknowledged writes and imports before them."""

    kills: int
    writes: int
    imports: int


def kill_again_and_again(site: Installation, tables: Path, rounds: int, seed: int = 20260302) -> Counts:
    """Kill server and worker in the middle of their work, and insist that nothing acknowledged is lost."""
    chance = random.Random(seed)
    acknowledged: dict[str, str] = {}
    imported: set[str] = set()
    for turn in range(rounds):
        site.start()
        writers = Writers(site, turn, tables)
        for thread in writers.threads:
            thread.start()
        while len(writers.acknowledged) < ENOUGH or (turn == 0 and not writers.imported):
            time.sleep(0.005)
        time.sleep(chance.random() / 5)
        site.kill()
        writers.over.set()
        for thread in writers.threads:
            thread.join(timeout=20)
        acknowledged |= writers.acknowledged
        imported |= writers.imported
    assert len(acknowledged) >= rounds * ENOUGH
    insist_kept(site, acknowledged, imported)
    return Counts(rounds, len(acknowledged), len(imported))


def insist_kept(site: Installation, acknowledged: dict[str, str], imported: set[str]) -> None:
    """Every acknowledged record is there, imports are whole or absent, and the ledger and the database hold."""
    services = json.loads(site.tandem("export", "acme", "services", "--format", "json").stdout)
    kept = {one["reference"]: one["title"] for one in services}
    assert {reference: kept.get(reference) for reference in acknowledged} == acknowledged

    actions = json.loads(site.tandem("export", "acme", "actions", "--format", "json").stdout)
    rows: dict[str, int] = {}
    for one in actions:
        batch = one["external_id"].removeprefix("B").rpartition("-")[0]
        rows[batch] = rows.get(batch, 0) + 1
    assert set(rows.values()) <= {ROWS}  # whole batches or none
    assert imported <= rows.keys()

    site.tandem("worker", "--once")
    told = json.loads(site.tandem("ledger", "verify", "acme", "--json").stdout)
    assert (told["holds"], told["waiting"], told["problem"]) == (True, 0, "")
    assert told["entries"] >= len(kept) + len(actions)
    if "TANDEM_DATABASE_URL" not in site.environment:
        assert "ok" in site.python(
            "import django; django.setup()\nfrom django.db import connection\n"
            "with connection.cursor() as c:\n    c.execute('PRAGMA integrity_check'); print(c.fetchone()[0])"
        )


def test_nothing_acknowledged_is_lost_and_the_ledger_holds(site: Installation, tmp_path: Path) -> None:
    counts = kill_again_and_again(site, tmp_path, ROUNDS)
    assert counts.kills == ROUNDS
    assert counts.imports > 0


@pytest.mark.skipif("TANDEM_KILLS" not in os.environ, reason="TANDEM_KILLS says how many kills a long trial makes")
def test_nothing_is_lost_in_a_long_trial(site: Installation, tmp_path: Path) -> None:
    counts = kill_again_and_again(site, tmp_path, int(os.environ["TANDEM_KILLS"]), seed=7)
    assert counts.kills == int(os.environ["TANDEM_KILLS"])


@pytest.mark.slow_suite
def test_nothing_acknowledged_is_lost_on_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between PostgreSQL and its callers, as on SQLite: TANDEM_KILLS says how often, twenty times otherwise."""
    kills = int(os.environ.get("TANDEM_KILLS", "20"))
    monkeypatch.setenv("PGHOST", "")
    with tempfile.TemporaryDirectory(prefix="tandem-kill-", ignore_cleanup_errors=True) as folder:
        try:
            with server(Path(folder)) as address:
                site = Installation(tmp_path / "data", address)
                site.prepare()
                counts = kill_again_and_again(site, tmp_path, kills, seed=11)
        except NoServer as reason:
            pytest.skip(f"no PostgreSQL can be started here: {reason}")
    assert (counts.kills, counts.imports > 0) == (kills, True)
