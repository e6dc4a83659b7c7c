"""A backup is whole, and restoring it ends with the same ledger heads."""

import json
import os
import subprocess
import sys
import zipfile
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
