"""A document of parts as a workbook: a sheet for each table, its texts and its facts last."""

import io
from collections.abc import Iterator
from datetime import datetime, time

import xlsxwriter
from django.utils.translation import gettext as _

from tandem.ground.exchange.sheets import sheet_name
from tandem.proof.reporting.characters import legible
from tandem.proof.reporting.paper import Heading, Note, Paper, Prose, Signatures, cell_text
from tandem.proof.reporting.statement_xlsx import OPTIONS, add_table

WIDE = 130  # characters across


def as_xlsx(paper: Paper) -> bytes:
    """The workbook as a file; nothing in it depends on when it is written."""
    file, taken = io.BytesIO(), set[str]()
    created = datetime.combine(paper.day, time())
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": legible(paper.title), "author": legible(paper.organization), "created": created})
        for table in paper.tables:
            rows = [[cell_text(cell) for cell in row] for row in table.rows]
            widths = [max(8, WIDE * share / sum(table.shares)) for share in table.shares]
            add_table(book, sheet_name(legible(table.name), taken), table.columns, rows, widths)
        texts = list(_texts(paper))
        if texts:
            add_table(book, sheet_name(_("Text"), taken), (_("Part"), _("Text")), texts, (34, 100))
        facts = [(_("Organization"), paper.organization), (_("Reference"), paper.reference), *paper.facts]
        add_table(book, sheet_name(_("Cover"), taken), (_("What"), _("Is")), facts, (26, 90))
    return file.getvalue()


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """What stands in words, each under its heading, and who signs."""
    heading = ""
    for part in paper.parts:
        match part:
            case Heading():
                heading = part.text
            case Prose() | Note():
                yield heading, part.text
            case Signatures():
                for row in part.rows:
                    yield row.part, " ".join(filter(None, (row.name, row.said)))
