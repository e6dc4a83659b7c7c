"""Several tables of one file: each to its register, named across tables, all or nothing, taken back as a whole."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from tandem.ground.exchange import answering, carrying, columns, runs, together
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.tests.test_tables import written
from tandem.ground.kernel import arrivals, registers
from tandem.ground.kernel.errors import Invalid
from tandem.ground.ledger.models import Entry
from tests.cast import Cast


def model_of(key: str) -> Any:
    register = registers.find(key)
    assert register is not None
    return register.model


Risk, TreatmentMeasure, Item = (model_of(key) for key in ("risks", "treatment-measures", "items"))
RISKS = [
    ["Risk ID", "Risk", "Likelihood", "Impact", "Treatment"],
    ["R1", "Fire in the hall", 2, 3, "Mitigate"],
    ["R2", "Thief at night", 1, 4, "Accept"],
]
ASSETS = [["Asset ID", "Name", "Kind", "Serial number"], ["A1", "Till", "Hardware", "S-1"]]
PLAN = [
    ["Action ID", "Risk ID", "Measure", "Deadline", "Cost"],
    ["M1", "R1", "Sprinklers", "2030-01-31", 900],
    ["M2", "R2", "A dog", "2030-02-28", 300],
]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)


def received(cast: Cast, path: Path, **tables: list[list[Any]]) -> ImportRun:
    """A workbook with these tables after a cover sheet."""
    written(path, ["Our register of risks"], **tables)
    return together.receive(cast.actor("ada"), path.name, [path.read_bytes()])


def parts(whole: ImportRun) -> dict[str, ImportRun]:
    return {run.sheet: run for run in whole.parts.all()}


def test_each_table_goes_to_its_register_and_names_what_the_others_bring(home: Cast, tmp_path: Path) -> None:
    whole = received(home, tmp_path / "isms.xlsx", **{"Treatment plan": PLAN, "Risk register": RISKS, "Assets": ASSETS})
    assert {name: run.register for name, run in parts(whole).items()} == {
        "A": "-",
        "Treatment plan": "treatment-measures",
        "Risk register": "risks",
        "Assets": "items",
    }
    together.bring(home.actor("ada"), whole, keep=False)
    assert (Risk.objects.count(), TreatmentMeasure.objects.count()) == (0, 0)
    together.bring(home.actor("ada"), whole, keep=True)
    named = TreatmentMeasure.objects.values_list("external_id", "title", "risk__external_id", "risk__title")
    assert set(named) == {
        ("M1", "Sprinklers", "R1", "Fire in the hall"),
        ("M2", "A dog", "R2", "Thief at night"),
    }
    assert Item.objects.get().serial_number == "S-1"
    states = {run.sheet: (run.state, run.outcome.get("new")) for run in whole.parts.exclude(register="-")}
    assert states == {"Treatment plan": ("done", 2), "Risk register": ("done", 2), "Assets": ("done", 1)}


def test_one_wrong_row_of_one_table_keeps_all_of_them_out(home: Cast, tmp_path: Path) -> None:
    plan = [*PLAN, ["M3", "R9", "A wall", "2030-03-01", 1]]
    whole = received(home, tmp_path / "isms.xlsx", **{"Treatment plan": plan, "Risk register": RISKS})
    before = Entry.objects.count()
    runs.change_mapping(
        parts(whole)["Treatment plan"],
        {"0": "external_id", "1": "risk", "2": "title", "3": "due"},
        {},
        "year-first",
        None,
    )
    brought = {part.sheet.name: plan for part, plan in together.bring(home.actor("ada"), whole, keep=True)}
    wrong = brought["Treatment plan"].outcome.errors
    assert [(error.line, error.column, error.value) for error in wrong] == [(4, "Risk ID", "R9")]
    assert (Risk.objects.count(), TreatmentMeasure.objects.count(), Entry.objects.count()) == (0, 0, before)
    assert not brought["Risk register"].outcome.is_written


def test_what_stands_in_a_row_that_is_wrong_or_left_out_is_said_so(home: Cast, tmp_path: Path) -> None:
    risks = [RISKS[0], ["R1", "Fire in the hall", "huge", 3, "Mitigate"], RISKS[2]]
    whole = received(home, tmp_path / "isms.xlsx", **{"Treatment plan": PLAN, "Risk register": risks})
    why = "“R1” stands in a row of this file that is wrong or left out."
    for _again in range(2):
        plans = {part.sheet.name: plan for part, plan in together.bring(home.actor("ada"), whole, keep=True)}
        errors = plans["Treatment plan"].outcome.errors
        assert [(error.line, error.column, error.message) for error in errors] == [(2, "Risk ID", why)]
        answering.leave_out(whole, {"Risk register": [2]})
    assert answering.leave_out_wrong(whole)
    together.bring(home.actor("ada"), whole, keep=True)
    assert list(TreatmentMeasure.objects.values_list("external_id", "risk__external_id")) == [("M2", "R2")]


def test_the_same_file_again_changes_nothing_and_a_new_measure_names_a_known_risk(home: Cast, tmp_path: Path) -> None:
    tables = {"Treatment plan": PLAN, "Risk register": RISKS}
    together.bring(home.actor("ada"), received(home, tmp_path / "isms.xlsx", **tables), keep=True)
    again = together.bring(home.actor("ada"), received(home, tmp_path / "isms.xlsx", **tables), keep=True)
    assert [(plan.outcome.new, plan.outcome.changed, plan.outcome.unchanged) for _part, plan in again] == [
        (0, 0, 2)
    ] * 2
    tables["Treatment plan"] = [*PLAN, ["M3", "r1", "A wall", "2030-03-01", 1]]
    together.bring(home.actor("ada"), received(home, tmp_path / "isms.xlsx", **tables), keep=True)
    assert TreatmentMeasure.objects.get(external_id="M3").risk == Risk.objects.get(external_id="R1")


def test_everything_is_taken_back_as_a_whole(home: Cast, tmp_path: Path) -> None:
    whole = received(home, tmp_path / "isms.xlsx", **{"Treatment plan": PLAN, "Risk register": RISKS, "Assets": ASSETS})
    together.bring(home.actor("ada"), whole, keep=True)
    whole.refresh_from_db()
    runs.take_back(home.actor("ada"), whole)
    assert [model.objects.count() for model in (Risk, TreatmentMeasure, Item)] == [0, 0, 0]
    assert set(whole.parts.exclude(register="-").values_list("state", flat=True)) == {"taken-back"}


def test_a_large_file_comes_in_hidden_batches_with_its_references(home: Cast, tmp_path: Path) -> None:
    risks = [RISKS[0], *([f"R{n}", f"Risk {n}", 1, 2, ""] for n in range(120))]
    plan = [PLAN[0], *([f"M{n}", f"R{n}", f"Measure {n}", "2030-01-31", n] for n in range(120))]
    whole = received(home, tmp_path / "isms.xlsx", **{"Treatment plan": plan, "Risk register": risks})
    together.bring(home.actor("ada"), whole, keep=True)
    pairs = TreatmentMeasure.objects.values_list("external_id", "risk__external_id")
    assert set(pairs) == {(f"M{n}", f"R{n}") for n in range(120)}


def test_a_large_file_that_is_refused_on_the_way_leaves_nothing(
    home: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    risks = [RISKS[0], *([f"R{n}", f"Risk {n}", 1, 2, ""] for n in range(60))]
    whole = received(home, tmp_path / "isms.xlsx", **{"Risk register": risks, "Assets": ASSETS})
    monkeypatch.setattr(carrying.drafting, "keep_drafts", _refusing(carrying.drafting.keep_drafts))
    plans = [plan for _part, plan in together.bring(home.actor("ada"), whole, keep=True)]
    assert [plan.outcome.is_written for plan in plans] == [False, False]
    assert "others brought meanwhile" in plans[1].outcome.errors[0].message
    assert (Risk.objects.count(), Item.objects.count(), whole.arrival) == (0, 0, None)


def _refusing(keep: Any) -> Any:
    """The gate, as if somebody else had just written the same assets."""

    def keep_but_assets(work: Any, *rest: Any) -> None:
        if work.register.key == "items":
            raise IntegrityError
        keep(work, *rest)

    return keep_but_assets


def test_a_table_whose_meaning_is_unclear_is_asked_about_and_never_dropped(home: Cast, tmp_path: Path) -> None:
    whole = received(
        home, tmp_path / "isms.xlsx", **{"Risk register": RISKS, "Misc": [["Colour", "Shape"], ["red", "round"]]}
    )
    assert together.unsaid(whole) == ["Misc"]
    with pytest.raises(Invalid, match="“Misc”"):
        together.bring(home.actor("ada"), whole, keep=True)
    assert Risk.objects.count() == 0
    together.choose(home.actor("ada"), whole, {"Misc": together.LEFT_OUT})
    together.bring(home.actor("ada"), whole, keep=True)
    assert Risk.objects.count() == 2


def test_sheets_that_hold_no_table_are_named(home: Cast, tmp_path: Path) -> None:
    whole = received(home, tmp_path / "isms.xlsx", Figures=[[1, 2], [3, 4]], **{"Risk register": RISKS})
    assert runs.workbook(whole).passed == ("Figures",)
    assert whole.outcome == {"passed": ["Figures"]}


def test_a_table_that_is_not_there_or_a_register_that_is_not_is_named(home: Cast, tmp_path: Path) -> None:
    whole = received(home, tmp_path / "isms.xlsx", **{"Risk register": RISKS})
    with pytest.raises(Invalid, match="It has: “A”, “Risk register”"):
        together.choose(home.actor("ada"), whole, {"Risks": "risks"})
    with pytest.raises(Invalid, match="no register “risk”"):
        together.choose(home.actor("ada"), whole, {"Risk register": "risk"})


def test_the_same_number_in_two_tables_of_one_register_is_named_with_both(home: Cast, tmp_path: Path) -> None:
    other = [ASSETS[0], ["A1", "Crane", "Hardware", "S-2"]]
    whole = received(home, tmp_path / "it.xlsx", Assets=ASSETS, Machines=other)
    together.choose(home.actor("ada"), whole, {"Machines": "items"})
    plans = [plan for _part, plan in together.bring(home.actor("ada"), whole, keep=True)]
    assert [error.message for error in plans[1].outcome.errors] == ["Line 2 of “Assets” has the number A1 already."]
    assert Item.objects.count() == 0


def test_next_months_file_remembers_where_each_table_went(home: Cast, tmp_path: Path) -> None:
    odd = [["What", "Sort"], ["Till", "Hardware"]]
    whole = received(home, tmp_path / "x.xlsx", Odd=odd)
    together.choose(home.actor("ada"), whole, {"Odd": "items"})
    runs.change_mapping(parts(whole)["Odd"], {"0": "title", "1": "kind"}, {}, "", None)
    together.bring(home.actor("ada"), whole, keep=True)
    again = received(home, tmp_path / "y.xlsx", Odd=odd)
    assert (parts(again)["Odd"].register, parts(again)["Odd"].columns) == ("items", {0: "title", 1: "kind"})


def test_columns_that_name_others_are_proposed_from_what_the_file_itself_holds(home: Cast, tmp_path: Path) -> None:
    whole = received(home, tmp_path / "isms.xlsx", **{"Treatment plan": PLAN, "Risk register": RISKS})
    assert parts(whole)["Treatment plan"].columns[1] == "risk"
    register = registers.find("treatment-measures")
    assert register is not None
    sheet = runs.workbook(whole).named("Treatment plan")
    assert "risk" not in columns.proposed_mapping(register, sheet).values()
