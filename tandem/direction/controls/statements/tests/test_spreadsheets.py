"""Spreadsheets of statements: what they say is recognized, what they leave open is asked, nothing is guessed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.direction.controls.statements import bringing, rules
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.spreadsheet import matching, words
from tandem.direction.controls.statements.spreadsheet.matching import Catalogue, Reading
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.exchange import runs
from tandem.ground.exchange.heads import clean
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.reading import Grid, read_grids
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

TITLES = {
    "A.5.1": "Rules of the harbour",
    "A.5.2": "Who is who on the pier",
    "A.5.3": "Two people at every rope",
    "A.5.20": "What the chandler promises",
    "A.5.30": "Ready for the storm",
    "A.8.2": "Keys to the crane",
    "A.8.20": "Nets and lines",
    "A.8.24": "Sealed letters",
}
HARBOUR = Catalogue.of("harbour:2022", "Harbour 2022", TITLES, ["5", "A.5", "A.8", "8"])
OLD = Catalogue.of(
    "harbour:2013",
    "Harbour 2013",
    {"A.5.1.1": "Rules of the harbour", "A.5.1.2": "Review of the rules"},
    ["A.5.1", "A.5"],
)
HEAD = ["Control", "Name", "Applicable?", "Justification", "Status"]


def book(path: Path, *sheets: list[list[Any]]) -> Path:
    """A workbook with these sheets; None leaves a cell empty."""
    with xlsxwriter.Workbook(path) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for rows in sheets:
            sheet = made.add_worksheet()
            for line, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(line, place, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(line, place, value)
                    elif value is not None:
                        sheet.write(line, place, value)
    return path


def read(*sheets: list[list[Any]], answers: dict[str, str] | None = None) -> Reading:
    """What these sheets say, as the reading of a workbook would give them."""
    grids = [
        Grid(f"Sheet{place}", [list(map(cell, row)) for row in rows]) for place, rows in enumerate(sheets, start=1)
    ]
    return matching.read(grids, HARBOUR, answers or {})


def cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else clean(value)


def said(reading: Reading) -> dict[str, str]:
    return {verdict.ref: verdict.decision for verdict in reading.decided}


def test_titles_headings_two_tables_and_signatures_are_told_apart() -> None:
    reading = read(
        [
            ["Statement of Applicability, version 3"],
            [None],
            HEAD,
            [5, "ORGANIZATION", None, None, None],
            [5.1, "Rules of the harbour", "Yes", "Needed by law", "Partially implemented"],
            ["8.24", "Sealed letters", "No", "Nobody writes", None],
            [None],
            ["Controls NOT applicable"],
            ["Control", "Name", "Applicable?", "Justification"],
            ["A.8.2", "Keys to the crane", "nein", "No crane"],
            [None],
            ["Approved by:"],
            ["The harbour master"],
        ],
    )
    assert said(reading) == {"A.5.1": "applicable", "A.8.2": "excluded", "A.8.24": "excluded"}
    assert (reading.headings, reading.questions, reading.unknown) == (1, [], [])
    first = reading.decided[0]
    assert (first.why, first.line.progress, first.line.reasons) == (
        "Needed by law",
        "partly",
        frozenset({"because_law"}),
    )


GERMAN = [
    ["Kennung", "Maßnahme", "Anwendbar", "Begründung für Ausschluss", "Umsetzungsstand"],
    ["A.5.1", "Rules of the harbour", "Ja", None, "in Umsetzung"],
    ["A.8.2", "Keys to the crane", "Nein", "Kein Kran", None],
    ["A.8.24", "Sealed letters", "Trifft nicht zu", "entfällt", None],
    ["A.5.2", "Who is who on the pier", "noch offen", None, None],
]
FRENCH = [
    ["Référence", "Mesure", "Retenue", "Motif d'exclusion", "État d'avancement"],
    ["A.5.1", "Rules of the harbour", "Oui", None, "en cours"],
    ["A.8.2", "Keys to the crane", "Non retenue", "Pas de grue", None],
    ["A.8.24", "Sealed letters", "Sans objet", "néant", None],
    ["A.5.2", "Who is who on the pier", "à définir", None, None],
]


@pytest.mark.parametrize(("rows", "why"), [(GERMAN, "Kein Kran"), (FRENCH, "Pas de grue")])
def test_statements_in_german_and_french_are_read(rows: list[list[Any]], why: str) -> None:
    reading = read(rows)
    assert said(reading) == {"A.5.1": "applicable", "A.5.2": "", "A.8.2": "excluded", "A.8.24": "excluded"}
    assert {verdict.ref: verdict.why for verdict in reading.decided if verdict.why} == {"A.8.2": why}
    assert [verdict.line.progress for verdict in reading.decided if verdict.ref == "A.5.1"] == ["partly"]
    assert [question.key for question in reading.questions] == ["why Sheet1!4"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("gesetzlich gefordert", "because_law"),
        ("obligation légale", "because_law"),
        ("Kundenvertrag: vertraglich zugesagt", "because_contract"),
        ("engagement contractuel", "because_contract"),
        ("Stand der Technik", "because_practice"),
        ("analyse de risques", "because_risk"),
    ],
)
def test_reasons_in_german_and_french_are_told(text: str, reason: str) -> None:
    assert reason in words.reasons_in(text)


@pytest.mark.parametrize("nothing", ["-", "–", "n/a", "N.A.", "none", "Keine", "aucune", "TBD", "not applicable"])
def test_dash_none_and_the_like_are_no_justification(nothing: str) -> None:
    rows = [HEAD, ["5.1", "Rules of the harbour", "No", nothing, None]]
    (question,) = read(rows).questions
    assert question.key == "why Sheet1!2"
    assert read(rows, answers={question.key: nothing}).questions == [question]
    assert read(rows, answers={question.key: "No harbour"}).decided[0].why == "No harbour"


def test_day_that_a_number_was_taken_for_is_told_by_the_title_or_asked_about() -> None:
    old = Catalogue.of("harbour:1999", "Harbour 1999", {"A.11.2.5": "Taking ropes ashore", "A.5.2": "Who is who"})
    day = date(2011, 2, 5).isoformat()
    grid = Grid("Sheet1", [HEAD, [day, "Taking ropes ashore", "No", "No ropes", None]])
    assert said(matching.read([grid], old, {})) == {"A.11.2.5": "excluded"}
    rows = [HEAD, [date(2011, 2, 5), "Taking ropes ashore", "No", "No ropes", None]]
    (question,) = read(rows).questions
    assert (said(read(rows)), [key for key, _words in question.options]) == ({}, ["A.5.2", ""])
    assert read([HEAD, [date(2011, 2, 5), None, "No", "No ropes", None]]).questions[0].key == "control Sheet1!2"


def test_a_number_that_lost_its_zero_is_told_by_the_title_and_shown() -> None:
    rows = [HEAD, [5.3, "READY for the storm", "x", None, None], [8.2, "Keys to the crane", "x", None, None]]
    reading = read(rows)
    assert said(reading) == {"A.5.30": "applicable", "A.8.2": "applicable"}
    by_title = [(verdict.ref, "title" in verdict.recognized) for verdict in reading.recognized]
    assert by_title == [("A.5.30", True), ("A.8.2", True)]


def test_what_the_title_does_not_decide_is_asked() -> None:
    rows = [HEAD, [5.3, None, "Yes", None, None], [8.2, "Something else", "Yes", None, None]]
    reading = read(rows)
    assert said(reading) == {}
    assert [(question.key, [value for value, _label in question.options]) for question in reading.questions] == [
        ("control Sheet1!2", ["A.5.3", "A.5.30", ""]),
        ("control Sheet1!3", ["A.8.2", "A.8.20", ""]),
    ]
    answered = read(rows, answers={"control Sheet1!2": "A.5.30", "control Sheet1!3": ""})
    assert (said(answered), answered.questions) == ({"A.5.30": "applicable"}, [])


def test_texts_that_keep_their_zeros_are_taken_as_they_are() -> None:
    rows = [HEAD, ["5.3", None, "Yes", None, None], ["5.30", None, "No", "Calm sea", None]]
    assert said(read(rows)) == {"A.5.3": "applicable", "A.5.30": "excluded"}


def test_a_number_whose_title_is_that_of_another_control_is_asked() -> None:
    reading = read([HEAD, ["A.5.1", "Sealed letters", "Yes", None, None]])
    assert [value for value, _label in reading.questions[0].options] == ["A.5.1", "A.8.24", ""]


def test_a_number_taken_for_a_day_is_told_by_its_title() -> None:
    reading = read([HEAD, [date(2026, 8, 24), "Sealed letters", "Yes", None, None]])
    assert said(reading) == {"A.8.24": "applicable"}


def test_a_control_decided_twice_is_asked_and_said_twice_is_one() -> None:
    twice = [["A.5.1", None, "Yes", None, None], ["A.5.1", None, "No", "Why so", None]]
    reading = read([HEAD, *twice])
    assert [question.key for question in reading.questions] == ["twice A.5.1"]
    assert said(read([HEAD, *twice], answers={"twice A.5.1": "Sheet1!3"})) == {"A.5.1": "excluded"}
    assert said(read([HEAD, twice[0], twice[0]])) == {"A.5.1": "applicable"}


def test_unclear_words_and_missing_reasons_are_asked() -> None:
    rows = [HEAD, ["A.5.1", None, "Perhaps", None, None], ["A.5.2", None, "No", None, None]]
    assert [question.key for question in read(rows).questions] == ["decision Sheet1!2", "why Sheet1!3"]
    answers = {"decision Sheet1!2": "applicable", "why Sheet1!3": "No pier"}
    reading = read(rows, answers=answers)
    assert [(verdict.ref, verdict.decision, verdict.why) for verdict in reading.decided] == [
        ("A.5.1", "applicable", ""),
        ("A.5.2", "excluded", "No pier"),
    ]


def test_columns_of_reasons_decide_where_no_column_says_applicable() -> None:
    rows = [["Clause", "Title", "LR", "CO", "BR/BP", "RRA", "Remarks"]]
    rows += [["A.5.1", "Rules of the harbour", "x", None, "x", None, "Old"], ["A.5.2", "Who is who on the pier"]]
    reading = read(rows)
    assert said(reading) == {"A.5.1": "applicable", "A.5.2": ""}
    assert reading.decided[0].line.reasons == {"because_law", "because_practice"}
    assert reading.decided[0].why == "Remarks: Old"


def test_several_sheets_are_read_and_what_is_no_control_is_named() -> None:
    reading = read(
        [HEAD, ["A.5.1", None, "Ja", None, None]],
        [["Status", "Count"], ["Implemented", 64]],
        [HEAD, ["A.9.99", "Mermaids", "Oui", None, None]],
    )
    assert said(reading) == {"A.5.1": "applicable"}
    assert reading.unknown == [("Sheet3!2", "A.9.99 Mermaids Oui")]


def test_an_empty_form_decides_nothing() -> None:
    reading = read([HEAD, ["A.5.1", "Rules of the harbour"], ["A.5.2", "Who is who on the pier"]])
    assert reading.is_empty
    assert "nobody has filled in" in bringing.what_is_missing(reading)
    assert "No table" in bringing.what_is_missing(read([["Shopping"], ["Milk", 2]]))


def test_the_edition_is_recognized_by_numbers_and_titles(tmp_path: Path) -> None:
    new = matching.decision_tables(
        read_grids(book(tmp_path / "a.xlsx", [HEAD, ["5.1", "Rules of the harbour", "x", "", ""]]))
    )
    old = matching.decision_tables(
        read_grids(book(tmp_path / "b.xlsx", [HEAD, ["5.1.2", "Review of the rules", "x", "", ""]]))
    )
    assert matching.likeliest(new, [OLD, HARBOUR]) == HARBOUR
    assert matching.likeliest(old, [HARBOUR, OLD]) == OLD
    assert matching.likeliest([], [HARBOUR, OLD]) is None


@pytest.mark.parametrize(
    ("word", "decision"),
    [
        ("Yes", "applicable"),
        ("x", "applicable"),
        ("OUI", "applicable"),
        (True, "applicable"),
        ("Not applicable", "excluded"),
        ("N/A", "excluded"),
        ("Nein", "excluded"),
        ("TBD", ""),
        (None, ""),
        ("maybe", "unknown"),
    ],
)
def test_words_for_yes_and_no(word: Any, decision: str) -> None:
    assert words.decision_of(word) == decision


ROWS = st.lists(
    st.tuples(
        st.sampled_from(sorted(TITLES)),
        st.sampled_from(["A.{}", "{}", "A {}", "number"]),
        st.booleans(),
        st.sampled_from(["Yes", "No", "ja", "non", "", "x", "hm"]),
    ),
    max_size=12,
)


def lines_of(rows: list[Any], first: int) -> tuple[list[list[Any]], dict[str, str]]:
    """Lines as people write them, and the control that each of them means, by its place."""
    lines, meant = [], {}
    for place, (ref, form, with_title, word) in enumerate(rows, start=first):
        bare = ref.removeprefix("A.")
        number = float(bare) if form == "number" else form.format(bare)
        lines.append([number, TITLES[ref] if with_title else None, word, "y"])
        meant[f"Sheet1!{place}"] = ref
    return lines, meant


def hold(reading: Reading, meant: dict[str, str]) -> None:
    """No line was taken for another control, and each is either taken or asked about."""
    assert all(verdict.ref == meant[verdict.line.place] for verdict in reading.decided)
    refs = {verdict.ref for verdict in reading.decided} | {meant[question.place] for question in reading.questions}
    assert refs == set(meant.values())


@settings(max_examples=200, deadline=None)
@given(ROWS, st.integers(0, 3))
def test_no_line_is_ever_taken_for_another_control(rows: list[Any], above: int) -> None:
    lines, meant = lines_of(rows, above + 2)
    hold(read([["Title row"]] * above + [HEAD, *lines]), meant)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_a_workbook_reads_like_its_cells(tmp_path: Path, rows: list[Any]) -> None:
    lines, meant = lines_of(rows, 2)
    reading = matching.read(read_grids(book(tmp_path / "soa.xlsx", [HEAD, *lines])), HARBOUR, {})
    hold(reading, meant)
    assert said(reading) == said(read([HEAD, *lines]))


JUNK = st.one_of(st.none(), st.text(max_size=8), st.integers(-5, 120), st.floats(0, 99, allow_nan=False), st.booleans())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.one_of(JUNK, st.sampled_from(HEAD)), max_size=6), max_size=12))
def test_whatever_stands_in_a_sheet_is_read_without_breaking(rows: list[list[Any]]) -> None:
    assert set(said(read(rows))) <= set(TITLES)


@pytest.fixture
def harbour(home: Cast) -> Cast:
    """The cast with the harbour's catalogue."""
    framework = Framework.objects.create(
        key="harbour:2022",
        standard="harbour",
        edition="2022",
        name="Harbour 2022",
        kind="standard",
        origin="built-in",
        digest="h",
    )
    for place, (ref, title) in enumerate(TITLES.items()):
        values = {"framework": framework, "ref": ref, "title": title, "kind": "control", "position": place}
        Requirement.objects.create(assessable=True, **values)
    return home


