"""`tandem soa` writes what the file's ending asks for, and says plainly what it cannot do."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tandem.direction.controls.statements import operations
from tandem.direction.controls.statements.entries.register import STATEMENT_ENTRIES
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.faces.cli.stating import soa
from tandem.ground.kernel import writing
from tests.cast import Cast


@pytest.fixture
def stated(home: Cast) -> Any:
    ben = home.actor("ben")
    statement = writing.create(ben, STATEMENTS, {"title": "SoA"})
    operations.fill(ben, statement)
    return statement


def run(*words: str) -> Result:
    return CliRunner().invoke(soa, words)


def test_one_run_writes_several_files(stated: Any, tmp_path: Path) -> None:
    names = ("a.pdf", "a.docx", "a.xlsx", "a.csv", "a.json", "a.catalog.json", "a.profile.json")
    told = run("home", "--json", *(word for name in names for word in ("--out", str(tmp_path / name))))
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["statement"] == "SOA-1"
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    assert json.loads((tmp_path / "a.json").read_text())["format"] == "tandem-statement/1"
    assert list(json.loads((tmp_path / "a.profile.json").read_text())) == ["profile"]
    assert list(json.loads((tmp_path / "a.catalog.json").read_text())) == ["catalog"]


def test_the_form_may_be_said(stated: Any, tmp_path: Path) -> None:
    file = tmp_path / "anything.txt"
    assert run("home", "--out", str(file), "--form", "oscal-component-definition").exit_code == 0
    assert list(json.loads(file.read_text())) == ["component-definition"]


def test_what_differs_is_written_too(home: Cast, stated: Any, tmp_path: Path) -> None:
    later = operations.next_version(home.actor("ben"), stated)
    entry = later.entries.get()
    writing.change(home.actor("ben"), STATEMENT_ENTRIES, entry.reference, {"decision": "applicable"})
    file = tmp_path / "diff.xlsx"
    told = run("home", "--statement", "SOA-2", "--against", "SOA-1", "--out", str(file))
    assert told.exit_code == 0, told.output
    assert [row[0] for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True)] == ["Control", "A.5.1"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("nobody", "--out", "x.pdf"), "There is no organization “nobody”"),
        (("home", "--out", "x.odt"), "names no format that can be written"),
        (("home", "--out", "x.pdf", "--statement", "SOA-9"), "has no statement SOA-9"),
        (("home", "--out", "x.pdf", "--framework", "iso-27001:2005"), "has no statement for iso-27001:2005"),
        (("home", "--out", "x.pdf", "--against", "SOA-1"), "written as .xlsx or .json"),
        (("home", "--out", "x.json", "--against", "SOA-9"), "There is no statement SOA-9"),
    ],
)
def test_what_cannot_be_is_said(stated: Any, words: tuple[str, ...], problem: str) -> None:
    told = run(*words)
    assert told.exit_code == 1
    assert problem in told.output
