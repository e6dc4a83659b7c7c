"""SQLite as it has to be run, asked of a real installation."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.safety.installation import Installation

LEFT = 2_000_000

SETTINGS = """
import django; django.setup()
import json
from django.db import connection
from tandem import database
found = {"version": database.library_version()}
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys"):
        cursor.execute(f"PRAGMA {name}")
        found[name] = cursor.fetchone()[0]
print(json.dumps(found))
"""
WRITERS = """
import django; django.setup()
import json, threading, time
from django.db import connection
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.tenancy import organization_active
home = Organization.objects.get()
services, waits, problems = registers.find("services"), [], []

def write(writer):
    with organization_active(home.pk):
        actor = system_actor(home.pk, f"Writer {writer}")
        for number in range(12):
            began = time.perf_counter()
            try:
                writing.create(actor, services, {"title": f"Service {writer}-{number}"})
            except Exception as problem:
                problems.append(repr(problem))
            waits.append(time.perf_counter() - began)
    connection.close()

threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
with organization_active(home.pk):
    kept = services.model.objects.count(), services.model.objects.values("reference").distinct().count()
print(json.dumps({"problems": problems, "kept": kept, "longest": max(waits)}))
"""
FILL = """
import django; django.setup()
import json
from django.db import OperationalError
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.tenancy import organization_active
home = Organization.objects.get()
services, kept, told = registers.find("services"), [], ""
with organization_active(home.pk):
    actor = system_actor(home.pk, "Filler")
    while not told:
        try:
            made = writing.create(actor, services, {"title": f"Service {len(kept)}", "description": "x" * 9_000})
            kept.append(made.reference)
        except OperationalError as problem:
            told = str(problem)
    there = set(services.model.objects.values_list("reference", flat=True))
print(json.dumps({"told": told, "lost": sorted(set(kept) - there), "count": len(kept)}))
"""


@pytest.fixture
def site(tmp_path: Path) -> Installation:
    made = Installation(tmp_path / "data")
    made.prepare()
    return made


def test_the_library_is_free_of_the_wal_fault_and_writes_reach_the_disk(site: Installation) -> None:
    found = json.loads(site.python(SETTINGS))
    is_fixed = tuple(found["version"]) >= (3, 51, 3)
    assert found["journal_mode"] == ("wal" if is_fixed else "delete")
    assert (found["synchronous"], found["foreign_keys"]) == (2, 1)  # FULL


def test_sixteen_writers_take_turns_and_none_finds_the_database_locked(site: Installation) -> None:
    found = json.loads(site.python(WRITERS))
    assert found["problems"] == []
    assert found["kept"] == [192, 192]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder]).returncode:
        pytest.skip("a disk that is full needs the right to mount one")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def leave_free(disk: Path, left: int) -> None:
    room = shutil.disk_usage(disk).free - left
    with (disk / "ballast").open("wb") as ballast:
        ballast.write(bytes(room))


def test_a_full_disk_is_said_and_keeps_what_was_acknowledged(small_disk: Path) -> None:
    site = Installation(small_disk)
    site.prepare()
    leave_free(small_disk, LEFT)
    found = json.loads(site.python(FILL))
    assert "full" in found["told"]
    assert found["count"] > 10
    assert found["lost"] == []
    assert json.loads(site.tandem("ledger", "verify", "acme", "--json", check=False).stdout)["holds"] is True
