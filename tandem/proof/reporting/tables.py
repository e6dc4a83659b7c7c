"""A document of plain tables, such as the risk register: the same rows as PDF, Word and Excel."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from tandem.proof.reporting import typesetting
from tandem.proof.reporting.characters import legible
from tandem.proof.reporting.statement import EXCEL, WORD
from tandem.proof.reporting.statement_docx import add_table as add_docx_table
from tandem.proof.reporting.statement_docx import packed
from tandem.proof.reporting.statement_xlsx import OPTIONS
from tandem.proof.reporting.statement_xlsx import add_table as add_xlsx_table

WIDE = 26.0  # centimetres between the margins of a page on its side


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; `shares` say how wide its columns are against each other."""

    title: str
    columns: Sequence[str]
    shares: Sequence[float]
    rows: Sequence[Sequence[str]]

    @property
    def widths(self) -> list[float]:
        """How wide its columns are, in centimetres."""
        return [WIDE * share / sum(self.shares) for share in self.shares]


@dataclass(frozen=True, slots=True)
class Tables:
    """A whole document: whose, what it is, its facts line by line, its tables."""

    organization: str
    title: str
    day: date
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of file: its ending, which is its key, its type, and how it is written."""

    ending: str
    media_type: str
    write: Callable[[Tables], bytes]


def as_pdf(told: Tables) -> bytes:
    """The printed document, on its side."""
    data = {
        "organization": told.organization,
        "title": told.title,
        "day": [told.day.year, told.day.month, told.day.day],
        "facts": told.facts,
        "nothing": _("Nothing is kept here yet."),
        "page": _("Page"),
        "of": _("of"),
        "tables": [
            {"title": one.title, "columns": one.columns, "shares": one.shares, "rows": one.rows} for one in told.tables
        ],
    }
    return typesetting.pdf("tables", data)


def as_docx(told: Tables) -> bytes:
    """The document for Word; nothing in it depends on when it is written."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.7)
    document.styles["Normal"].font.size = Pt(9)
    document.core_properties.title = legible(told.title)
    document.core_properties.author = legible(told.organization)[:255]
    document.add_heading(legible(told.title), 0)
    add_docx_table(document, None, told.facts, (5.0, WIDE - 5.0))
    for table in told.tables:
        document.add_heading(legible(table.title), 1)
        add_docx_table(document, table.columns, table.rows, table.widths)
    return packed(document)


def as_xlsx(told: Tables) -> bytes:
    """The workbook, a sheet for each table, and the facts last."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        for table in told.tables:
            add_xlsx_table(book, table.title, table.columns, table.rows, [4 * width for width in table.widths])
        add_xlsx_table(book, _("Cover"), (_("What"), _("Is")), told.facts, (26, 90))
    return file.getvalue()


FORMS = {
    form.ending: form
    for form in (
        Form("pdf", "application/pdf", as_pdf),
        Form("docx", WORD, as_docx),
        Form("xlsx", EXCEL, as_xlsx),
    )
}
