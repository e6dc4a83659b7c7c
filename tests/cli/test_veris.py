"""`tandem veris`: in and out on the command line."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tandem.faces.cli.exchanging import import_undo
from tandem.faces.cli.veris import veris
from tandem.ground.kernel import writing
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.references.models import ReferenceIncident
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.test_veris import NEW, OLD
from tests.cast import Cast


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(veris, [str(argument) for argument in arguments])
    return done.exit_code, done.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.json"
    path.write_text(json.dumps([OLD, NEW]))
    return path


def test_import_and_again(home: Cast, file: Path) -> None:
    assert run("import", "home", file, "--dry-run") == (
        0,
        "Nothing was written; it would be: 2 new, 0 changed, 0 unchanged, 0 refused.\n",
    )
    code, told = run("import", "home", file)
    assert (code, told.splitlines()[0]) == (0, "Imported: 2 new, 0 changed, 0 unchanged, 0 refused.")
    number = re.match(r"Import (\d+); “tandem import-undo”", told.splitlines()[1])
    assert number is not None
    assert run("import", "home", file) == (0, "Imported: 0 new, 0 changed, 2 unchanged, 0 refused.\n")
    assert (Incident.objects.count(), ReferenceIncident.objects.count()) == (2, 0)
    run("import", "home", file, "--of-others")
    assert ReferenceIncident.objects.count() == 2
    undone = CliRunner().invoke(import_undo, ["home", number[1]])
    assert (undone.exit_code, Incident.objects.count(), ReferenceIncident.objects.count()) == (0, 0, 2)


def test_refusal_is_told_and_ends_with_one(home: Cast, tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps({**OLD, "actor": {}}))
    code, told = run("import", "home", path)
    assert (code, told.splitlines()[0]) == (1, "wrong.json: actor: It is empty; leave it out or fill it in.")
    code, told = run("import", "home", path, "--json")
    refused: dict[str, Any] = json.loads(told)
    assert (code, refused["kept"], refused["refused"][0]["number"]) == (1, False, "one")
    path.write_text("nonsense")
    assert run("import", "home", path)[0] == 1
    assert run("import", "nowhere", path)[0] == 1
    assert Incident.objects.count() == 0


def test_confidential_incidents_go_out_only_when_asked_for(home: Cast, tmp_path: Path) -> None:
    told = {"title": "Embezzlement", "is_security": True}
    writing.create(home.actor("ada"), INCIDENTS, told | {"is_confidential": True})
    assert json.loads(run("export", "home")[1]) == []
    code, _told = run("export", "home", tmp_path / "out.json", "--with-confidential", "--filter", "is_security=true")
    assert code == 0
    assert "Embezzlement" in (tmp_path / "out.json").read_text()
    assert run("export", "home", "--filter", "nonsense")[0] == 1
    assert run("export", "home", "--filter", "nonsense=1")[0] == 1
