"""A statement as a Word document: real headings, a table for each theme whose header repeats on every page."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tandem.direction.controls.statements.sheet import Sheet
from tandem.proof.reporting import statement_words as words
from tandem.proof.reporting.characters import legible
from tandem.proof.reporting.cover import Cover

PACKED = (1980, 1, 1, 0, 0, 0)
WIDTHS = (1.5, 3.4, 2.0, 3.0, 4.0, 2.6, 1.8, 4.7, 3.1)


def as_docx(sheet: Sheet, cover: Cover) -> bytes:
    """The document as a file; nothing in it depends on when it is written."""
    document = Document()
    _page(document, cover)
    _properties(document, sheet, cover)
    document.add_heading(words.title(), 0)
    add_table(document, None, words.facts(sheet, cover), (5.0, 21.0))
    headings = words.words()
    document.add_heading(headings["figures"], 1)
    told = words.figures(sheet)
    add_table(
        document,
        [name for name, _count in told],
        [[str(count) for _name, count in told]],
        [26.1 / len(told)] * len(told),
    )
    document.add_heading(headings["decisions"], 1)
    for theme, lines in sheet.themes.items():
        if theme:
            document.add_heading(legible(theme), 2)
        add_table(document, words.columns(), [words.cells(line) for line in lines], WIDTHS)
    _exclusions(document, sheet)
    return packed(document)


def packed(document: Any) -> bytes:
    """A document as a file, without the time at which each of its parts was packed."""
    file, target = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(zipfile.ZipInfo(name, PACKED), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _exclusions(document: Any, sheet: Sheet) -> None:
    headings, columns = words.words(), words.columns()
    document.add_heading(headings["excluded"], 1)
    rows = [
        (line.entry.ref, line.entry.title, line.entry.justification)
        for line in sheet.lines
        if line.entry.decision == "excluded"
    ]
    if rows:
        add_table(document, (columns[0], columns[1], columns[4]), rows, (1.5, 7.0, 17.5))
    else:
        document.add_paragraph(headings["none_excluded"])


def _page(document: Any, cover: Cover) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.8)
    document.styles["Normal"].font.size = Pt(9)
    section.header.paragraphs[0].text = legible(f"{words.title()} · {cover.organization}")
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(words.words()["page"] + " ")
    _page_number(paragraph)


def _page_number(paragraph: Any) -> None:
    """A field that Word fills with the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _properties(document: Any, sheet: Sheet, cover: Cover) -> None:
    told, at = document.core_properties, sheet.written_at.replace(tzinfo=None, microsecond=0)
    told.title, told.author, told.subject = words.title(), legible(cover.organization)[:255], sheet.catalogue
    told.created = told.modified = at
    told.last_modified_by, told.comments, told.language = told.author, "", "en"


def add_table(
    document: Any, header: Sequence[str] | None, rows: Iterable[Sequence[str]], widths: Sequence[float]
) -> None:
    """Add a table; its header, where it has one, repeats at the top of every page."""
    told = ([header] if header else []) + list(rows)
    table = document.add_table(rows=len(told), cols=len(widths))
    table.style, table.autofit = document.styles["Table Grid"], False
    for row, values in zip(table.rows, told, strict=True):
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.text, cell.width = legible(value), Cm(width)
    if header:
        _repeat(table.rows[0])
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True


def _repeat(row: Any) -> None:
    """Let Word repeat the row at the top of every page that the table reaches."""
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)
