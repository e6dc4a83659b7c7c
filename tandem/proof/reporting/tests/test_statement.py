"""Every form of a statement says the same, figures included, and the same statement gives the same file."""

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from tandem.direction.controls.statements import comparing, operations
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.sheet import Sheet
from tandem.proof.reporting import differences, statement_data, statement_words
from tandem.proof.reporting.cover import Cover
from tandem.proof.reporting.statement import BY_KEY, FORMS, file_name, form_of
from tandem.proof.reporting.tests.conftest import HOSTILE, decide
from tandem.proof.reporting.typesetting import CannotTypeset, pdf
from tests.cast import Cast

Told = tuple[Sheet, Cover]


def written(printout: Told, key: str) -> bytes:
    return BY_KEY[key].write(*printout)


def test_figures_are_counted_once_for_all_forms(told: Told) -> None:
    figures = dict(statement_words.figures(told[0]))
    assert list(figures.values()) == [4, 2, 1, 1, 0, 0, 0, 2, 0, 1, 0, 0, 1, 0, 0]
    assert json.loads(written(told, "json"))["figures"] == {
        "whole": 4,
        "applicable": 2,
        "excluded": 1,
        "undecided": 1,
        "unconfirmed": 0,
        "implemented": 0,
        "partly": 0,
        "planned": 0,
        "not_begun": 2,
        "practice_alone": 1,
    }
    assert json.loads(written(told, "json"))["grades"]["stated"] == 1
    cover = openpyxl.load_workbook(io.BytesIO(written(told, "xlsx")))["Cover"]
    assert {row[0]: row[1] for row in cover.iter_rows(values_only=True)} | figures == {
        row[0]: row[1] for row in cover.iter_rows(values_only=True)
    }
    document = Document(io.BytesIO(written(told, "docx")))
    assert [cell.text for cell in document.tables[1].rows[1].cells] == [str(count) for count in figures.values()]
    assert statement_data.for_printing(*told)["figures"] == list(figures.items())


def test_the_workbook_holds_text_never_formulas(told: Told) -> None:
    table = openpyxl.load_workbook(io.BytesIO(written(told, "xlsx")))["Decisions"]
    rows = list(table.iter_rows(values_only=True))
    assert rows[0][:4] == ("Theme", "Control", "Title", "Applies")
    assert [row[1] for row in rows[1:]] == ["A.5.1", "A.6.1", "A.6.2", "A.6.10"]
    assert tuple(cell or "" for cell in rows[2][:6]) == (
        "A.6 People",
        "A.6.1",
        "Control A.6.1",
        "Applicable",
        "law (OBL-1 Act)",
        "",
    )
    assert rows[2][8].startswith("CTRL-1 =1+1")
    assert rows[3][5] == f"Not ours\n{HOSTILE}"
    assert all(cell.data_type != "f" for row in table.iter_rows() for cell in row)


def test_the_csv_marks_what_a_spreadsheet_would_compute(home: Cast, stated: Statement, told: Told) -> None:
    rows = list(csv.reader(io.StringIO(written(told, "csv").decode("utf-8-sig"))))
    assert len(rows) == 5
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_word_document_has_headings_and_repeated_headers(told: Told) -> None:
    document = Document(io.BytesIO(written(told, "docx")))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings == ["Figures", "Decisions", "A.6 People", "Excluded controls", "Signatures"]
    tables = document.tables[2:-1]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables)
    assert [row.cells[0].text for row in tables[1].rows] == ["Control", "A.6.1", "A.6.2", "A.6.10"]
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert (facts["Scope"], facts["Approved by"], facts["Version"]) == (
        "All of it",
        "Not approved yet",
        "Draft of version 1 (Draft)",
    )
    assert document.core_properties.title == "Statement of Applicability"


def test_what_goes_outside_says_nothing_of_tests_and_own_records(told: Told) -> None:
    outside = told[0], replace(told[1], edition="outside")
    data = statement_data.for_printing(*outside)
    assert data["columns"] == ("Control", "Title", "Applies", "Reasons", "Justification", "Implementation")
    assert data["themes"][1]["rows"][0] == ("A.6.1", "Control A.6.1", "Applicable", "law (Act)", "", "Not begun")
    assert data["classification"] == "For outside use"
    for form in ("docx", "xlsx", "pdf"):
        content = BY_KEY[form].write(*outside)
        assert content and content == BY_KEY[form].write(*outside)
    book = openpyxl.load_workbook(io.BytesIO(written(outside, "xlsx")))
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [words for words in said if "CTRL-" in words or "OBL-" in words or words in ("Failed", "Tested")]


def test_a_statement_names_the_law_and_who_signs(told: Told) -> None:
    data = statement_data.for_printing(*told)
    assert data["themes"][1]["rows"][0][3] == "law (OBL-1 Act)"
    assert [signature["part"] for signature in data["signatures"]] == ["Prepared by", "Approved by", "Top management"]
    assert data["watermark"] == "draft"


def test_the_pdf_is_tagged_titled_and_survives_hostile_text(told: Told) -> None:
    content = written(told, "pdf")
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert b"/Marked true" in content
    assert b"pdfuaid:part" in content
    assert statement_data.for_printing(*told)["themes"][1]["rows"][0][7].startswith(f"CTRL-1 {HOSTILE}")


def test_a_template_that_cannot_be_set_says_which(told: Told) -> None:
    with pytest.raises(CannotTypeset, match="statement"):
        pdf("statement", {"words": {}})


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_the_same_statement_gives_the_same_file(told: Told, form: object) -> None:
    assert form.write(*told) == form.write(*told)  # type: ignore[attr-defined]


def test_the_ending_says_the_form(told: Told) -> None:
    assert form_of("x.PDF") is BY_KEY["pdf"]
    assert form_of("x.json") is BY_KEY["json"]
    assert form_of("x.profile.json") is BY_KEY["oscal-profile"]
    assert form_of("x.component-definition.json") is BY_KEY["oscal-component-definition"]
    assert form_of("x.odt") is None
    assert file_name(*told, BY_KEY["oscal-catalog"]) == "home-soa-1.catalog.json"


def test_two_versions_are_compared_alike_on_page_and_in_files(home: Cast, stated: Statement) -> None:
    later = operations.next_version(home.actor("ben"), stated)
    decide(home, later, "A.6.10", decision="excluded", justification="No such thing")
    changes = comparing.differences(stated, later)
    assert [(difference.ref, difference.changed) for difference in changes] == [
        ("A.6.10", ("decision", "justification"))
    ]
    rows = differences.rows_of(changes)
    assert (rows[0].was, rows[0].now) == ("not decided · Not begun", "Excluded · No such thing")
    exported = json.loads(differences.as_json(stated, later, changes))
    assert [entry["control"] for entry in exported["controls"]] == ["A.6.10"]
    table = openpyxl.load_workbook(io.BytesIO(differences.as_xlsx(stated, later, changes))).active
    assert list(table.iter_rows(values_only=True))[1] == ("A.6.10", "Control A.6.10", rows[0].was, rows[0].now)
