"""Files as people bring them: read as they would read them, refused in words when they cannot be used."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tandem.ground.exchange.reading import read_table
from tandem.ground.exchange.unusable import UnusableFile


def workbook(path: Path, rows: list[list[object]], name: str = "Risks") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, place, value, book.add_format({"num_format": "yyyy-mm-dd"}))
                elif value is not None:
                    sheet.write(line, place, value)
    return path


def text(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_separator_is_found(tmp_path: Path, sign: str) -> None:
    rows = [["Name", "City", "Note"], ["Ada", "Vienna", 'says "hi"'], ["Ben", "Oslo", "two\nlines"]]
    quoted = "\r\n".join(sign.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    sheet = read_table(text(tmp_path / "a.csv", quoted)).main()
    assert sheet.headers == ("Name", "City", "Note")
    assert [row.values for row in sheet.rows] == [("Ada", "Vienna", 'says "hi"'), ("Ben", "Oslo", "two\nlines")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    content = "Name;Ort\nJürgen Größler;Köln\nÅsa Öberg;Malmö\n".encode(encoding)
    sheet = read_table(text(tmp_path / "a.csv", content)).main()
    assert sheet.headers == ("Name", "Ort")
    assert sheet.rows[0].values == ("Jürgen Größler", "Köln")


def test_titles_above_and_two_heading_rows_are_understood(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        [
            ["Risk register", None, None, None, None, None],
            [None] * 6,
            ["No", "Risk", "Protects", None, "Judged", None],
            [None, None, "C", "I", "Probability", "Impact"],
            ["R1", "Fire", 3, 1, 2, 3],
            [None] * 6,
            ["R2", "Flood", 1, 1, 1, 2],
        ],
    )
    sheet = read_table(path).main()
    assert sheet.headers == ("No", "Risk", "Protects C", "Protects I", "Judged Probability", "Judged Impact")
    assert [(row.line, row.values[0], row.values[4]) for row in sheet.rows] == [(5, "R1", 2), (7, "R2", 1)]


def test_a_line_of_facts_above_a_table_heads_no_columns(tmp_path: Path) -> None:
    above = ["Audit checklist", None, "Audit: AUD-2", "Auditor: Ada"]
    head = ["No.", "Clause", "Question", "Evidence", "C / NC"]
    sheet = read_table(
        workbook(tmp_path / "c.xlsx", [above, head, [1, "4.1", "Are issues known?", "Minutes", "C"]])
    ).main()
    assert sheet.headers == ("No.", "Clause", "Question", "Evidence", "C / NC")


def test_a_second_table_of_the_same_headings_and_signatures_are_no_rows(tmp_path: Path) -> None:
    head: list[object] = ["Control", "Title", "Applicable", "Reason"]
    path = workbook(
        tmp_path / "s.xlsx",
        [head, ["5.1", "Policies", "Yes", "x"], head, ["5.2", "Roles", "No", "y"], ["Signed: A. B."]],
    )
    sheet = read_table(path).main()
    assert [row.values[0] for row in sheet.rows] == ["5.1", "5.2"]
    assert [line for line, _why in sheet.skipped] == [3, 5]


def test_an_empty_form_has_no_rows(tmp_path: Path) -> None:
    sheet = read_table(workbook(tmp_path / "e.xlsx", [["Asset register"], ["No", "Name", "Owner", "Class"]])).main()
    assert (sheet.headers, sheet.rows) == (("No", "Name", "Owner", "Class"), [])


def test_dates_stay_dates_and_whole_numbers_whole(tmp_path: Path) -> None:
    sheet = read_table(workbook(tmp_path / "d.xlsx", [["Day", "Count"], [date(2026, 3, 1), 7]])).main()
    assert sheet.rows[0].values == (date(2026, 3, 1), 7)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_unusable_files_are_refused_in_words(tmp_path: Path) -> None:
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    cases = {
        "empty": (text(tmp_path / "0", b""), "empty"),
        "pdf": (text(tmp_path / "1", b"%PDF-1.7 and so on"), "PDF"),
        "picture": (text(tmp_path / "2", b"\x89PNG\r\n\x1a\n"), "picture"),
        "program": (text(tmp_path / "3", b"MZ\x90\x00"), "program"),
        "password": (text(tmp_path / "4", encrypted), "password"),
        "macros": (zipped(tmp_path / "5", {"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"}), "macros"),
        "slides": (zipped(tmp_path / "6", {"ppt/presentation.xml": b"<a/>"}), "not a workbook"),
        "document": (zipped(tmp_path / "11", {"word/document.xml": b"<a/>"}), "cannot be read"),
        "damaged": (text(tmp_path / "7", b"PK\x03\x04 broken"), "damaged"),
        "bomb": (zipped(tmp_path / "8", {"xl/workbook.xml": b"0" * (40 * 2**20)}), "suspiciously large"),
        "binary": (text(tmp_path / "9", b"a,b\n\x00\x01\x02\n"), "no text"),
        "nonsense": (zipped(tmp_path / "10", {"xl/workbook.xml": b"no xml at all"}), "workbook"),
    }
    for name, (path, word) in cases.items():
        with pytest.raises(UnusableFile) as refused:
            read_table(path)
        assert word in str(refused.value), name


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="at most 1 MB"):
        read_table(text(tmp_path / "l.csv", b"a,b\n" * 600_000), largest=2**20)


def test_formulas_are_never_run(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Title", "Sum"])
        sheet.write_string(1, 0, "=cmd|' /C calc'!A0")
        sheet.write_formula(1, 1, "=1+1", value=2)
    assert read_table(path).main().rows[0].values == ("=cmd|' /C calc'!A0", 2)


def test_the_guard_of_an_export_is_taken_off(tmp_path: Path) -> None:
    sheet = read_table(text(tmp_path / "g.csv", "Title,Note\n'=1+1,'plain\n")).main()
    assert sheet.rows[0].values == ("=1+1", "'plain")


def test_merged_cells_say_what_their_first_cell_says(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "Asset register of the harbour")
        sheet.write_row(1, 0, ["Name", "Kind"])
        sheet.merge_range(1, 2, 1, 3, "Protects")
        sheet.write_row(2, 2, ["C", "I"])
        sheet.write_row(3, 0, ["Crane", "hardware", 1, 2])
    table = read_table(path).main()
    assert table.headers == ("Name", "Kind", "Protects C", "Protects I")
    assert [row.values for row in table.rows] == [("Crane", "hardware", 1, 2)]


def test_lines_that_end_in_carriage_returns_alone_are_lines(tmp_path: Path) -> None:
    table = read_table(text(tmp_path / "r.csv", "Name,Note\rAda,one\rBen,two\r")).main()
    assert [row.values for row in table.rows] == [("Ada", "one"), ("Ben", "two")]


def test_a_table_without_anything_that_looks_like_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="no table"):
        read_table(workbook(tmp_path / "n.xlsx", [[1, 2, 3], [4, 5, 6]]))


@pytest.mark.parametrize(
    "content",
    ['Name,Kind\n"open,a\nTill,b\n', 'Name,Kind\nTill,b\n"open,a\nTill,b\n"Box",c\nCar,d\n'],
)
def test_a_mark_that_is_never_closed_is_named_before_it_takes_rows_with_it(tmp_path: Path, content: str) -> None:
    line = content[: content.index('"open')].count("\n") + 1
    with pytest.raises(UnusableFile, match=f"Line {line} opens a quotation mark"):
        read_table(text(tmp_path / "t.csv", content))
    closed = 'Name,Kind\n"a ""b""\nc",d\n5" pipe,e\n"x\n\ny",f\n'
    rows = read_table(text(tmp_path / "u.csv", closed)).main().rows
    assert [row.values[0] for row in rows] == ['a "b"\nc', '5" pipe', "x\n\ny"]


def test_equal_headings_are_told_apart_by_the_groups_above(tmp_path: Path) -> None:
    rows = [
        ["Risk register 2026"],
        [None, None, "Inherent", None, "Residual", None, None],
        ["ID", "Risk", "Likelihood", "Impact", "Likelihood", "Impact", "Owner"],
        ["R1", "Power loss", 4, 3, 2, 2, "Ada"],
    ]
    sheet = read_table(workbook(tmp_path / "r.xlsx", rows)).main()
    headings = ("Inherent Likelihood", "Inherent Impact", "Residual Likelihood", "Residual Impact")
    assert sheet.headers == ("ID", "Risk", *headings, "Owner")


def test_cells_beyond_the_headings_are_said(tmp_path: Path) -> None:
    sheet = read_table(text(tmp_path / "a.csv", "Name,Serial\nA,1,more\nB,2\nC,3,,more\n")).main()
    assert [row.values for row in sheet.rows] == [("A", "1"), ("B", "2"), ("C", "3")]
    assert "2 rows have cells to the right of the last heading, which are not read: lines 2, 4." in sheet.notes


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_mark_that_is_open_at_the_end_is_refused(tmp_path: Path, end: str) -> None:
    with pytest.raises(UnusableFile, match="Line 3 opens a quotation mark"):
        read_table(text(tmp_path / "a.csv", f'Name,Note\nA,"x"\n"B,y{end}'))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.jsonl", '{"title":"One"}\n{"title":"Two",\n{"title":"Three"}\n', "Line 2 of the file is no JSON"),
        ("a.json", "not json", "The name says JSON"),
    ],
)
def test_what_is_no_json_is_named_by_its_line(tmp_path: Path, name: str, content: str, why: str) -> None:
    with pytest.raises(UnusableFile, match=why):
        read_table(text(tmp_path / name, content), name)


def test_an_archive_is_read_file_by_file_and_what_holds_no_table_is_named(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", [["Name", "Serial"], ["Crane", "7"]], "Assets")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("register/risks.csv", "Risk,Likelihood\nFire,2\n")
        archive.write(book, "items.xlsx")
        archive.writestr("__MACOSX/._risks.csv", "nothing")
        archive.writestr("notes.pdf", "%PDF-1.7")
    read = read_table(tmp_path / "a.zip")
    assert [(sheet.name, sheet.headers) for sheet in read.sheets] == [
        ("register/risks.csv", ("Risk", "Likelihood")),
        ("items.xlsx: Assets", ("Name", "Serial")),
    ]
    assert read.passed == ("notes.pdf",)
    pointed = read_table(tmp_path / "a.zip", heading=("items.xlsx: Assets", 2))
    assert pointed.named("items.xlsx: Assets").headers == ("Crane", "7")
    assert pointed.named("register/risks.csv").headers == ("Risk", "Likelihood")


def test_an_archive_without_tables_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("notes.pdf", "%PDF-1.7")
    with pytest.raises(UnusableFile, match="without a table"):
        read_table(tmp_path / "a.zip")
