"""Records that a file names and that are not there are created when a person says so, and taken back with it."""

from pathlib import Path
from typing import Any

import pytest

from tandem.ground.exchange import importing, proposing, runs
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.planning import Planner
from tandem.ground.exchange.reading import read_table
from tandem.ground.exchange.rowreading import CREATED
from tandem.ground.kernel import arrivals, registers
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import Register
from tests.cast import Cast

TABLE = "Risk;Service\nFire;Mail\nFlood;mail\nThief;Phone\n"
WORDS = {"service": {"mail": CREATED, "phone": CREATED}}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)


def register_of(key: str) -> Register:
    register = registers.find(key)
    assert register is not None
    return register


def bring(cast: Cast, path: Path, words: dict[str, dict[str, str]]) -> Any:
    path.write_text(TABLE)
    register, table = register_of("risks"), read_table(path).main()
    meant = proposing.Proposal({0: "title", 1: "service"}, "")
    return runs.bring(cast.actor("ada"), register, path.name, table, meant, Options(words=words))


def named() -> set[tuple[str, str]]:
    return set(register_of("risks").model.objects.values_list("title", "service__title"))


def test_names_that_are_not_there_are_errors_until_a_person_says_so(home: Cast, tmp_path: Path) -> None:
    outcome, run, _plan = bring(home, tmp_path / "risks.csv", {})
    assert (outcome.wrong, run, named()) == (3, None, set())


def test_each_name_is_created_once_and_said(home: Cast, tmp_path: Path) -> None:
    outcome, _run, _plan = bring(home, tmp_path / "risks.csv", WORDS)
    assert (outcome.errors, outcome.new) == ([], 3)
    assert named() == {("Fire", "Mail"), ("Flood", "Mail"), ("Thief", "Phone")}
    assert "Created because the file names them, in Services: Mail, Phone." in outcome.notes


def test_a_name_that_is_there_is_not_created_again(home: Cast, tmp_path: Path) -> None:
    bring(home, tmp_path / "risks.csv", WORDS)
    again, _run, _plan = bring(home, tmp_path / "risks.csv", WORDS)
    assert (again.unchanged, register_of("services").model.objects.count()) == (3, 2)


def test_what_was_created_is_taken_back_with_the_file(home: Cast, tmp_path: Path) -> None:
    _outcome, run, _plan = bring(home, tmp_path / "risks.csv", WORDS)
    runs.take_back(home.actor("ada"), run)
    assert (named(), register_of("services").model.objects.count()) == (set(), 0)


def test_working_it_out_creates_nothing(home: Cast, tmp_path: Path) -> None:
    path = tmp_path / "risks.csv"
    path.write_text(TABLE)
    plan = importing.work_out(
        home.actor("ada"),
        register_of("risks"),
        read_table(path).main(),
        {0: "title", 1: "service"},
        Options(words=WORDS),
    )
    assert (plan.outcome.new, plan.outcome.errors) == (3, [])
    assert register_of("services").model.objects.count() == 0


def test_what_needs_more_than_a_name_is_refused_and_says_what(home: Cast, tmp_path: Path) -> None:
    path = tmp_path / "risks.csv"
    path.write_text(TABLE)
    planner = Planner(home.actor("ada"), register_of("risks"), read_table(path).main(), {0: "title"}, Options())
    with pytest.raises(Invalid, match="“Dog” cannot be created by its name alone: risk: Please fill this in"):
        planner._create(register_of("treatment-measures").model, "Dog", 2)
    assert planner.promises.created == {}
