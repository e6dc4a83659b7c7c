"""`tandem import-together`: what it prints, what it refuses, and that it is taken back as a whole."""

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from tandem.direction.controls.register import CONTROLS
from tandem.direction.risks.measures.models import TreatmentMeasure
from tandem.direction.risks.models import Risk
from tandem.faces.cli.baselines import baseline
from tandem.faces.cli.exchanging import import_file, import_undo
from tandem.faces.cli.workbooks import import_together
from tandem.ground.kernel import arrivals, tenancy, writing
from tests.cast import Cast

TABLES: dict[str, list[list[Any]]] = {
    "Treatment plan": [["Risk ID", "Measure", "Deadline"], ["R1", "Sprinklers", "2030-01-31"]],
    "Risk register": [["Risk ID", "Risk", "Likelihood", "Impact"], ["R1", "Fire", 2, 3]],
    "Notes": [["Colour", "Shape"], ["red", "round"]],
    "Figures": [[1, 2], [3, 4]],
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)


def workbook(folder: Path) -> Path:
    path = folder / "isms.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in TABLES.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path


def run(path: Path, *options: str) -> Result:
    return CliRunner().invoke(import_together, ["home", str(path), *options])


def counted(cast: Cast) -> tuple[int, int]:
    with tenancy.organization_active(cast.home.pk):
        return Risk.objects.count(), TreatmentMeasure.objects.count()


def test_a_table_without_a_register_is_asked_about_and_nothing_is_imported(cast: Cast, tmp_path: Path) -> None:
    refused = run(workbook(tmp_path))
    assert (refused.exit_code, counted(cast)) == (1, (0, 0))
    assert 'Say where the table “Notes” goes: --table "Notes=REGISTER"' in refused.output
    assert "The sheet “Figures” holds no table and is not read." in refused.output


def test_all_tables_are_imported_and_taken_back_together(cast: Cast, tmp_path: Path) -> None:
    path = workbook(tmp_path)
    would = run(path, "--table", "Notes=-", "--dry-run")
    assert (would.exit_code, counted(cast)) == (0, (0, 0))
    assert "Would import: 2 new, 0 changed." in would.output and "Risk ID → risk" in would.output
    done = run(path, "--table", "Notes=-", "--json")
    told = json.loads(done.output)
    assert (done.exit_code, counted(cast)) == (0, (1, 1))
    assert [(table["table"], table["register"], table["new"]) for table in told["tables"]] == [
        ("Risk register", "risks", 1),
        ("Treatment plan", "treatment-measures", 1),
    ]
    assert (told["left_out"], told["unsaid"], told["without_table"]) == (["Notes"], [], ["Figures"])
    back = CliRunner().invoke(import_undo, ["home", str(told["import"])])
    assert (back.exit_code, counted(cast)) == (0, (0, 0))


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("Notes", "does not say where a table goes"),
        ("Memos=risks", "There is no table “Memos” in this file"),
        ("Notes=risk", "There is no register “risk”"),
    ],
)
def test_what_is_said_of_a_table_has_to_be_right(cast: Cast, tmp_path: Path, table: str, why: str) -> None:
    refused = run(workbook(tmp_path), "--table", table)
    assert (refused.exit_code, counted(cast)) == (1, (0, 0))
    assert why in refused.output


def test_the_import_of_one_register_names_the_tables_that_it_does_not_read(cast: Cast, tmp_path: Path) -> None:
    done = CliRunner().invoke(import_file, ["home", "risks", str(workbook(tmp_path))])
    assert (done.exit_code, counted(cast)) == (0, (1, 0))
    assert "not read here: “Treatment plan”, “Notes”, “Figures”" in done.output


