"""A statement as a Word document: real headings, a table for each theme whose header repeats on every page."""

from typing import Any

from tandem.direction.controls.statements.sheet import Sheet
from tandem.proof.reporting import statement_words as words
from tandem.proof.reporting import word
from tandem.proof.reporting.characters import legible
from tandem.proof.reporting.cover import Cover

SHARES = (1.5, 3.4, 2.0, 3.0, 4.0, 2.6, 1.8, 4.7, 3.1)
WHOLE = 26.1  # centimetres between the margins


def as_docx(sheet: Sheet, cover: Cover) -> bytes:
    """The document as a file; nothing in it depends on when it is written."""
    headings = words.words()
    document = word.begun(
        words.title(),
        cover.organization,
        is_wide=True,
        classification=words.classification(cover, ""),
        page_word=headings["page"],
    )
    _properties(document, sheet, cover)
    word.add_heading(document, words.title(), 0)
    word.add_table(document, None, words.facts(sheet, cover), (5.0, 21.0))
    document.add_heading(headings["figures"], 1)
    counts = words.figures(sheet, cover.edition)
    word.add_table(
        document,
        [name for name, _count in counts],
        [[str(count) for _name, count in counts]],
        [WHOLE / len(counts)] * len(counts),
    )
    document.add_heading(headings["decisions"], 1)
    columns = words.columns(cover.edition)
    shares = SHARES[: len(columns)]
    widths = [WHOLE * share / sum(shares) for share in shares]
    for theme, lines in sheet.themes.items():
        if theme:
            word.add_heading(document, theme, 2)
        rows = [words.cells(line, cover.edition) for line in lines]
        word.add_table(document, columns, rows, widths)
    _exclusions(document, sheet)
    document.add_heading(headings["signatures"], 1)
    signed = [(signature.part, signature.name, signature.said) for signature in words.signatures(sheet)]
    word.add_table(document, None, signed, [WHOLE / 3] * 3)
    return word.packed(document)


def _exclusions(document: Any, sheet: Sheet) -> None:
    headings, columns = words.words(), words.columns()
    document.add_heading(headings["excluded"], 1)
    rows = [
        (line.entry.ref, line.entry.title, line.entry.justification)
        for line in sheet.lines
        if line.entry.decision == "excluded"
    ]
    if rows:
        word.add_table(document, (columns[0], columns[1], columns[4]), rows, (1.5, 7.0, 17.5))
    else:
        document.add_paragraph(headings["none_excluded"])


def _properties(document: Any, sheet: Sheet, cover: Cover) -> None:
    properties, at = document.core_properties, sheet.written_at.replace(tzinfo=None, microsecond=0)
    properties.title, properties.author, properties.subject = (
        words.title(),
        legible(cover.organization)[:255],
        sheet.catalogue,
    )
    properties.created = properties.modified = at
    properties.last_modified_by, properties.comments, properties.language = properties.author, "", "en"
