"""OpenDocument and Excel of 1997: percent, money, days from 1904, what is hidden, filtered, merged, wrong or undone."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from tandem.ground.exchange.reading import Workbook, read_table
from tandem.ground.exchange.rows import Silent
from tandem.ground.exchange.unusable import UnusableFile

NAMES = "urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"
SPACES = " ".join(f'xmlns:{name}="{NAMES.format(name)}"' for name in ("office", "table", "text", "style"))
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
STYLES = (
    '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)
FROM_1904 = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
FILTER = (
    "<table:database-ranges><table:database-range table:target-range-address=\"'My sheet'.A1:'My sheet'.B9\">"
    "<table:filter/></table:database-range></table:database-ranges>"
)


def cell(shown: str, kind: str = "string", **attributes: str) -> str:
    extra = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    named = f' office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell{named}{extra}><text:p>{shown}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def workbook(path: Path, *rows: str) -> Workbook:
    heading = row(cell("Name"), cell("Figure"))
    table = f'<table:table table:name="My sheet">{heading}{"".join(rows)}</table:table>'
    kept = f'<table:table table:name="Kept" table:style-name="ta2">{heading}</table:table>'
    body = f"<office:body><office:spreadsheet>{FROM_1904}{table}{kept}{FILTER}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        content = f"<office:document-content {SPACES} {CALC}>{STYLES}{body}</office:document-content>"
        archive.writestr("content.xml", content)
    return read_table(path)


def test_an_open_document_says_what_its_numbers_mean(tmp_path: Path) -> None:
    rows = [
        row(cell("a"), cell("85 %", "percentage", office__value="0.85")),
        row(cell("b"), cell("1.234,50 €", "currency", office__value="1234.5", office__currency="EUR")),
        row(cell("c"), cell("31.03.26", "date", office__date_value="2026-03-31"), more=' table:visibility="filter"'),
        row(cell("d"), cell("#DIV/0!", "string", calcext__value_type="error", table__formula="of:=1/0")),
        row(cell("e"), '<table:table-cell table:formula="of:=[.A1]"/>', more=' table:number-rows-repeated="2"'),
        row(cell("f", table__number_rows_spanned="2"), cell("7", "float", office__value="7")),
        row("<table:covered-table-cell/>", cell("8", "float", office__value="8")),
    ]
    table, kept = workbook(tmp_path / "t.ods", *rows).sheets
    assert [line.values for line in table.rows] == [
        ("a", "85%"),
        ("b", "1234.5 EUR"),
        ("c", date(2026, 3, 31)),
        ("d", Silent("#DIV/0!")),
        ("e", Silent("formula")),
        ("e", Silent("formula")),
        ("f", 7),
        ("f", 8),
    ]
    assert (table.is_from_1904, table.is_hidden, kept.is_hidden) == (True, False, True)
    assert [note.split()[:4] for note in table.notes] == [
        ["1", "row", "is", "hidden"],
        ["The", "workbook", "counts", "its"],
        ["The", "table", "has", "a"],
        ["1", "merged", "cell", "covers"],
    ]


def test_excel_of_1997_says_what_its_numbers_mean() -> None:
    table, kept = read_table(Path(__file__).parent / "files" / "figures.xls").sheets
    assert [line.values[1] for line in table.rows] == [
        "85%",
        "7%",
        "1234.5 EUR",
        "99 USD",
        7,
        3,
        date(2024, 5, 6),
        43956,
        Silent("formula"),
        "50%",
        "25%",
    ]
    assert [line.values[0] for line in table.rows][-2:] == ["Row 10", "Row 10"]
    assert (table.is_from_1904, table.is_hidden, kept.is_hidden) == (True, False, True)
    assert [note.split()[:4] for note in table.notes] == [
        ["1", "row", "is", "hidden"],
        ["The", "workbook", "counts", "its"],
        ["1", "merged", "cell", "covers"],
    ]


@pytest.mark.parametrize("cut", [600, 1500, 3000])
def test_a_cut_off_workbook_is_refused_in_words(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.xls"
    path.write_bytes((Path(__file__).parent / "files" / "figures.xls").read_bytes()[:cut])
    with pytest.raises(UnusableFile):
        read_table(path)


def test_a_filter_in_excel_of_1997_is_said_and_all_rows_are_read() -> None:
    sheets = read_table(Path(__file__).parent / "files" / "filtered.xls").sheets
    noticed = [any("filter" in note for note in sheet.notes) for sheet in sheets]
    assert (noticed, [len(sheet.rows) for sheet in sheets]) == ([True, True, False], [2, 2, 2])