FILE = [
    HEAD,
    ["A.5.1", None, "Yes", "Law says so", "Implemented"],
    ["A.5.2", None, "No", "No pier", None],
    ["A.5.20", None, "Yes", None, "Planned"],
]


def entries(statement: Statement) -> list[tuple[Any, ...]]:
    names = ("ref", "decision", *rules.REASONS, "justification", "progress")
    return [row for row in statement.entries.order_by("pk").values_list(*names) if row[1]]


def test_a_file_becomes_a_draft_and_again_changes_nothing(harbour: Cast) -> None:
    ben, reading = harbour.actor("ben"), read(FILE)
    brought = bringing.bring(ben, reading, "soa.xlsx")
    assert (brought.is_new, brought.changed, brought.problems) == (True, 3, [])
    statement = Statement.objects.get(reference=brought.reference)
    assert entries(statement) == [
        ("A.5.1", "applicable", False, True, False, False, "Law says so", "implemented"),
        ("A.5.2", "excluded", False, False, False, False, "No pier", "not-begun"),
        ("A.5.20", "applicable", False, False, False, True, "", "planned"),
    ]
    assert statement.entries.count() == len(TITLES)
    written = Entry.objects.count()
    again = bringing.bring(ben, reading, "soa.xlsx")
    assert (again.reference, again.changed, again.unchanged) == (brought.reference, 0, 3)
    assert (Entry.objects.count(), Statement.objects.count()) == (written, 1)


