"""The letterhead stands on every document; a picture that cannot be drawn stops none."""

import io
import struct
import zlib
from datetime import date

import pypdf
import pytest
import typst
from docx import Document
from docx.shared import Cm

from tandem.ground.kernel import files, writing
from tandem.proof.reporting import letterhead
from tandem.proof.reporting.paper import Paper, as_pdf
from tandem.proof.reporting.paper_docx import as_docx
from tandem.proof.reporting.pictures import size_of
from tandem.support.letterheads.models import Letterhead
from tandem.support.letterheads.register import LETTERHEADS
from tests.cast import Cast

SAID = {
    "title": "Home Services AS",
    "address": "Street 1\n5013 Bergen",
    "footer": "Reg. 123 456",
    "classification": "Confidential",
}


def paper(**values: str) -> Paper:
    return Paper(organization="Home", title="Plan", day=date(2026, 3, 2), **values)


def used(home: Cast) -> Letterhead:
    ada = home.actor("ada")
    made = writing.create(ada, LETTERHEADS, SAID)
    taken: Letterhead = writing.transition(ada, LETTERHEADS, made.reference, "use")
    return taken


def hang(home: Cast, kept: Letterhead, name: str, content: bytes) -> None:
    files.attach(home.actor("ada"), LETTERHEADS, kept.reference, name, iter([content]))


def png(width: int, height: int, *more: bytes) -> bytes:
    """A grey picture of this size with further chunks; 16,000 by 16,000 points are 31 kB."""
    rows = zlib.compress((b"\0" + b"\0" * -(-width // 8)) * height, 9)
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = (head, *more, b"IDAT" + rows, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


def picture() -> bytes:
    made = typst.compile(b"#set page(width: 2cm, height: 1cm)\nLogo", format="png")
    return made if isinstance(made, bytes) else made[0]


def words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_without_a_letterhead_a_document_names_the_organization(home: Cast) -> None:
    assert letterhead.current() is None
    assert words(as_pdf(paper())).startswith("Home\nPlan")


def test_a_pdf_carries_name_address_footer_and_classification(home: Cast) -> None:
    used(home)
    said = words(as_pdf(paper()))
    assert [one for one in ("Home Services AS", "5013 Bergen", "Reg. 123 456", "Confidential") if one not in said] == []


def test_what_is_classified_by_itself_keeps_its_own(home: Cast) -> None:
    used(home)
    said = words(as_pdf(paper(classification="Public")))
    assert "Public" in said and "Confidential" not in said


def test_word_carries_it_on_the_first_page_and_in_the_foot(home: Cast) -> None:
    hang(home, used(home), "logo.png", picture())
    section = Document(io.BytesIO(as_docx(paper()))).sections[0]
    first = "\n".join(paragraph.text for paragraph in section.first_page_header.paragraphs)
    assert "Home Services AS\nStreet 1\n5013 Bergen" in first
    assert section.first_page_header._element.xpath(".//pic:pic")
    assert section.footer.paragraphs[0].text.startswith("Confidential · Reg. 123 456 · Page")


def test_the_logo_is_the_newest_picture_that_can_be_drawn(home: Cast) -> None:
    kept = used(home)
    hang(home, kept, "old.png", picture())
    hang(home, kept, "broken.png", b"\x89PNG\r\n\x1a\nnothing")
    hang(home, kept, "note.txt", b"no picture")
    current = letterhead.current()
    assert current is not None and current.logo == picture()
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(paper()))).pages
    assert len(pages[0].images) == 1


@pytest.mark.parametrize("size", [(16_000, 16_000), (13, 1), (1, 13)])
def test_a_picture_too_large_to_draw_in_passing_or_a_thread_is_no_logo(home: Cast, size: tuple[int, int]) -> None:
    hang(home, used(home), "logo.png", png(*size))
    current = letterhead.current()
    assert current is not None and current.logo == b""


@pytest.mark.parametrize("per_metre", [0, 1, 2**32 - 1])
def test_a_logo_that_claims_an_odd_resolution_stands_in_word_and_pdf(home: Cast, per_metre: int) -> None:
    hang(home, used(home), "logo.png", png(40, 20, b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)))
    section = Document(io.BytesIO(as_docx(paper()))).sections[0]
    (shape,) = section.first_page_header._element.xpath(".//wp:extent")
    assert (round(int(shape.get("cx")) / Cm(1), 1), round(int(shape.get("cy")) / Cm(1), 1)) == (2.4, 1.2)
    assert "Home Services AS" in words(as_pdf(paper()))


def test_the_size_of_a_jpeg_is_that_of_its_frame() -> None:
    head = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xfe\x00\x03c"
    assert size_of(head + b"\xff\xc2\x00\x11\x08\x00\x05\x00\x07\x03") == (7, 5)
    assert size_of(head) is None
    assert size_of(b"\x89PNG\r\n\x1a\nnothing at all that would be a size") is None


def test_a_broken_picture_alone_leaves_the_name(home: Cast) -> None:
    hang(home, used(home), "broken.png", b"\x89PNG\r\n\x1a\nnothing")
    assert "Home Services AS" in words(as_pdf(paper()))
    assert as_docx(paper())
