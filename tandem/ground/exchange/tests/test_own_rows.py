"""Rows that name other new rows of their own table, in any order, at any size, taken back as one."""

from pathlib import Path
from typing import Any

import pytest

from tandem.ground.exchange import importing, runs, together
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import read_table
from tandem.ground.exchange.tests.test_tables import written
from tandem.ground.kernel import arrivals, registers
from tests.cast import Cast

PEOPLE = registers.find("people")
assert PEOPLE is not None
HEAD = ["Person ID", "Name", "Line manager"]
MAPPING = {0: "external_id", 1: "title", 2: "manager"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)


def managers() -> set[tuple[str, str | None]]:
    return set(PEOPLE.model.objects.values_list("title", "manager__title"))  # type: ignore[union-attr]


def brought(cast: Cast, path: Path, *rows: list[Any]) -> importing.Outcome:
    table = read_table(written(path, HEAD, *rows)).main()
    return importing.bring(cast.actor("ada"), PEOPLE, table, MAPPING, Options())  # type: ignore[arg-type]


def test_who_is_named_may_stand_below_or_above_by_number_or_name(home: Cast, tmp_path: Path) -> None:
    outcome = brought(
        home,
        tmp_path / "p.xlsx",
        ["P3", "Ina", "Olaf"],
        ["P2", "Olaf", "p1"],
        ["P4", "Uwe", "Rita"],
        ["P1", "Rita", ""],
    )
    assert (outcome.errors, outcome.new) == ([], 4)
    assert managers() == {("Ina", "Olaf"), ("Olaf", "Rita"), ("Uwe", "Rita"), ("Rita", None)}
    again = brought(home, tmp_path / "p.xlsx", ["P3", "Ina", "Olaf"], ["P5", "Eva", "Uwe"], ["P4", "Uwe", "Ina"])
    assert (again.new, again.changed, again.unchanged) == (1, 1, 1)
    assert {("Eva", "Uwe"), ("Uwe", "Ina")} <= managers()


def test_rows_that_name_each_other_in_a_circle_are_named_with_their_lines(home: Cast, tmp_path: Path) -> None:
    outcome = brought(home, tmp_path / "p.xlsx", ["P1", "Rita", "P2"], ["P2", "Olaf", "Rita"], ["P3", "Ina", "P3"])
    assert {(error.line, error.message.partition(": leave")[0]) for error in outcome.errors} == {
        (2, "These rows name each other in a circle, lines 2, 3"),
        (3, "These rows name each other in a circle, lines 2, 3"),
        (4, "These rows name each other in a circle, lines 4"),
    }
    assert managers() == set()


def test_a_long_chain_comes_in_hidden_batches_and_is_taken_back(home: Cast, tmp_path: Path) -> None:
    chain = [[f"P{n}", f"Person {n}", f"P{n + 1}"] for n in range(60)]
    path = written(tmp_path / "staff.xlsx", HEAD, *chain, ["P60", "Head", ""])
    whole = together.receive(home.actor("ada"), path.name, [path.read_bytes()])
    together.choose(home.actor("ada"), whole, {"A": "people"})
    [(_part, plan)] = together.bring(home.actor("ada"), whole, keep=True)
    assert plan.outcome.errors == []
    assert managers() == {("Head", None), ("Person 59", "Head")} | {
        (f"Person {n}", f"Person {n + 1}") for n in range(59)
    }
    whole.refresh_from_db()
    runs.take_back(home.actor("ada"), whole)
    assert managers() == set()