def test_what_the_file_no_longer_says_is_named_and_stays(harbour: Cast) -> None:
    ben = harbour.actor("ben")
    first = bringing.bring(ben, read(FILE), "soa.xlsx")
    assert first.lost == []
    shorter = bringing.bring(
        ben, read([HEAD, ["A.5.1", "Rules of the harbour", "Yes", "Law says so", "Done"]]), "soa.xlsx"
    )
    assert (shorter.reference, shorter.lost) == (
        first.reference,
        [("A.5.2", TITLES["A.5.2"]), ("A.5.20", TITLES["A.5.20"])],
    )
    decisions = dict(Statement.objects.get().entries.values_list("ref", "decision"))
    assert (decisions["A.5.2"], decisions["A.5.20"]) == ("excluded", "applicable")


def test_one_line_that_the_records_refuse_stops_all(harbour: Cast) -> None:
    values = {"title": "Storm", "availability": True, "controls": "A.5.2", "treatment": "modify", "plan": "x"}
    writing.create(harbour.actor("ada"), registers.declared_for(registers.find("risks").model), values)  # type: ignore[union-attr]
    brought = bringing.bring(harbour.actor("ben"), read(FILE), "soa.xlsx")
    assert [(place, ref) for place, ref, _told in brought.problems] == [("Sheet1!3", "A.5.2")]
    assert (brought.is_written, Statement.objects.count()) == (False, 0)


