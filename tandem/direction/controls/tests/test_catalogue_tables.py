"""Control catalogues from tables: every control or none, nothing guessed, the same file again changes nothing."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tandem.direction.controls import catalogue_tables
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.models import Framework, Requirement

pytestmark = pytest.mark.django_db
HEAD = ["Control ID", "Title", "Theme", "Description", "Weight"]
ROWS = [
    ["MO-1", "Moor the boat", "Mooring", "With two ropes", "heavy"],
    ["MO-1(1)", "At night", "Mooring", "With a lamp", None],
    ["PI-1", "Keep the pier dry", "Pier", "Sweep it", "light"],
]


def book(path: Path, *rows: list[Any], name: str = "Controls") -> Path:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(line, place, value)
    return path


def kept(key: str) -> list[tuple[Any, ...]]:
    names = ("ref", "title", "parent__ref", "kind", "assessable", "about", "attributes")
    return list(Requirement.objects.current().filter(framework__key=key).order_by("position").values_list(*names))


def test_controls_stand_below_their_theme_with_what_further_columns_say(tmp_path: Path) -> None:
    outcome = catalogue_tables.import_table(book(tmp_path / "Harbour_rules 2024.xlsx", ["Our rules"], [], HEAD, *ROWS))
    assert (outcome.name, outcome.created) == ("Harbour rules 2024", 5)
    assert outcome.holds == ("2 controls", "1 enhancement", "2 headings")
    assert kept("harbour-rules-2024") == [
        ("Mooring", "Mooring", None, "heading", False, "", {}),
        ("MO-1", "Moor the boat", "Mooring", "control", True, "With two ropes", {"Weight": "heavy"}),
        ("MO-1(1)", "At night", "MO-1", "control", True, "With a lamp", {}),
        ("Pier", "Pier", None, "heading", False, "", {}),
        ("PI-1", "Keep the pier dry", "Pier", "control", True, "Sweep it", {"Weight": "light"}),
    ]


def test_the_same_file_again_changes_nothing_and_what_it_lost_is_counted(tmp_path: Path) -> None:
    catalogue_tables.import_table(book(tmp_path / "rules.xlsx", HEAD, *ROWS))
    again = catalogue_tables.import_table(book(tmp_path / "rules.xlsx", HEAD, *ROWS))
    assert (again.created, again.updated, again.unchanged, again.removed) == (0, 0, 5, 0)
    shorter = catalogue_tables.import_table(book(tmp_path / "rules.xlsx", HEAD, *ROWS[:2]))
    assert (shorter.unchanged, shorter.removed) == (3, 2)


def test_german_csv_with_chapters_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Hafen.csv"
    path.write_text(
        "Kennung;Titel;Beschreibung\n5;Seile;\n5.1;Festmachen;Mit zwei Seilen\n5.10;Lösen;Am Morgen\n", "cp1252"
    )
    catalogue_tables.import_table(path)
    assert [row[:5] for row in kept("hafen")] == [
        ("5", "Seile", None, "heading", False),
        ("5.1", "Festmachen", "5", "control", True),
        ("5.10", "Lösen", "5", "control", True),
    ]


def test_references_that_a_spreadsheet_changed_twice_given_or_missing_are_refused_with_their_lines(
    tmp_path: Path,
) -> None:
    wrong = [[5.1, "Rope", None, None, None], ["A", "One", None, None, None], ["A", "Two", None, None, None]]
    wrong.append([None, "Three", "Pier", None, None])
    with pytest.raises(LibraryError) as refused:
        catalogue_tables.import_table(book(tmp_path / "rules.xlsx", HEAD, *wrong))
    assert [(fault.line, fault.message.split(" is kept")[0]) for fault in refused.value.all()] == [
        (2, "The reference 5.1"),
        (4, "A stands on line 3 already."),
        (5, "“Three” has no reference."),
    ]
    assert not Framework.objects.filter(key="rules").exists()


def test_a_file_without_controls_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="“Control ID”"):
        catalogue_tables.import_table(book(tmp_path / "rules.xlsx", ["Colour", "Shape"], ["red", "round"]))


def test_words_of_licensed_standards_are_not_taken_over(tmp_path: Path) -> None:
    outcome = catalogue_tables.import_table(book(tmp_path / "ISO 99999.xlsx", HEAD, *ROWS))
    assert outcome.left_out == ("words of a licensed standard; references and titles are kept",)
    assert {(row[5], str(row[6])) for row in kept("iso-99999")} == {("", "{}")}


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    Framework.objects.create(
        key="rules", standard="rules", name="Rules of the house", kind="framework", origin="imported"
    )
    with pytest.raises(LibraryError, match="already the key of Rules of the house"):
        catalogue_tables.import_table(book(tmp_path / "rules.xlsx", HEAD, *ROWS))


def test_tables_and_libraries_are_brought_side_by_side(tmp_path: Path) -> None:
    table, other = book(tmp_path / "rules.xlsx", HEAD, *ROWS), tmp_path / "other.yaml"
    other.write_text("format: unknown\n")
    results = catalogue_tables.bring([other, table])
    assert list(results) == [other, table]
    assert isinstance(results[other], LibraryError) and not isinstance(results[table], LibraryError)


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Control", ["5.1 Ropes", "5.10 Knots (two)", "A.8.2 – Night"], [("5.1", "Ropes"), ("5.10", "Knots (two)")]),
        (
            "Maßnahme",
            ["OPS.1.1 Seile", "OPS.1.2: Knoten", "OPS.2 - Nacht"],
            [("OPS.1.1", "Seile"), ("OPS.1.2", "Knoten")],
        ),
        ("Subcategory", ["GV.OC-01: Who we are", "GV.OC-02: Why", "ID.AM-1: What"], [("GV.OC-01", "Who we are")]),
        ("No. / Title", ["AC-2 Accounts", "AC-2(1) By machine", "AC-10 Sessions"], [("AC-2", "Accounts")]),
    ],
)
def test_reference_and_title_may_stand_in_one_cell(
    tmp_path: Path, heading: str, cells: list[str], expected: list[tuple[str, str]]
) -> None:
    rows = [[cell, "Because of the tide"] for cell in cells]
    catalogue_tables.import_table(book(tmp_path / "rules.xlsx", [heading, "Description"], *rows))
    controls = [row[:2] for row in kept("rules") if row[3] == "control"]
    assert len(controls) == 3 and controls[: len(expected)] == expected
    assert {row[5] for row in kept("rules")} == {"Because of the tide"}


def test_a_cell_without_a_reference_among_joined_ones_is_named_with_its_line(tmp_path: Path) -> None:
    cells = [["5.1 Ropes"], ["5.2 Knots"], ["5.3 Lamps"], ["5.4 Oars"], ["Sails"]]
    with pytest.raises(LibraryError, match="“Sails” does not begin with a reference") as refused:
        catalogue_tables.import_table(book(tmp_path / "rules.xlsx", ["Control"], *cells))
    assert [fault.line for fault in refused.value.all()] == [6]


def test_a_number_and_that_of_its_part_may_stand_in_two_columns(tmp_path: Path) -> None:
    head = ["CIS Control", "CIS Safeguard", "Asset Type", "Title", "Description"]
    whole = [[1, None, None, "Know the boats", "All of them"], [1, "1.1", "Boats", "Keep a list", "With names"]]
    parts = [[2, None, None, "Know the ropes", "All of them"], [2, 1, "Ropes", "Count them", "Weekly"]]
    catalogue_tables.import_table(book(tmp_path / "rules.xlsx", head, *whole, *parts))
    assert [row[:3] for row in kept("rules")] == [
        ("1", "Know the boats", None),
        ("1.1", "Keep a list", "1"),
        ("2", "Know the ropes", None),
        ("2.1", "Count them", "2"),
    ]


def test_references_that_became_numbers_are_read_where_their_order_proves_them(tmp_path: Path) -> None:
    rows = [[3, None, "Ropes"], *([3, float(f"3.{part}"), f"Rope {part}"] for part in range(1, 12))]
    outcome = catalogue_tables.import_table(book(tmp_path / "rules.xlsx", ["Control", "Sub-Control", "Title"], *rows))
    assert [row[0] for row in kept("rules")] == ["3", *(f"3.{part}" for part in range(1, 12))]
    assert outcome.left_out == ("11 references kept as numbers, read by their order, so that 5.1 after 5.9 is 5.10",)
    with pytest.raises(LibraryError, match=r"3\.1 is kept as a number"):
        catalogue_tables.import_table(
            book(tmp_path / "rules.xlsx", ["Control", "Sub-Control", "Title"], rows[0], *rows[3:])
        )
