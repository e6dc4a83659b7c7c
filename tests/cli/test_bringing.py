"""`tandem soa-import`: what it prints, what it asks, and when it ends well."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.faces.cli.bringing import soa_import
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import tenancy
from tests.cast import Cast


def run(folder: Path, text: str, *options: str) -> Result:
    framework = Framework.objects.get(key="iso-27001:2022")
    for ref in ("A.5.3", "A.5.30"):
        told = {"title": ref, "kind": "control", "assessable": True}
        Requirement.objects.get_or_create(framework=framework, ref=ref, defaults=told)
    path = folder / "soa.csv"
    path.write_text("Control,Name,Applicable?,Justification\n" + text)
    return CliRunner().invoke(soa_import, ["home", str(path), *options])


def test_a_question_ends_it_badly_and_its_answer_well(cast: Cast, tmp_path: Path) -> None:
    text = "5.1,Policies,Yes,Law\n5.3,,No,Too small\n"
    asked = run(tmp_path, text, "--json")
    told = json.loads(asked.output)
    assert (asked.exit_code, told["written"], told["questions"][0]["key"]) == (1, False, "control soa.csv!3")
    answers = tmp_path / "answers.json"
    answers.write_text('{"control soa.csv!3": "A.5.30"}')
    dry = run(tmp_path, text, "--answers", str(answers), "--dry-run")
    assert (dry.exit_code, "Would bring into a draft: 2 decisions changed" in dry.output) == (0, True)
    with tenancy.organization_active(cast.home.pk):
        assert Statement.objects.count() == 0
    assert run(tmp_path, text, "--answers", str(answers)).exit_code == 0
    with tenancy.organization_active(cast.home.pk):
        decided = dict(StatementEntry.objects.exclude(decision="").values_list("ref", "decision"))
    assert decided == {"A.5.1": "applicable", "A.5.30": "excluded"}


def test_unknown_catalogues_and_answers_that_are_none_are_refused(cast: Cast, tmp_path: Path) -> None:
    unknown = run(tmp_path, "5.1,Policies,Yes,Law\n", "--framework", "nothing")
    assert (unknown.exit_code, "is no catalogue with controls" in unknown.output) == (1, True)
    answers = tmp_path / "answers.json"
    answers.write_text("[1]")
    broken = run(tmp_path, "5.1,Policies,Yes,Law\n", "--answers", str(answers))
    assert (broken.exit_code, "Answers are an object" in broken.output) == (1, True)
