"""`tandem print` lists what can be printed and writes what the file's ending asks for."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.faces.cli.printing import print_file
from tandem.ground.kernel import writing
from tests.cast import Cast


def run(*words: str) -> Result:
    return CliRunner().invoke(print_file, words)


def test_without_a_key_it_says_what_there_is(home: Cast) -> None:
    known = json.loads(run("home", "--json").output)
    assert {"key": "review-pack", "title": "Pack of the review", "register": "reviews", "of_record": True,
            "forms": ["pdf"]} in known  # fmt: skip
    assert "competence-matrix          Competence matrix, of all of competences: pdf, docx, xlsx" in run("home").output


def test_one_run_writes_several_files(home: Cast, tmp_path: Path) -> None:
    writing.create(home.actor("ada"), NONCONFORMITIES, {"title": "No report"})
    names = ("a.pdf", "a.docx", "a.xlsx")
    outs = [word for name in names for word in ("--out", str(tmp_path / name))]
    told = run("home", "corrective-action-record", "NC-1", *outs)
    assert told.exit_code == 0, told.output
    assert [(tmp_path / name).read_bytes()[:4] for name in names] == [b"%PDF", b"PK\x03\x04", b"PK\x03\x04"]


def test_what_it_cannot_do_it_says(home: Cast, tmp_path: Path) -> None:
    file = str(tmp_path / "a.pdf")
    assert "There is no print “nothing”" in run("home", "nothing", "--out", file).output
    assert "Say which" in run("home", "audit-report", "--out", file).output
    assert "There is no AUD-9" in run("home", "audit-report", "AUD-9", "--out", file).output
    assert "no form of it; write pdf, docx, xlsx" in run("home", "risk-register", "--out", "a.odt").output
    assert "Say where to" in run("home", "risk-register").output
    assert list(tmp_path.iterdir()) == []