def test_preview_open_questions_and_readers_write_nothing(harbour: Cast) -> None:
    with CaptureQueriesContext(connection) as caught:
        preview = bringing.look(harbour.actor("ben"), read(FILE), "soa.xlsx")
    assert [query["sql"][:60] for query in caught if query["sql"].startswith(("INSERT", "UPDATE", "SAVEPOINT"))] == []
    assert (preview.is_new, preview.changed, preview.problems) == (True, 3, [])
    with pytest.raises(Invalid, match="1 question is still open"):
        bringing.bring(harbour.actor("ben"), read([HEAD, [5.3, None, "x", None, None]]), "soa.xlsx")
    with pytest.raises(NotPermitted):
        bringing.bring(harbour.actor("cleo"), read(FILE), "soa.xlsx")
    assert Statement.objects.count() == 0


def test_an_approved_statement_is_not_written_into(harbour: Cast) -> None:
    ben, reading = harbour.actor("ben"), read(FILE)
    made = bringing.bring(ben, reading, "soa.xlsx")
    writing.follow(ben, registers.declared_for(Statement), Statement.objects.get(), {"state": "approved"}, "approved")
    with pytest.raises(Invalid, match="is fixed"):
        bringing.bring(ben, reading, "soa.xlsx", into=made.reference)
    assert bringing.bring(ben, reading, "soa.xlsx").is_new


