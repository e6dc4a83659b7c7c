"""What a file lost since the last time is named, and stays as it is."""

from typing import Any

import pytest
from django.apps import apps

from tandem.ground.exchange import lost, proposing, runs
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.outcomes import Lost, Outcome
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import registers
from tests.cast import Cast

ITEMS = registers.declared_for(apps.get_model("inventory", "Item"))
Item: Any = ITEMS.model
HEADERS = ("Asset ID", "Name")


def bring(
    cast: Cast, *rows: tuple[str, str], name: str = "assets.csv", left_out: frozenset[int] = frozenset()
) -> tuple[Outcome, ImportRun | None]:
    sheet = Sheet(name, 1, HEADERS, [Row(line, row) for line, row in enumerate(rows, start=2)], [])
    meant = proposing.proposal(ITEMS, sheet)
    outcome, run, _plan = runs.bring(cast.actor("ada"), ITEMS, name, sheet, meant, Options(left_out=left_out))
    return outcome, run


def test_records_that_the_last_file_held_and_this_one_does_not_are_named(home: Cast) -> None:
    first, run = bring(home, ("A1", "Till"), ("A2", "Crane"), ("A3", "Saw"), name="assets 2026-01.csv")
    assert first.lost is None and run is not None
    gone = Item.objects.get(external_id="A2").reference
    again, _run = bring(home, ("A1", "Till"), ("A3", "Big saw"), name="assets 2026-02.csv")
    day = run.created_at.date().isoformat()
    assert again.lost == Lost("assets 2026-01.csv", day, 1, [(gone, "Crane")])
    assert set(Item.objects.values_list("title", flat=True)) == {"Till", "Crane", "Big saw"}


def test_what_was_lost_once_is_not_named_again(home: Cast) -> None:
    bring(home, ("A1", "Till"), ("A2", "Crane"))
    bring(home, ("A1", "Till"))
    assert bring(home, ("A1", "Till"))[0].lost is None


def test_a_line_that_somebody_leaves_out_is_in_the_file(home: Cast) -> None:
    bring(home, ("A1", "Till"), ("A2", "Crane"))
    assert bring(home, ("A1", "Till"), ("A2", "Crane"), left_out=frozenset({3}))[0].lost is None


def test_a_record_that_is_gone_here_is_not_named(home: Cast) -> None:
    bring(home, ("A1", "Till"), ("A2", "Crane"))
    Item.objects.filter(external_id="A2").delete()
    assert bring(home, ("A1", "Till"))[0].lost is None


def test_files_of_other_columns_and_other_names_are_no_forerunners(home: Cast) -> None:
    bring(home, ("A1", "Till"), ("A2", "Crane"), name="east.csv")
    ImportRun.objects.update(headings="other")
    assert bring(home, ("A1", "Till"), name="west.csv")[0].lost is None


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Risks 2026-01 (2).xlsx", "risks"),
        ("risks_2025-12_final.xlsx", "risks"),
        ("Risiken Werk Nord v3.xlsx", "risiken werk nord"),
        ("2026.csv", ""),
    ],
)
def test_a_file_is_known_by_its_name_without_dates_and_versions(name: str, source: str) -> None:
    assert lost.source_of(name, name) == source
