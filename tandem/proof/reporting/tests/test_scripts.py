"""Every script that people write in leaves as PDF, Word and Excel; what no font draws is named."""

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from tandem.ground.exchange.sheets import sheet_name
from tandem.proof.reporting import typesetting
from tandem.proof.reporting.paper import Heading, Note, Paper, Prose, Table, _for_printing
from tandem.proof.reporting.paper_docx import as_docx
from tandem.proof.reporting.paper_xlsx import as_xlsx
from tests.cast import Cast

SCRIPTS = {
    "emoji": "Fire 🔥 👍",
    "flags and families": "🇦🇹 👨‍👩‍👧",
    "Chinese": "信息安全 資訊安全",
    "Japanese": "情報セキュリティ ひらがな",
    "Korean": "정보 보안",
    "Arabic": "أمن المعلومات",
    "Persian": "امنیت اطلاعات",
    "Hebrew": "אבטחת מידע",
    "Thai": "ความปลอดภัย",
    "Devanagari": "सूचना सुरक्षा",
    "Greek and Cyrillic": "Ασφάλεια Безопасность",
    "arrows and ticks": "→ ✓ ≤ ☐ ☑",
}
# Letters that are drawn together are read back as one glyph of several letters, in whatever order the reader chooses.
WHOLE = {"emoji", "Chinese", "Japanese", "Korean", "Greek and Cyrillic", "arrows and ticks", "Arabic"}
DAY = date(2026, 3, 2)
LINEAR_B = "\U00010000"  # a script of the bronze age that hardly any machine has

Read = Callable[[str], str]


def paper(text: str) -> Paper:
    return Paper(
        organization=text,
        title=f"About {text}",
        day=DAY,
        reference="REV-1",
        facts=[("Owner", text)],
        parts=[
            Heading(text),
            Prose(f"**{text}** and *{text}*\n\n- {text}"),
            Note(text),
            Table(text, (text, "B"), (1, 1), [(text, "x")]),
        ],
    )


@pytest.fixture
def pages(home: Cast) -> Read:
    def read(text: str) -> str:
        reader = pypdf.PdfReader(io.BytesIO(typesetting.pdf("paper", _for_printing(paper(text)))))
        return "\n".join(page.extract_text() for page in reader.pages)

    return read


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_pdf_has_the_words_of_the_script(pages: Read, name: str) -> None:
    said, text = pages(SCRIPTS[name]), SCRIPTS[name]
    assert "U+" not in said
    for word in text.split() if name in WHOLE else set(text) - {" ", "\u200d"}:
        assert word in said


@pytest.mark.parametrize("name", SCRIPTS)
def test_word_has_the_words_of_the_script(home: Cast, name: str) -> None:
    document = Document(io.BytesIO(as_docx(paper(SCRIPTS[name]))))
    assert document.paragraphs[0].text == f"About {SCRIPTS[name]}"
    assert document.tables[1].rows[1].cells[0].text == SCRIPTS[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_excel_has_the_words_of_the_script(home: Cast, name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(paper(SCRIPTS[name]))))
    assert book[book.sheetnames[0]]["A2"].value == SCRIPTS[name]


def test_what_no_font_draws_stands_as_its_number_and_is_named(pages: Read) -> None:
    said = pages(f"Old {LINEAR_B} words")
    assert "Old [U+10000] words" in said
    assert "A character that no font here draws" in said.replace("\n", " ")
    assert "U+10000 linear b syllable b008 a" in said.replace("\n", " ")


def test_of_very_many_undrawn_characters_the_first_are_named_and_the_rest_counted(pages: Read) -> None:
    said = pages("".join(chr(0x12000 + number) for number in range(100))).replace("\n", " ")
    assert "Characters that no font here draws" in said
    assert "and 20 more" in said


def test_a_line_from_right_to_left_keeps_its_full_stop_and_number_at_its_end() -> None:
    from_right = typesetting.characters.in_order("שלום 12.\nplain")
    assert from_right == "\u2067שלום 12.\u2069\nplain"


def test_word_runs_from_right_to_left(home: Cast) -> None:
    document = Document(io.BytesIO(as_docx(paper("אבטחת מידע"))))
    cell = document.tables[1].rows[1].cells[0].paragraphs[0]
    assert cell._p.pPr.find(qn("w:bidi")) is not None
    assert cell.runs[0]._r.rPr.find(qn("w:rtl")) is not None


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "half \ud800 pair", "\ufffe\uffff", "x" * 20_000])
def test_what_no_document_can_hold_stops_none(home: Cast, text: str) -> None:
    assert len(pypdf.PdfReader(io.BytesIO(typesetting.pdf("paper", _for_printing(paper(text))))).pages) >= 1
    assert as_docx(paper(text)) and as_xlsx(paper(text))


def test_sheets_have_names_that_excel_takes() -> None:
    taken: set[str] = set()
    names = [sheet_name(wanted, taken) for wanted in ("A/B: [C]*?", "A/B: [C]*?", "x" * 40, "X" * 40, "", "'quoted'")]
    assert names == ["A B   C", "A B   C 2", "x" * 31, "X" * 29 + " 2", "Table", "quoted"]
    rare = [sheet_name("👩‍🚒" * 9, taken), sheet_name("👩‍🚒" * 9, taken)]
    assert [len(name.encode("utf-16-le")) // 2 <= 31 for name in rare] == [True, True]
    assert rare[0] != rare[1]


def test_the_same_paper_gives_the_same_files(home: Cast) -> None:
    for write in (as_docx, as_xlsx):
        assert write(paper("a")) == write(paper("a"))
