"""Word documents: the page, the letterhead, tables whose header repeats, text that runs in either direction."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tandem.proof.reporting import letterhead, pictures
from tandem.proof.reporting.characters import is_right_to_left, legible

LOGO_HEIGHT = 1.2  # centimetres
UNREADABLE = (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError)
PACKED = (1980, 1, 1, 0, 0, 0)
LONGEST_AUTHOR = 255
SOFT = RGBColor(0x55, 0x61, 0x70)


def begun(title: str, organization: str, *, is_wide: bool, classification: str = "", page_word: str = "") -> Any:
    """A new document on A4 with its properties, and the letterhead of the active organization."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21.0)) if is_wide else (Cm(21.0), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.8)
    document.styles["Normal"].font.size = Pt(9)
    document.core_properties.title = legible(title)[:LONGEST_AUTHOR]
    document.core_properties.author = legible(organization)[:LONGEST_AUTHOR]
    letter = letterhead.current()
    write(section.header.paragraphs[0], f"{title} · {organization}")
    if letter is not None:
        section.different_first_page_header_footer = True
        _letter_top(section.first_page_header, letter)
    mark = classification or (letter.classification if letter else "")
    own = letter.footer if letter else ""
    for footer in [section.footer, *([section.first_page_footer] if letter else [])]:
        _foot(footer, " · ".join(filter(None, (mark, own))), page_word)
    return document


def _letter_top(header: Any, letter: letterhead.Printed) -> None:
    paragraph = header.paragraphs[0]
    if letter.logo:
        _logo(paragraph, letter)
        paragraph = header.add_paragraph()
    write(paragraph, "\n".join(filter(None, (letter.name, letter.address))))


def _logo(paragraph: Any, letter: letterhead.Printed) -> None:
    """The logo at its height, whatever resolution it claims; the name where Word cannot have the picture."""
    width, height = pictures.size_of(letter.logo) or (1, 1)
    try:
        paragraph.add_run().add_picture(io.BytesIO(letter.logo), Cm(LOGO_HEIGHT * width / height), Cm(LOGO_HEIGHT))
    except UNREADABLE:
        write(paragraph, letter.name)


def _foot(footer: Any, said: str, page_word: str) -> None:
    paragraph = footer.paragraphs[0]
    write(paragraph, f"{said} · {page_word} " if said else f"{page_word} ")
    field = OxmlElement("w:fldSimple")  # Word fills it with the number of the page
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def write(paragraph: Any, text: str, *, strong: bool = False, emphasis: bool = False) -> None:
    """Add text to a paragraph; one that begins in a script that runs from right to left runs so as a whole."""
    clean = legible(text)
    run = paragraph.add_run(clean)
    run.bold, run.italic = strong or None, emphasis or None
    if is_right_to_left(clean):
        _mark(paragraph._p.get_or_add_pPr(), "w:bidi")
        _mark(run._r.get_or_add_rPr(), "w:rtl")


def _mark(properties: Any, name: str) -> None:
    if properties.find(qn(name)) is None:
        properties.append(OxmlElement(name))


def add_heading(document: Any, text: str, level: int) -> None:
    """Add a heading; level 0 is the title."""
    write(document.add_heading("", level), text)


def add_paragraph(document: Any, text: str, *, is_soft: bool = False, style: str | None = None) -> Any:
    """Add a paragraph of its own."""
    paragraph = document.add_paragraph(style=style)
    write(paragraph, text)
    for run in paragraph.runs if is_soft else ():
        run.font.color.rgb = SOFT
    return paragraph


def add_table(
    document: Any, header: Sequence[str] | None, rows: Iterable[Sequence[str]], widths: Sequence[float]
) -> None:
    """Add a table; its header, where it has one, repeats at the top of every page."""
    told = ([header] if header else []) + list(rows)
    table = document.add_table(rows=len(told), cols=len(widths))
    table.style, table.autofit = document.styles["Table Grid"], False
    for place, (row, values) in enumerate(zip(table.rows, told, strict=True)):
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            write(cell.paragraphs[0], value, strong=bool(header) and place == 0)
            cell.width = Cm(width)
    if header:
        _repeat(table.rows[0])


def _repeat(row: Any) -> None:
    """Let Word repeat the row at the top of every page that the table reaches."""
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def packed(document: Any) -> bytes:
    """A document as a file, without the time at which each of its parts was packed."""
    file, target = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(zipfile.ZipInfo(name, PACKED), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
