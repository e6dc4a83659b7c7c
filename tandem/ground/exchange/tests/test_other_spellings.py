"""Text in other encodings, pages saved as workbooks, JSON of rows and of columns, errors written as text."""

from pathlib import Path
from typing import Any

import pytest

from tandem.ground.exchange.reading import read_table
from tandem.ground.exchange.rows import Silent
from tandem.ground.exchange.unusable import UnusableFile

WORDS = {
    "cp1251": "Номер;Название\nA1;Касса в зале\nA2;Сервер приложений\n",
    "koi8_r": "Номер;Название\nA1;Касса в зале\nA2;Сервер приложений\n",
    "cp1253": "Αριθμός;Όνομα\nA1;Ταμείο\nA2;Διακομιστής\n",
    "cp932": "番号;名称\nA1;会計サーバー\nA2;受付端末\n",
    "gb18030": "编号;名称\nA1;会计服务器\nA2;门禁系统\n",
    "euc_kr": "번호;이름\nA1;회계 서버\nA2;출입 통제 시스템\n",
    "big5": "編號;名稱\nA1;會計伺服器\nA2;門禁系統\n",
    "mac_roman": "Nr\rKüche\rStraße\r",
    "utf-16-le": "Nr;Name\nA1;Küche\n",
}
ACCENTED = {  # one line ends like another, and most signs are letters in each of these encodings
    "mac_roman": ("Titre;Lieu\nCafé théâtre;“Déjà vu” – naïve\n", "Namn;Ort\nÅkeri;Växjö\n"),
    "iso8859_2": ("Ryzyko;Opis\nPożar;źródło ciepła\n", "Riziko;Popis\nPožár;žluťoučký kůň\n"),
    "cp1250": ("Kockázat;Leírás\nTűz;őrült árvíz\n", "Riziko;Popis\nPožiar;dĺžka kľúča\n"),
    "cp1252": ("Namn;Ort\nÅkeri;Malmö\n", "Risco;Descrição\nInundação;São João\n", "Navn;Sted\nØrsted;Ålesund\n"),
    "cp850": ("Rischio;Attività\nPerché no;città\n", "Name;Größe\nMüller;Übung\n"),
}


def rows_of(path: Path) -> list[Any]:
    return [row.values for row in read_table(path).main().rows]


@pytest.mark.parametrize("encoding", WORDS)
def test_other_encodings_are_recognized_and_said(tmp_path: Path, encoding: str) -> None:
    path, text = tmp_path / "t.csv", WORDS[encoding]
    path.write_bytes(text.encode(encoding))
    table = read_table(path).main()
    lines = text.replace("\r", "\n").strip().split("\n")
    assert table.notes == (f"The file is read as {encoding}.",)
    assert [table.headers, *(row.values for row in table.rows)] == [tuple(line.split(";")) for line in lines]


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in ACCENTED.items() for text in texts])
def test_accents_are_those_that_words_have(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    lines = [tuple(line.split(";")) for line in text.strip().split("\n")]
    assert [read_table(path).main().headers, *rows_of(path)] == lines


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ('[["id", "name"], ["A1", "Till"], ["A2", null]]', [("A1", "Till"), ("A2", Silent())]),
        ('{"id": ["A1", "A2"], "name": ["Till", "Crane"]}', [("A1", "Till"), ("A2", "Crane")]),
        ('[{"id": "A1", "name": "Küche"}]', [("A1", "Küche")]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_json_of_rows_of_columns_and_of_records(tmp_path: Path, content: str, rows: list[Any], encoding: str) -> None:
    path = tmp_path / "t.json"
    path.write_bytes(content.encode(encoding))
    assert read_table(path).main().headers == ("id", "name")
    assert rows_of(path) == rows


def test_a_page_saved_as_a_workbook_is_read_with_what_its_cells_span(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    page = (
        "<!DOCTYPE html><html><style>td{}</style><script>x='<td>no</td>'</script><h1>Export</h1><table>"
        "<tr><th>Nr<th>Name<th>Place</tr><tr><td rowspan=2>A1<td>Till &amp; drawer<td>Hall"
        "<tr><td>Crane<td>Yard <b>2</b></table><table><tr><th>x</th><th>y</th></tr>"
        "<tr><td>1</td><td><table><tr><td>in</td></tr></table></td></tr></table></html>"
    )
    path.write_text(page, "utf-8")
    first, second = read_table(path).sheets
    assert (first.name, first.headers) == ("Table 1", ("Nr", "Name", "Place"))
    assert [row.values for row in first.rows] == [("A1", "Till & drawer", "Hall"), ("A1", "Crane", "Yard 2")]
    assert [row.values for row in second.rows] == [("1", "in")]


def test_errors_that_a_spreadsheet_wrote_as_text_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("| Nr | Name | Cost |\n|---|:---|---:|\n| A1 | #REF! | #N/A |\n| A2 | # REF | #WERT! |\n")
    assert rows_of(path) == [
        (None, "A1", Silent("#REF!"), Silent("#N/A")),
        (None, "A2", "# REF", Silent("#WERT!")),
    ]


def test_xml_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "t.xls"
    path.write_text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')
    with pytest.raises(UnusableFile, match="Excel 2003 as XML"):
        read_table(path)
    path.write_text('<?xml version="1.0"?><a/>')
    with pytest.raises(UnusableFile, match="This is XML"):
        read_table(path)


def test_half_characters_and_the_line_of_a_broken_object_in_json(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text('[{"title\\u0007": "a\\ud83d b", "tags": ["x\\udc00"], "part": {"y": [{"z": "\\ud800"}]}}]')
    table = read_table(path).main()
    assert (table.headers, table.rows[0].values) == (("title", "tags", "part.y"), ("a b", ["x"], '[{"z": ""}]'))
    path.write_text('{"title": "A"}\n\n{"title": "B"}\n{"title": "C"\n')
    with pytest.raises(UnusableFile, match="Line 4 "):
        read_table(path)
