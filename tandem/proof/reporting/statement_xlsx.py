"""A statement as a workbook: the cover, the decisions, and what two versions decide differently."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from tandem.direction.controls.statements.sheet import Sheet
from tandem.ground.exchange.sheets import sheet_name
from tandem.proof.reporting import statement_words as words
from tandem.proof.reporting.characters import legible
from tandem.proof.reporting.cover import Cover

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CELL = 32_767  # characters that a cell of Excel holds
WIDTHS = (9, 34, 14, 26, 44, 24, 14, 48, 34)


def as_xlsx(sheet: Sheet, cover: Cover) -> bytes:
    """The workbook as a file; nothing in it depends on when it is written."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        _properties(book, sheet.written_at, cover.organization)
        rows = [(line.theme, *words.cells(line, cover.edition)) for line in sheet.lines]
        columns = (_("Theme"), *words.columns(cover.edition))
        add_table(book, _("Decisions"), columns, rows, (26, *WIDTHS)[: len(columns)])
        facts = [*words.facts(sheet, cover), *((name, count) for name, count in words.figures(sheet, cover.edition))]
        facts += [(signature.part, f"{signature.name} {signature.said}") for signature in words.signatures(sheet)]
        add_table(book, _("Cover"), (_("What"), _("Is")), facts, (26, 90))
    return file.getvalue()


def _properties(book: Any, at: datetime, author: str) -> None:
    created = at.replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": words.title(), "author": legible(author), "created": created})


def add_table(
    book: Any, title: str, header: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[float]
) -> None:
    """Add a sheet with one table: a frozen header, a filter, and cells that are never formulas."""
    sheet = book.add_worksheet(sheet_name(legible(title), {other.get_name().casefold() for other in book.worksheets()}))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    last = 0
    for place, name in enumerate(header):
        sheet.write_string(0, place, legible(str(name))[:CELL], bold)
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(last, place, value, wrapped)
            else:
                sheet.write_string(last, place, legible(str(value))[:CELL], wrapped)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(header) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
