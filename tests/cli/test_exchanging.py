"""`tandem import` and its sisters: what they print, what they refuse, how an import is taken back."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tandem.faces.cli.exchanging import export_register, import_file, import_template, import_undo
from tandem.ground.kernel import registers, tenancy
from tests.cast import Cast

TABLE = "Name;Kind;Due\nTill;Lorry;\nCrane;hardware;\nSaw;Whatever;\n"


def run(folder: Path, text: str, *options: str) -> Result:
    path = folder / "assets.csv"
    path.write_text(text)
    return CliRunner().invoke(import_file, ["home", "items", str(path), *options])


def titles(cast: Cast) -> set[Any]:
    items = registers.find("items")
    assert items is not None
    with tenancy.organization_active(cast.home.pk):
        return set(items.model.objects.values_list("title", "kind"))


def test_wrong_rows_are_counted_written_out_and_left_out_when_asked(cast: Cast, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    refused = run(tmp_path, TABLE, "--wrong", str(wrong))
    assert refused.exit_code == 1
    assert "Line 2: Kind: “Lorry” is not one of" in refused.output
    assert "Columns that are left out: Due." in refused.output
    assert "Nothing was imported: 1 new, 0 changed, 0 unchanged, 2 wrong." in refused.output
    assert [line.split(",")[0] for line in wrong.read_text("utf-8-sig").splitlines()[1:]] == ["2", "4"]
    assert titles(cast) == set()
    done = run(tmp_path, TABLE, "--leave-out-wrong")
    assert (done.exit_code, titles(cast)) == (0, {("Crane", "hardware")})
    assert "Line 2 is left out: Till." in done.output and "Line 4 is left out: Saw." in done.output


def test_words_of_a_map_hold_and_are_kept_for_the_next_file(cast: Cast, tmp_path: Path) -> None:
    answers = tmp_path / "map.json"
    answers.write_text(json.dumps({"words": {"kind": {"Lorry": "hardware", "whatever": ""}}}))
    assert run(tmp_path, TABLE, "--map", str(answers)).exit_code == 0
    following = run(tmp_path, "Name;Kind;Due\nVan;LORRY;\n")
    assert (following.exit_code, ("Van", "hardware") in titles(cast)) == (0, True)


def test_an_import_is_taken_back_by_its_number(cast: Cast, tmp_path: Path) -> None:
    done = run(tmp_path, "Name;Kind\nCrane;hardware\n", "--json")
    number = json.loads(done.output)["import"]
    assert titles(cast) == {("Crane", "hardware")}
    back = CliRunner().invoke(import_undo, ["home", str(number)])
    assert (back.exit_code, titles(cast)) == (0, set())
    again = CliRunner().invoke(import_undo, ["home", str(number)])
    assert (again.exit_code, "nothing to take back" in again.output) == (1, True)


def test_a_sheet_that_is_not_there_is_refused(cast: Cast, tmp_path: Path) -> None:
    refused = run(tmp_path, "Name;Kind\nCrane;hardware\n", "--sheet", "Assets")
    assert (refused.exit_code, "It has: “assets.csv”" in refused.output) == (1, True)


def test_a_form_and_an_export_are_brought_back_as_nothing_new(cast: Cast, tmp_path: Path) -> None:
    form, out = tmp_path / "form.xlsx", tmp_path / "items.json"
    assert CliRunner().invoke(import_template, ["home", "items", "--out", str(form)]).exit_code == 0
    empty = CliRunner().invoke(import_file, ["home", "items", str(form)])
    assert (empty.exit_code, "headings but no rows" in empty.output) == (0, True)
    run(tmp_path, "Name;Kind\nCrane;hardware\n")
    assert CliRunner().invoke(export_register, ["home", "items", "--format", "json", "--out", str(out)]).exit_code == 0
    same = CliRunner().invoke(import_file, ["home", "items", str(out)])
    assert (same.exit_code, "0 new, 0 changed, 1 unchanged" in same.output) == (0, True)
