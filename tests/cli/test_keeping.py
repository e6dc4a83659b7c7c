"""A backup is whole, and restoring it ends with the same ledger heads."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tandem(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TANDEM_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tandem.settings"}
    environment.pop("TANDEM_DATABASE_URL", None)
    command = [sys.executable, "-m", "tandem.faces.cli.main", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data folder with one organization, five services and a file; and its backup."""
    folder = tmp_path_factory.mktemp("kept")
    data, archive, table = folder / "data", folder / "backup.zip", folder / "services.csv"
    table.write_text("Title\n" + "".join(f"Service {number}\n" for number in range(5)))
    assert tandem(data, "migrate").returncode == 0
    assert tandem(data, "organization", "create", "acme", "--name", "Acme").returncode == 0
    assert tandem(data, "import", "acme", "services", str(table)).returncode == 0
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "cd").write_bytes(b"content")
    done = tandem(data, "backup", str(archive))
    assert done.returncode == 0, done.stderr
    return data, archive


def test_restored_installation_has_the_same_heads_records_and_files(kept: tuple[Path, Path], tmp_path: Path) -> None:
    data, archive = kept
    done = tandem(tmp_path / "new", "restore", str(archive), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"holds": True, "problems": [], "erased_again": 0}
    heads = [tandem(folder, "ledger", "head", "acme").stdout for folder in (data, tmp_path / "new")]
    assert heads[0] == heads[1] != ""
    assert tandem(tmp_path / "new", "export", "acme", "services").stdout.count("Service ") == 5
    assert (tmp_path / "new" / "files" / "ab" / "cd").read_bytes() == b"content"


def test_archive_is_readable_by_its_owner_alone(kept: tuple[Path, Path]) -> None:
    assert kept[1].stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten(kept: tuple[Path, Path]) -> None:
    data, archive = kept
    assert "is there already" in tandem(data, "backup", str(archive)).stderr
    assert "holds a database already" in tandem(data, "restore", str(archive)).stderr


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda files: files | {"../../evil": b"x"}, "its files are not those that it lists"),
        (lambda files: with_manifest(files, version="99.0.0"), "was made by Tandem 99.0.0"),
        (lambda files: with_manifest(files, version="soon"), "“soon” is no version of Tandem"),
        (lambda files: with_manifest(files, heads=["acme"]), "its manifest.json cannot be read"),
        (lambda files: with_manifest(files, sha256="all"), "its manifest.json cannot be read"),
        (lambda files: with_manifest(files, format="tandem-backup/9"), "is a backup of another kind"),
        (lambda files: files | {"manifest.json": b"{half"}, "its manifest.json cannot be read"),
        (lambda files: files | {"manifest.json": b"\xff\xfe"}, "its manifest.json cannot be read"),
        (lambda files: files | {"manifest.json": b"[]"}, "its manifest.json cannot be read"),
        (lambda files: of_a_later_release(files), "was made by a later release of Tandem (it knows kernel.9999_later)"),
        (lambda files: files | {"tandem.sqlite3": b"x"}, "is not what was kept"),
        (lambda files: {name: data for name, data in files.items() if name != "ledger.key"}, "not those that it lists"),
    ],
)
def test_damaged_archive_is_refused_and_leaves_nothing(kept: tuple[Path, Path], tmp_path: Path, harm, told) -> None:  # type: ignore[no-untyped-def]
    with zipfile.ZipFile(kept[1]) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(tmp_path / "harmed.zip", "w") as packed:
        for name, content in harm(files).items():
            packed.writestr(name, content)
    done = tandem(tmp_path / "new", "restore", str(tmp_path / "harmed.zip"))
    assert done.returncode == 1
    assert told in done.stderr
    assert not (tmp_path / "new" / "tandem.sqlite3").exists()


def with_manifest(files: dict[str, bytes], **changed: object) -> dict[str, bytes]:
    return files | {"manifest.json": json.dumps({**json.loads(files["manifest.json"]), **changed}).encode()}