def test_a_line_of_words_is_no_heading_whatever_they_are() -> None:
    rows = [
        ["Control", "Title", "Applicable", "Justification", "Status"],
        ["A.5.1, A.5.2 and A.5.3", None, "Yes", "law", "Planned"],
        [None, "Nets and lines", "No", "contract", "status"],
        ["A.8.24", "Sealed letters", "No", "No letters here", ""],
    ]
    tables = matching.decision_tables([Grid("S", rows)])
    assert [[line.line for line in table.lines] for table in tables] == [[2, 3, 4]]
    reading = matching.read([Grid("S", rows)], HARBOUR, {})
    assert {verdict.ref: verdict.decision for verdict in reading.decided if verdict.line.line != 3} == {
        "A.5.1": "applicable",
        "A.5.2": "applicable",
        "A.5.3": "applicable",
        "A.8.24": "excluded",
    }


def test_marked_reasons_decide_beside_a_column_of_exclusions() -> None:
    rows = [
        ["Control", "Title", "LR", "BR/BP", "RRA", "Excluded", "Remarks"],
        ["A.5.1", "Rules of the harbour", "X", None, "X", None, None],
        ["A.8.2", "Keys to the crane", None, None, None, "X", "No crane"],
        ["A.8.24", "Sealed letters", None, None, None, None, None],
    ]
    reading = matching.read([Grid("S", rows)], HARBOUR, {})
    assert {verdict.ref: verdict.decision for verdict in reading.decided} == {
        "A.5.1": "applicable",
        "A.8.2": "excluded",
        "A.8.24": "",
    }