def test_a_map_says_how_each_table_is_read_and_rows_are_left_out_by_name(cast: Cast, tmp_path: Path) -> None:
    path, wrong = workbook(tmp_path), tmp_path / "wrong.csv"
    told = {
        "Risk register": {"columns": {"Risk ID": "external_id", "Risk": "title", "Impact": "impact"}},
        "Treatment plan": {"columns": {"Risk ID": "risk", "Measure": "title", "Deadline": "due"}},
        "Notes": {"register": "items", "columns": {"Colour": "title", "Shape": "kind"}, "values": {"criticality": "x"}},
    }
    map_file = tmp_path / "map.json"
    map_file.write_text(json.dumps({"tables": told}))
    refused = run(path, "--map", str(map_file), "--wrong", str(wrong))
    assert (refused.exit_code, counted(cast)) == (1, (0, 0))
    told["Notes"] = {"register": "items", "columns": {"Colour": "title", "Shape": "kind"}}
    map_file.write_text(json.dumps({"tables": told}))
    refused = run(path, "--map", str(map_file), "--wrong", str(wrong))
    assert refused.exit_code == 1 and "“round” is not one of" in refused.output
    assert [line.split(",")[:4] for line in wrong.read_text("utf-8-sig").splitlines()][1] == [
        "Notes",
        "2",
        "Shape",
        "round",
    ]
    done = run(path, "--map", str(map_file), "--leave-out", "Notes=2")
    assert (done.exit_code, counted(cast)) == (0, (1, 1)) and "Line 2 is left out: red" in done.output


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"tables": {"Memos": {"columns": {}}}}, "There is no table “Memos” in this file"),
        ({"tables": {"Risk register": {"columns": {"Chance": "likelihood"}}}}, "no column “Chance”"),
        ({"tables": {"Risk register": {"column": {}}}}, "A map has no part “column”"),
        ({"columns": {}}, "A map of several tables is an object"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(cast: Cast, tmp_path: Path, told: Any, why: str) -> None:
    map_file = tmp_path / "map.json"
    map_file.write_text(json.dumps(told))
    refused = run(workbook(tmp_path), "--table", "Notes=-", "--map", str(map_file))
    assert (refused.exit_code, counted(cast)) == (1, (0, 0)) and why in refused.output


def test_every_wrong_row_is_left_out_with_those_that_name_it(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "isms.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in {
            "Risk register": [*TABLES["Risk register"], ["R2", "Flood", "huge", 3]],
            "Treatment plan": [*TABLES["Treatment plan"], ["R2", "Pumps", "2030-01-31"]],
        }.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    assert run(path).exit_code == 1
    done = run(path, "--leave-out-wrong")
    assert (done.exit_code, counted(cast)) == (0, (1, 1))
    assert "Line 3 is left out: Flood" in done.output and "Line 3 is left out: Pumps" in done.output


def test_a_baseline_is_taken_compared_and_copied(cast: Cast, tmp_path: Path) -> None:
    with tenancy.organization_active(cast.home.pk):
        writing.create(cast.actor("ada"), CONTROLS, {"title": "Restore tests", "owner": cast.users["ada"].pk})
    out = tmp_path / "baseline.json"
    assert CliRunner().invoke(baseline, ["take", "home", "--out", str(out)]).exit_code == 0
    compared = CliRunner().invoke(baseline, ["compare", str(out), "elsewhere", "--json"])
    assert [table["new"] for table in json.loads(compared.output)["tables"]] == [["Restore tests"]]
    refused = CliRunner().invoke(baseline, ["copy", "home", "elsewhere", "--as", "ada@example.org"])
    assert refused.exit_code == 1 and "no member of elsewhere" in refused.output
    would = CliRunner().invoke(baseline, ["copy", "home", "elsewhere", "--dry-run"])
    assert (would.exit_code, "Would import: 1 new, 0 changed." in would.output) == (0, True)
    assert CliRunner().invoke(baseline, ["copy", "home", "elsewhere"]).exit_code == 0
    with tenancy.organization_active(cast.elsewhere.pk):
        assert CONTROLS.model.objects.get().external_id == "home/CTL-1"
    unknown = CliRunner().invoke(baseline, ["take", "home", "--out", str(out), "--register", "risks"])
    assert "no register of a baseline" in unknown.output
