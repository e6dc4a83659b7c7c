"""A document of parts for Word."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from tandem.proof.reporting import word
from tandem.proof.reporting.marked_blocks import Block, blocks
from tandem.proof.reporting.paper import (
    Bars,
    Causes,
    Chain,
    Heading,
    Note,
    Paper,
    Part,
    Prose,
    Signatures,
    Table,
    cell_text,
)

TALL, WIDE, FIRST = 17.6, 26.3, 4.2  # centimetres: between the margins, and the first column of the facts


def as_docx(paper: Paper) -> bytes:
    """The document as a file; nothing in it depends on when it is written."""
    whole = WIDE if paper.is_wide else TALL
    document = word.begun(
        paper.title,
        paper.organization,
        is_wide=paper.is_wide,
        classification=paper.classification,
        page_word=_("Page"),
    )
    if paper.watermark:
        word.add_paragraph(document, paper.watermark.upper())
    word.add_heading(document, paper.title, 0)
    facts = [*([(_("Reference"), paper.reference)] if paper.reference else []), *paper.facts]
    if facts:
        word.add_table(document, None, facts, (FIRST, whole - FIRST))
    for part in paper.parts:
        _add(document, part, whole)
    return word.packed(document)


def _add(document: Any, part: Part, whole: float) -> None:
    match part:
        case Heading():
            word.add_heading(document, part.text, part.level)
        case Note():
            word.add_paragraph(document, part.text, is_soft=True)
        case Prose():
            for block in blocks(part.text):
                BLOCKS[block["kind"]](document, block, whole)
        case Bars() | Chain() | Causes():
            _table(document, part.table, whole)
        case Table():
            _table(document, part, whole)
        case Signatures():
            rows = [(row.part, row.name, row.said) for row in part.rows]
            word.add_table(document, (_("Signs as"), _("Name"), _("Signature")), rows, [whole / 3] * 3)


def _table(document: Any, table: Table, whole: float) -> None:
    if not table.rows:
        word.add_paragraph(document, _("Nothing is kept here yet."), is_soft=True)
        return
    widths = [whole * share / max(table.of, sum(table.shares)) for share in table.shares]
    word.add_table(document, table.columns, [[cell_text(cell) for cell in row] for row in table.rows], widths)


def _runs(paragraph: Any, runs: Sequence[Any]) -> None:
    for run in runs:
        word.write(paragraph, run["text"], strong=run["strong"], emphasis=run["emphasis"])


def _heading(document: Any, block: Block, whole: float) -> None:
    _runs(document.add_heading("", min(block["level"] + 1, 9)), block["runs"])


def _paragraph(document: Any, block: Block, whole: float) -> None:
    _runs(document.add_paragraph(), block["runs"])


def _item(document: Any, block: Block, whole: float) -> None:
    paragraph = document.add_paragraph()
    word.write(paragraph, "    " * (block["depth"] - 1) + f"{block['mark']} ")
    _runs(paragraph, block["runs"])


def _code(document: Any, block: Block, whole: float) -> None:
    word.add_paragraph(document, block["text"])


def _rule(document: Any, block: Block, whole: float) -> None:
    word.add_paragraph(document, "—")


def _marked_table(document: Any, block: Block, whole: float) -> None:
    rows = [["".join(run["text"] for run in cell) for cell in row] for row in block["rows"]]
    word.add_table(document, rows[0], rows[1:], [whole / len(rows[0])] * len(rows[0]))


BLOCKS: dict[str, Callable[[Any, Block, float], None]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "item": _item,
    "code": _code,
    "rule": _rule,
    "table": _marked_table,
}
