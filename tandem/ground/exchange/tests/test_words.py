"""Tables of Word documents are read like sheets, and nothing of them is lost."""

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tandem.ground.exchange import importing, words
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import read_grids, read_table
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import registers
from tests.cast import Cast

RISKS = [["Risk ID", "Risk", "Likelihood", "Impact"], ["R1", "Fire", "2", "3"], ["R2", "Thief", "1", "4"]]


def put(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(line, column).text = text
    return table


def saved(document: Any, path: Path) -> Path:
    document.save(str(path))
    return path


def test_a_table_below_its_title_is_a_table_of_that_name(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Our risks:")
    put(document, RISKS)
    document.add_paragraph("That is all.")
    put(document, [["Supplier", "Contact"], ["Carrier", "a@example.org"]])
    risks, suppliers = read_table(saved(document, tmp_path / "isms.docx"), "isms.docx").sheets
    assert (risks.name, risks.headers) == ("Our risks", ("Risk ID", "Risk", "Likelihood", "Impact"))
    assert [row.values for row in risks.rows] == [("R1", "Fire", "2", "3"), ("R2", "Thief", "1", "4")]
    assert (suppliers.name, suppliers.headers) == ("That is all", ("Supplier", "Contact"))


def test_tables_without_a_title_have_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    put(document, RISKS)
    put(document, RISKS)
    book = read_table(saved(document, tmp_path / "t.docx"))
    assert [sheet.name for sheet in book.sheets] == ["Table 1", "Table 2"]


def test_what_one_cell_says_for_several_rows_is_said_in_each(tmp_path: Path) -> None:
    document = docx.Document()
    rows = [["Name", "Group", "Kind"], ["Till", "Shop", "hardware"], ["Crane", "", "hardware"]]
    table = put(document, rows)
    table.cell(1, 1).merge(table.cell(2, 1))
    sheet = read_table(saved(document, tmp_path / "t.docx")).main()
    assert [row.values[1] for row in sheet.rows] == ["Shop", "Shop"]
    assert any("merged cell covers several rows" in note for note in sheet.notes)


def test_cells_over_several_columns_leave_the_others_where_they_are(tmp_path: Path) -> None:
    document = docx.Document()
    table = put(document, [["Name", "Kind", "Place"], ["Till", "", "Hall"], ["Crane", "hardware", "Yard"]])
    table.cell(1, 0).merge(table.cell(1, 1))
    sheet = read_table(saved(document, tmp_path / "t.docx")).main()
    assert [row.values for row in sheet.rows] == [("Till", None, "Hall"), ("Crane", "hardware", "Yard")]


def test_several_paragraphs_insertions_and_deletions_of_a_cell(tmp_path: Path) -> None:
    document = docx.Document()
    table = put(document, [["Name", "Description"], ["Till", "First"]])
    cell = table.cell(1, 1)
    paragraph = cell.add_paragraph("second ")
    for tag, text_tag, text in (("w:ins", "w:t", "line"), ("w:del", "w:delText", "gone")):
        change, run, written = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        written.text = text
        run.append(written)
        change.append(run)
        paragraph._p.append(change)
    sheet = read_table(saved(document, tmp_path / "t.docx")).main()
    assert sheet.rows[0].values == ("Till", "First\nsecond line")


def test_a_table_within_a_cell_is_part_of_the_cell(tmp_path: Path) -> None:
    document = docx.Document()
    table = put(document, [["Name", "Description"], ["Till", "Parts:"]])
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "drawer", "key"
    (sheet,) = read_table(saved(document, tmp_path / "t.docx")).sheets
    assert sheet.rows[0].values == ("Till", "Parts:\ndrawer\nkey")


def test_a_table_within_a_control_is_found(tmp_path: Path) -> None:
    document = docx.Document()
    table = put(document, RISKS)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    table._tbl.addprevious(control)
    control.append(content)
    content.append(table._tbl)
    assert len(read_table(saved(document, tmp_path / "t.docx")).main().rows) == 2


def test_a_document_without_a_table_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Words only")
    with pytest.raises(UnusableFile, match="no table in this file"):
        read_table(saved(document, tmp_path / "t.docx"))


def test_a_damaged_document_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    put(document, RISKS)
    path = saved(document, tmp_path / "t.docx")
    path.write_bytes(path.read_bytes().replace(qn("w:document").encode(), b"")[:-400])
    with pytest.raises(UnusableFile):
        read_table(path)


def test_risks_of_a_document_are_imported(home: Cast, tmp_path: Path) -> None:
    document = docx.Document()
    put(document, RISKS)
    register = registers.find("risks")
    assert register is not None
    table = read_table(saved(document, tmp_path / "risks.docx")).main()
    mapping = importing.proposed_mapping(register, table)
    outcome = importing.bring(home.actor("ada"), register, table, mapping, Options())
    assert (outcome.errors, outcome.new) == ([], 2)
    levels = register.model.objects.values_list("external_id", "likelihood", "impact")
    assert set(levels) == {("R1", 2, 3), ("R2", 1, 4)}


def test_the_cells_of_a_document_are_read_one_by_one_too(tmp_path: Path) -> None:
    document = docx.Document()
    put(document, RISKS[:2])
    (grid,) = read_grids(saved(document, tmp_path / "t.docx"))
    assert grid.rows == RISKS[:2]


def test_a_document_with_far_too_many_paragraphs_is_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = docx.Document()
    put(document, [["Title"], ["Fire"], ["Flood"]])
    path = str(saved(document, tmp_path / "t.docx"))
    assert len(list(words.tables(path))) == 1
    monkeypatch.setattr(words, "MOST_PARAGRAPHS", 3)
    with pytest.raises(ValueError, match="more than 3 paragraphs"):
        list(words.tables(path))
