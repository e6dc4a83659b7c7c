"""`docs/adding-a-register.md` is followed to the letter: what it says makes a register that holds all contracts."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^`(?P<path>tandem/\S+)`\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = {"models.py", "register.py", "checks.yaml", "demonstration.yaml", "manual.md"}
MOST_LINES = 120
SETTINGS = """
import os
from pathlib import Path
import tandem.operation
tandem.operation.__path__.append(str(Path(__file__).parent / "tandem" / "operation"))
if os.environ.get("TRIAL_TESTS"):
    from tests.settings import *
else:
    from tandem.settings import *
from tandem.ground.kernel.subjects import subjects_of
INSTALLED_APPS = [*subjects_of(Path(__file__).parent / "tandem"), *INSTALLED_APPS]
"""


def written() -> dict[str, str]:
    """Path and text of every file that the page shows."""
    page = (ROOT / "docs" / "adding-a-register.md").read_text(encoding="utf-8")
    return {block["path"]: block["text"] for block in BLOCK.finditer(page)}


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the page, beside the house, and a migration that was generated from them."""
    folder = tmp_path_factory.mktemp("trial")
    for path, text in written().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        (file.parent / "__init__.py").touch()
    (folder / "trial_settings.py").write_text(SETTINGS, encoding="utf-8")
    run(folder, "manage.py", "makemigrations", "loans", "--name", "loans")
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> str:
    """What a command prints that runs with the register of the page; fails when it fails."""
    paths = os.pathsep.join((str(folder), str(ROOT)))
    own = {"PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "trial_settings", "TANDEM_DATA": str(folder / "data")}
    known = {name: value for name, value in os.environ.items() if not name.startswith(("TANDEM_", "PYTEST_"))}
    finished = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=known | own | environment, capture_output=True, text=True
    )
    assert finished.returncode == 0, finished.stdout[-4000:] + finished.stderr[-4000:]
    return finished.stdout


def test_a_register_costs_five_files_and_few_lines() -> None:
    assert {Path(path).name for path in written()} == FILES | {"apps.py"}
    assert len({Path(path).parent for path in written()}) == 1
    assert sum(len(text.splitlines()) for text in written().values()) <= MOST_LINES


@pytest.mark.slow
def test_nothing_is_missing(trial: Path) -> None:
    run(trial, "manage.py", "check", "--fail-level", "WARNING")
    rules = ("--no-cache", "--config", "pyproject.toml", str(trial / "tandem"))
    run(trial, "-m", "ruff", "check", "--ignore", "I001", "--exclude", "migrations", *rules)
    run(trial, "-m", "ruff", "format", "--check", "--exclude", "migrations", *rules)
    run(trial, "manage.py", "makemigrations", "--check", "--dry-run")


@pytest.mark.slow
def test_contracts_hold(trial: Path) -> None:
    settings = ("-p", "no:cacheprovider", "--ds", "trial_settings")
    told = run(
        trial,
        "-m",
        "pytest",
        "-q",
        *settings,
        "-k",
        "loans",
        "tests/contract/test_registers.py",
        "tests/contract/test_snapshots.py",
        TRIAL_TESTS="1",
        TANDEM_SNAPSHOTS="1",
    )
    assert " passed" in told
    assert "skipped" not in told
    recorded = trial / "tandem/operation/loans"
    assert (recorded / "recorded_queries.txt").read_text().startswith("list ")
    assert "GET /{organization}/loans/ (" in (recorded / "recorded_operations.txt").read_text()


@pytest.mark.slow
def test_demonstration_and_checks_are_found(trial: Path) -> None:
    data = str(trial / "data")
    run(trial, "-m", "tandem.faces.cli.main", "demo", "--data", data, "--no-serve")
    exported = run(trial, "-m", "tandem.faces.cli.main", "export", "lindfalk", "loans", "--format", "csv")
    assert "LOAN-1,,returned,Spare laptop," in exported
    report = json.loads(run(trial, "-m", "tandem.faces.cli.main", "conformity", "lindfalk", "--json"))
    assert next(check["result"] for check in report["checks"] if check["key"] == "loans-back") == "met"
