"""Any character that people can type or paste leaves every form of a document too."""

import io
import zipfile

import pytest
from docx import Document

from tandem.ground.kernel.text import clean
from tandem.proof.reporting.characters import legible
from tandem.proof.reporting.typesetting import pdf

STRANGE = (
    "emoji 😀 👨‍👩‍👧 🇦🇹", "中文 日本語 한국어", "ไทย हिन्दी العربية עברית", "a\x00b",
    "a\x0bb", "a\x0cb\x1b[0m", "half \ud800 pair",
    "\ufffe\uffff\U0001ffff", "\u202e\u200b\u2028\u2029", "\ue000 \U000f0000", "".join(map(chr, range(0x4E00, 0x4F00))),
)  # fmt: skip


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_a_pdf_is_made(text: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem.proof.reporting.typesetting.TEMPLATES", tmp_path)
    (tmp_path / "t.typ").write_text(
        '#set document(title: "t")\n#set text(lang: "en")\n#json(bytes(sys.inputs.data)).text'
    )
    assert pdf("t", {"text": text}).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_word_takes_it(text: str) -> None:
    file = io.BytesIO()
    document = Document()
    document.add_paragraph(legible(text))
    document.save(file)
    assert zipfile.ZipFile(file).testzip() is None


def test_what_can_be_shown_stays_as_it_is() -> None:
    assert legible("Grüße, 中文 😀\tand\nlines") == "Grüße, 中文 😀\tand\nlines"
    assert legible("a\x0bb\r\nc\x00d\ud800e") == "a\nb\nc" + "de"
    assert (legible("pay \u202e001"), clean("pay \u202e001\u202d")) == ("pay 001", "pay 001")