def of_a_later_release(files: dict[str, bytes]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "later.sqlite3"
        path.write_bytes(files["tandem.sqlite3"])
        with closing(sqlite3.connect(path)) as database:
            database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', '9999_later', '')")
            database.commit()
        content = path.read_bytes()
    digests = json.loads(files["manifest.json"])["sha256"] | {"tandem.sqlite3": hashlib.sha256(content).hexdigest()}
    return with_manifest(files | {"tandem.sqlite3": content}, sha256=digests)


WRITER = """
import django; django.setup()
from itertools import count
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import files, registers, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.tenancy import organization_active
home = Organization.objects.get()
actor, services = system_actor(home.pk, "Load"), registers.find("services")
with organization_active(home.pk):
    for number in count():
        made = writing.create(actor, services, {"title": f"Under load {number}"})
        kept = files.attach(actor, services, made.reference, "a.txt", [b"%d" % number])
        if number % 3:
            files.remove(actor, services, made.reference, kept.pk)
        print(number, flush=True)
"""


def environment_of(data: Path) -> dict[str, str]:
    environment = {**os.environ, "TANDEM_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tandem.settings"}
    environment.pop("TANDEM_DATABASE_URL", None)
    return environment


@contextmanager
def somebody_writing(data: Path) -> Iterator[None]:
    """Within this block another process writes without pause."""
    command = [sys.executable, "-c", WRITER]
    with subprocess.Popen(command, cwd=ROOT, env=environment_of(data), stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout is not None and writer.stdout.readline() == "0\n"
            threading.Thread(target=writer.stdout.read, daemon=True).start()
            yield
            assert writer.poll() is None
        finally:
            writer.kill()


CHECKS = """
import django; django.setup()
import sys
from tandem.faces.cli import running
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel.comparison.running import compare
from tandem.ground.ledger.verification import verify, verify_installation
home = Organization.objects.get().pk
for number in range(int(sys.argv[1])):
    running.seal_all()
    for told in (*map(str, compare(home).findings), verify(home).problem, verify_installation().problem):
        if told:
            print(number, told)
"""


def accusations_while_somebody_writes(data: Path, count: int) -> str:
    """What any of several checks had to say about an installation that nobody touched but through the gate."""
    with somebody_writing(data):
        command = [sys.executable, "-c", CHECKS, str(count)]
        done = subprocess.run(command, cwd=ROOT, env=environment_of(data), check=True, capture_output=True, text=True)
    return done.stdout


def test_nobody_is_accused_while_somebody_writes(tmp_path: Path) -> None:
    assert accusations_while_somebody_writes(busy_folder(tmp_path), 8) == ""


@pytest.mark.slow_suite
def test_two_hundred_checks_accuse_nobody_while_somebody_writes(tmp_path: Path) -> None:
    assert accusations_while_somebody_writes(busy_folder(tmp_path), 200) == ""


def backups_under_load(data: Path, folder: Path, count: int) -> list[object]:
    """What restoring each of several backups told that were made while somebody wrote without pause."""
    with somebody_writing(data):
        for number in range(count):
            done = tandem(data, "backup", str(folder / f"{number}.zip"))
            assert done.returncode == 0, done.stderr
    told = []
    for number in range(count):
        done = tandem(folder / str(number), "restore", str(folder / f"{number}.zip"), "--json")
        told.append(json.loads(done.stdout or "{}") or done.stderr)
    return told


def busy_folder(folder: Path) -> Path:
    data = folder / "busy"
    assert tandem(data, "organization", "create", "acme", "--name", "Acme").returncode == 0
    return data


RESTORED = {"holds": True, "problems": [], "erased_again": 0}


def test_backups_made_while_somebody_writes_restore_to_equal_heads(tmp_path: Path) -> None:
    assert backups_under_load(busy_folder(tmp_path), tmp_path, 2) == [RESTORED] * 2


@pytest.mark.slow_suite
def test_twenty_backups_made_while_somebody_writes_restore_to_equal_heads(tmp_path: Path) -> None:
    assert backups_under_load(busy_folder(tmp_path), tmp_path, 20) == [RESTORED] * 20


def test_what_waits_for_sealing_is_no_break_after_a_restore(kept: tuple[Path, Path], tmp_path: Path) -> None:
    """An entry that no head covers yet is proven by the secret key, which has to be the restored one by then."""
    data, _archive = kept
    table, archive = tmp_path / "more.csv", tmp_path / "unsealed.zip"
    table.write_text("Title\nNot sealed yet\n")
    assert tandem(data, "import", "acme", "services", str(table)).returncode == 0
    script = "import django; django.setup(); from pathlib import Path; from tandem.faces.cli import keeping;"
    script += f"keeping._packed(Path({str(archive)!r}))"
    environment = {**os.environ, "TANDEM_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tandem.settings"}
    environment.pop("TANDEM_DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)
    done = tandem(tmp_path / "new", "restore", str(archive), "--json")
    assert json.loads(done.stdout) == RESTORED


def test_a_head_kept_elsewhere_finds_a_database_put_back(kept: tuple[Path, Path], tmp_path: Path) -> None:
    """Everything fits in an older copy of the whole folder; only a head that left before tells."""
    data, archive = kept
    old, table, head = tmp_path / "old", tmp_path / "more.csv", tmp_path / "kept.head"
    assert tandem(old, "restore", str(archive)).returncode == 0
    table.write_text("Title\nWritten later\n")
    assert tandem(data, "import", "acme", "services", str(table)).returncode == 0
    head.write_text(tandem(data, "ledger", "head", "acme").stdout)
    assert tandem(old, "ledger", "verify", "acme").returncode == 0
    done = tandem(old, "ledger", "verify", "acme", "--head", str(head))
    assert (done.returncode, "was rolled back" in done.stdout) == (1, True)
    assert tandem(data, "ledger", "verify", "acme", "--head", str(head)).returncode == 0
    assert tandem(data, "ledger", "verify", "--installation").returncode == 0
    done = tandem(data, "ledger", "verify", "acme", "--head", __file__)
    assert "is none of this ledger" in done.stderr


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.zip").write_text("nothing of ours")
    done = tandem(tmp_path / "new", "restore", str(tmp_path / "other.zip"))
    assert "is no backup of Tandem" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_erased_after_the_backup_is_erased_again(kept: tuple[Path, Path], tmp_path: Path) -> None:
    data, archive = kept
    erase = ("ledger", "erase", "acme", "services", "SVC-2", "title", "--basis", "Art. 17", "--json")
    done = tandem(data, *erase)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"entries": 2}), done.stderr
    listed = tmp_path / "erasures.json"
    listed.write_text(tandem(data, "ledger", "erasures", "acme").stdout)
    new = tmp_path / "new"
    done = tandem(new, "restore", str(archive), "--erasures", str(listed), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["erased_again"] == 2
    exported = tandem(new, "export", "acme", "services", "--format", "json").stdout
    assert "Service 1" not in exported
    assert json.loads(tandem(new, "ledger", "verify", "acme", "--json").stdout)["holds"] is True
    done = tandem(tmp_path / "other", "restore", str(archive), "--erasures", __file__)
    assert (done.returncode, "no list of erasures" in done.stderr) == (1, True)


def test_a_key_kept_elsewhere_is_in_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_LEDGER_KEY", str(tmp_path / "safe" / "tandem.key"))
    (tmp_path / "safe").mkdir()
    data, archive = tmp_path / "data", tmp_path / "backup.zip"
    assert tandem(data, "organization", "create", "acme", "--name", "Acme").returncode == 0
    done = tandem(data, "backup", str(archive))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "safe" / "tandem.key").exists()
    with zipfile.ZipFile(archive) as packed:
        assert [name for name in packed.namelist() if name.endswith(".key")] == ["secret.key"]
    done = tandem(tmp_path / "new", "restore", str(archive), "--json")
    assert json.loads(done.stdout)["holds"] is True, done.stderr