def test_what_a_file_decided_is_taken_back_as_a_whole(harbour: Cast) -> None:
    ben = harbour.actor("ben")
    first = bringing.bring(ben, read(FILE), "soa.xlsx")
    before = entries(Statement.objects.get())
    other = [HEAD, ["A.5.1", "Rules of the harbour", "No", "No harbour", None]]
    second = bringing.bring(ben, read(other), "soa.xlsx")
    assert entries(Statement.objects.get()) != before
    with pytest.raises(Invalid, match="since then others changed"):
        runs.take_back(ben, ImportRun.objects.get(pk=first.number))
    runs.take_back(ben, ImportRun.objects.get(pk=second.number))
    assert entries(Statement.objects.get()) == before


def test_columns_headed_yes_and_no_decide() -> None:
    reading = read([["Control", "Yes", "No", "Why"], ["A.5.1", "X", "", ""], ["A.5.2", "", "x", "-"], ["A.5.3"]])
    assert said(reading) == {"A.5.1": "applicable", "A.5.2": "excluded", "A.5.3": ""}


def test_a_number_may_stand_behind_the_name_of_the_standard() -> None:
    reading = read([HEAD, ["ISO/IEC 27001:2022 A.5.30", "", "yes", "law"], ["ISO 27001 A.8.2", "", "yes", "law"]])
    assert said(reading) == {"A.5.30": "applicable", "A.8.2": "applicable"}


def test_a_merged_decision_holds_for_each_line_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for place, name in enumerate(HEAD):
            sheet.write(0, place, name)
        for line, ref in enumerate(["A.5.1", "A.5.2", "A.5.3"], start=1):
            sheet.write(line, 0, ref)
        sheet.merge_range("C2:C4", "Yes")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.write_formula("D3", "=1/0", None, "#DIV/0!")
    reading = matching.read(read_grids(path), HARBOUR, {})
    assert said(reading) == dict.fromkeys(["A.5.1", "A.5.2", "A.5.3"], "applicable")
    assert [note.split(";")[0] for note in reading.notes] == [
        "1 row is hidden in the workbook",
        "1 merged cell covers several rows",
        "1 cell holds an error or a formula without a result",
    ]
