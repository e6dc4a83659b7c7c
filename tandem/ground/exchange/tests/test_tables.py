"""Tables as they stand in files: headings anywhere, several tables, hidden things, JSON, words, event logs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tandem.ground.exchange import columns, conversion, forms, importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import Sheet, read_table
from tandem.ground.exchange.rows import IN_MEMORY, Row, Rows
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import registers, writing
from tandem.ground.ledger import states
from tests.cast import Cast


def written(path: Path, *rows: list[Any], **sheets: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, told in {"A": list(rows), **sheets}.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(told):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(place, column, value)
    return path


def test_groups_with_gaps_above_the_headings_join_them(tmp_path: Path) -> None:
    rows = (
        ["Risk", None, "Inherent", None, "Residual", None],
        ["ID", "Title", "Likelihood", "Impact", "Likelihood", "Impact"],
        ["R1", "Fire", 1, 2, 3, 4],
    )
    table = read_table(written(tmp_path / "t.xlsx", *rows)).main()
    assert table.headers == (
        "Risk ID",
        "Risk Title",
        "Inherent Likelihood",
        "Inherent Impact",
        "Residual Likelihood",
        "Residual Impact",
    )
    assert [row.line for row in table.rows] == [3]


def test_several_tables_on_a_sheet_are_several(tmp_path: Path) -> None:
    rows = (
        ["Name", "Kind", "Place"],
        ["Till", "hardware", "Hall"],
        [],
        ["Suppliers"],
        ["Supplier", "Contact"],
        ["Carrier", "a@example.org"],
    )
    first, second = read_table(written(tmp_path / "t.xlsx", *rows)).sheets
    assert (first.name, len(first.rows)) == ("A", 1)
    assert (second.name, second.headers, second.header_line) == ("A: Suppliers", ("Supplier", "Contact"), 5)
    assert [(row.line, row.values) for row in second.rows] == [(6, ("Carrier", "a@example.org"))]


def test_a_person_points_at_the_line_of_the_headings(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("1;2;3\na;b;c\nName;Kind;Place\nTill;hardware;Hall\n")
    table = read_table(path, "t.csv", heading=("t.csv", 3)).main()
    assert (table.headers, [row.line for row in table.rows]) == (("Name", "Kind", "Place"), [4])


def test_a_sheet_that_is_not_there_is_an_error_with_those_that_are(tmp_path: Path) -> None:
    book = read_table(written(tmp_path / "t.xlsx", ["Name", "Kind"], ["Till", "x"], Old=[["Name", "Kind"], ["A", "b"]]))
    with pytest.raises(UnusableFile, match="It has: “A”, “Old”"):
        book.named("Risks")


def test_hidden_merged_and_filtered_things_are_said(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, hidden = book.add_worksheet("A"), book.add_worksheet("Old")
        hidden.hide()
        for target in (sheet, hidden):
            target.write_row(0, 0, ["Name", "Group", "Sum"])
            target.write_row(1, 0, ["Till", None, 1])
            target.write_row(2, 0, ["Crane", None, 2])
        sheet.merge_range(1, 1, 2, 1, "Tools")
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 2, "=A1", None, "")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.autofilter(0, 0, 2, 2)
    first, second = read_table(path).sheets
    assert [row.values[1] for row in first.rows] == ["Tools", "Tools"]
    assert [str(row.values[2]) for row in first.rows] == ["#DIV/0!", "formula"]
    assert [note.split(";")[0] for note in first.notes] == [
        "1 row is hidden in the workbook",
        "The table has a filter",
        "1 merged cell covers several rows",
    ]
    assert second.is_hidden and "hidden in the workbook" in second.notes[0]


@pytest.mark.parametrize("form", ["array", "object", "lines"])
def test_json_is_read_as_records(tmp_path: Path, form: str) -> None:
    records = [{"name": "Till", "place": {"hall": 3}}, {"name": "Crane", "tags": ["a", "b"]}]
    text = {
        "array": json.dumps(records, indent=1),
        "object": json.dumps({"count": 2, "data": {"items": records}}),
        "lines": "\n".join(json.dumps(record) for record in records),
    }[form]
    path = tmp_path / "t.json"
    path.write_text(text)
    table = read_table(path, "t.json").main()
    assert table.headers == ("name", "place.hall", "tags")
    assert [row.values[0] for row in table.rows] == ["Till", "Crane"]
    assert table.rows[1].values[2] == ["a", "b"]


@pytest.mark.parametrize(
    ("whole", "headings"),
    [
        ({"A-1": {"name": "Till", "hall": 3}, "A-2": {"name": "Crane"}}, ("key", "name", "hall")),
        ({"columns": ["name", "hall"], "rows": [["Till", 3], ["Crane", None]]}, ("name", "hall")),
        ({"index": [0, 1], "columns": ["name"], "data": [["Till"], ["Crane"]]}, ("name",)),
    ],
)
def test_json_of_numbers_and_of_headings_is_read_as_records(tmp_path: Path, whole: Any, headings: Any) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(whole))
    table = read_table(path, "t.json").main()
    assert table.headers == headings
    assert [row.values[headings.index("name")] for row in table.rows] == ["Till", "Crane"]


def test_json_of_single_objects_stays_one_record(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"name": "Till", "place": {"hall": 3}, "maker": {"name": "Ohm"}}))
    assert len(read_table(path, "t.json").main().rows) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"a": 1},\n{"a": }]', "Line 2"),
        ('[{"a": 1}', "cut off"),
        ("[]", "empty"),
        ('[{"a": 1}, 7]', "no record"),
        ('[{"a": ' + "9" * 5_000 + "}]", "far too long"),
        ('[{"a": ' * 5_000, "nested too deeply"),
    ],
)
def test_broken_json_says_where(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "t.json"
    path.write_text(text)
    with pytest.raises(UnusableFile, match=why):
        read_table(path)


def test_lines_are_those_of_the_file_where_cells_hold_several(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('sep=;\nName;Note\nA;"two\nlines"\nB;one\n')
    assert [row.line for row in read_table(path).main().rows] == [3, 5]


def test_many_rows_lie_in_a_file_and_are_read_again_and_again() -> None:
    rows = Rows(Row(line, (line, f"row {line}", datetime(2026, 1, 1))) for line in range(IN_MEMORY + 700))  # noqa: DTZ001
    assert len(rows) == IN_MEMORY + 700
    assert [row.line for row in rows] == [row.line for row in rows] == list(range(IN_MEMORY + 700))
    assert [row.line for row in rows[1_990:2_510]] == list(range(1_990, 2_510))
    assert (rows[-1].line, rows[3].values[2]) == (IN_MEMORY + 699, datetime(2026, 1, 1))  # noqa: DTZ001


def sheet(headers: list[str], *rows: list[Any]) -> Sheet:
    return Sheet("t", 1, tuple(headers), [Row(line, tuple(row)) for line, row in enumerate(rows, start=2)], [])


def test_faults_are_grouped_counted_and_none_hides_another(home: Cast) -> None:
    register = registers.find("items")
    assert register is not None
    rows = [[f"Till {n}", "Lorry" if n % 3 else "hardware", "31.02.2026" if n == 5 else ""] for n in range(900)]
    mapping = {0: "title", 1: "kind", 2: "next_check"}
    table = sheet(["Name", "Kind", "Next check"], *rows)
    plan = importing.work_out(home.actor("ada"), register, table, mapping, Options())
    assert [(g.column, g.value, g.count) for g in plan.outcome.groups] == [
        ("Kind", "Lorry", 600),
        ("Next check", "31.02.2026", 1),
    ]
    assert plan.outcome.wrong == 600
    told = b"".join(plan.problems.table()).decode("utf-8-sig").splitlines()
    assert len(told) == 602
    assert told[1].startswith("3,Kind,Lorry,")


def test_words_are_mapped_and_wrong_lines_left_out_by_name(home: Cast) -> None:
    register = registers.find("items")
    assert register is not None
    table = sheet(["Name", "Kind"], ["Till", "Lorry"], ["Crane", "hardware"], ["Saw", "Whatever"])
    mapping = {0: "title", 1: "kind"}
    options = Options(words={"kind": {"lorry": "hardware"}}, left_out=frozenset({4}))
    outcome = importing.bring(home.actor("ada"), register, table, mapping, options)
    assert (outcome.new, outcome.left_out, outcome.errors) == (2, [(4, "Saw")], [])
    assert set(register.model.objects.values_list("title", "kind")) == {("Till", "hardware"), ("Crane", "hardware")}


LOG = [
    ["INC1", "New", "29-02-2016 01:23"],
    ["INC2", "New", "01-03-2016 08:01"],
    ["INC1", "Closed", "05-03-2016 12:00"],
    ["INC1", "Active", "01-03-2016 09:00"],
]
HEAD = ["number", "incident_state", "sys_updated_at"]


def test_an_event_log_is_recognized(home: Cast) -> None:
    register = registers.find("incidents")
    assert register is not None
    table = sheet(HEAD, *LOG)
    assert columns.proposed_time(register, table, importing.proposed_mapping(register, table)) == 2
    plain = sheet(["number", "title", "opened_at"], *[[f"I{n}", "x", f"2016-03-0{n} 10:00"] for n in range(1, 9)])
    assert columns.proposed_time(register, plain, importing.proposed_mapping(register, plain)) is None


def test_a_late_event_changes_nothing_and_stands_in_the_history(home: Cast) -> None:
    register, ada = registers.find("incidents"), home.actor("ada")
    assert register is not None
    table = sheet(HEAD, *LOG)
    mapping = importing.proposed_mapping(register, table)
    options = Options(date_order=conversion.DAY_FIRST)
    assert importing.bring_history(ada, register, table, mapping, options, 2).errors == []
    late = sheet(HEAD, ["INC1", "Awaiting Vendor", "02-03-2016 10:00"])
    outcome = importing.bring_history(ada, register, late, mapping, options, 2)
    record = register.model.objects.get(external_id="INC1")
    assert (outcome.changed, record.state) == (1, "closed")
    assert "1 event is older than what is known" in " ".join(outcome.notes)
    newest = states.history(home.home.pk, "incidents", record.pk)[0]
    assert (newest.occurred_at, newest.changes) == (datetime(2016, 3, 2, 9, 0, tzinfo=UTC), ())
    again = importing.bring_history(ada, register, late, mapping, options, 2)
    assert (again.changed, again.unchanged) == (0, 1)


def test_a_log_never_overwrites_what_a_person_did_later(home: Cast) -> None:
    register, ada = registers.find("incidents"), home.actor("ada")
    assert register is not None
    mapping = importing.proposed_mapping(register, sheet(HEAD, *LOG))
    options = Options(date_order=conversion.DAY_FIRST)
    importing.bring_history(ada, register, sheet(HEAD, LOG[1]), mapping, options, 2)
    record = register.model.objects.get(external_id="INC2")
    writing.change(ada, register, record.reference, {"title": "Corrected by Ada"})
    importing.bring_history(ada, register, sheet(HEAD, ["INC2", "Closed", "02-03-2016 08:01"]), mapping, options, 2)
    after = register.model.objects.get(pk=record.pk)
    assert (after.state, after.title) == (record.state, "Corrected by Ada")


@pytest.mark.one_in(3)
@pytest.mark.parametrize("key", [register.key for register in registers.every()])
def test_the_form_of_every_register_is_read_as_meant_for_it(home: Cast, key: str, tmp_path: Path) -> None:
    register = registers.find(key)
    assert register is not None
    path = tmp_path / "form.xlsx"
    with forms.form(register) as content:
        path.write_bytes(content.read())
    table = importing.likeliest(register, read_table(path, "form.xlsx"))
    names = set(importing.proposed_mapping(register, table).values())
    assert len(table.rows) == 0
    assert names >= {name for name in register.writable if not register.field(name).is_relation}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Likelihood (1-5)", "likelihood"),
        ("Impact [1..5]", "impact"),
        ("Treatment {M/A/T}", "treatment"),
        ("Risk ID (unique)", "external_id"),
        ("Like\u00adlihood", "likelihood"),
    ],
)
def test_units_in_brackets_and_soft_hyphens_are_no_part_of_a_heading(home: Cast, heading: str, field: str) -> None:
    register = registers.find("risks")
    assert register is not None
    table = Sheet("t", 1, ("Risk title", heading), [], [])
    assert importing.proposed_mapping(register, table) == {0: "title", 1: field}


def test_two_columns_that_are_called_alike_are_still_headings(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Name,Name,Kind\nTill,Other,hardware\n")
    table = read_table(path).main()
    assert (table.headers, table.rows[0].values) == (("Name", "Name (2)", "Kind"), ("Till", "Other", "hardware"))


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_umlauts_of_a_short_file_are_letters(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Nr;Schadenshöhe;Maßnahme\n1;hoch;prüfen\n".encode(encoding))
    table = read_table(path).main()
    assert table.headers == ("Nr", "Schadenshöhe", "Maßnahme")
    assert table.notes == (f"The file is read as {encoding}.",)


def test_signs_without_width_are_removed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Name,Kind\nTi\u200bll\ufeff,hard\u2060ware\n", "utf-8")
    assert read_table(path).main().rows[0].values == ("Till", "hardware")


def test_totals_and_titles_between_rows_are_said_and_no_rows(tmp_path: Path) -> None:
    rows = [["Number", "Name", "Price", "Count"], ["A-1", "Till", 10, 2], ["Summe", None, 10, "2,0"], [None]]
    more = [["Closed"], ["Number", "Name", "Price", "Count"], ["A-2", "Total", 3, 1], ["Grand total:", 13, 3]]
    (table,) = read_table(written(tmp_path / "t.xlsx", *rows, *more)).sheets
    assert [row.values[:2] for row in table.rows] == [("A-1", "Till"), ("A-2", "Total")]
    assert [line for line, _why in table.skipped] == [3, 5, 6, 8]
    assert "“Closed”" in table.skipped[1][1]


@pytest.mark.parametrize("below", ["© 2026 Ohm Ltd", "Page 1 of 2", "Gedruckt am 1.2.2026"])
def test_what_a_program_printed_below_a_narrow_table_is_no_row(tmp_path: Path, below: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"Name,Hall\nTill,3\nCrane\n\n{below}\n", encoding="utf-8")
    table = read_table(path).main()
    assert [row.values[0] for row in table.rows] == ["Till", "Crane"]
    assert below in table.skipped[0][1]


def test_yaml_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text("- name: Till\n  hall: 3\n")
    with pytest.raises(UnusableFile, match="YAML"):
        read_table(path, "t.yaml")
