"""A Word document (.docx) as Markdown: headings, lists, tables, emphasis, links; nothing that stands in it is lost.

Walks the XML itself, since text in content controls, insertions, text boxes and footnotes is text like any other.
Deleted text of tracked changes is left out.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tandem.support.documents.words.lists import Item, in_lists, item_of
from tandem.support.documents.words.said import Said, tidy

W_P, W_TBL, W_TR, W_TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
W_R, W_T, W_TAB, W_BR, W_CR = qn("w:r"), qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
W_LINK, W_VAL, R_ID = qn("w:hyperlink"), qn("w:val"), qn("r:id")
LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr")}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = qn("w:txbxContent")
OFF = ("0", "false", "off")
HEADING = re.compile(r"^(?:heading|überschrift|titre|rubrik|kop|título|titolo)\s*([1-6])$", re.IGNORECASE)
TITLES = ("title", "titel")
SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
LEADING = re.compile(r"^(#{1,6}(?=\s)|[+-](?=\s)|\d+(?=[.)]\s))")
RULE, STROKE = re.compile(r"\|( --- \|)+"), re.compile(r"(?<!\\)\|")
PROPERTIES = ("title", "subject", "author", "version", "category", "keywords", "last_modified_by")
OWN = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
FIRST_LINES = 60


def read(path: Path, name: str) -> Said:
    """The document's words, its own properties, and the lines where it names itself."""
    document = docx.Document(str(path))
    blocks = list(_blocks(document.element.body, document.part))
    notes = [f"[^{number}]: {text}" for number, text in _notes(document)]
    margins = [line for section in document.sections for line in _margins(section)]
    first = [line for block in blocks[:FIRST_LINES] for line in _plain(block).splitlines()]
    return Said(
        name=name,
        text=tidy("\n\n".join(block for block in [*in_lists(blocks), *notes] if block)),
        lines=[tidy(line)[:500] for line in [*dict.fromkeys(margins), *first] if line.strip()][: 3 * FIRST_LINES],
        properties=_properties(document),
    )


def _properties(document: Any) -> dict[str, str]:
    own = document.core_properties
    properties = {name: tidy(str(getattr(own, name) or ""))[:300] for name in PROPERTIES}
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/custom.xml":
            root = parse_xml(part.blob)
            properties |= {
                str(element.get("name", "")).casefold(): tidy("".join(element.itertext()))[:300]
                for element in root.iter(OWN)
            }
    return {name: text for name, text in properties.items() if text}


def _margins(section: Any) -> Iterator[str]:
    """Lines of the headers and footers, those of the first page first."""
    for margin in (section.first_page_header, section.header, section.first_page_footer, section.footer):
        if not margin.is_linked_to_previous:
            for block in _blocks(margin._element, margin.part):
                yield from _plain(block).splitlines()


def _notes(document: Any) -> Iterator[tuple[int, str]]:
    """Footnotes, in their order."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            texts = [" ".join(_text(paragraph, None) for paragraph in note.iter(W_P)).strip() for note in root]
            yield from enumerate((text for text in texts if text), start=1)


def _blocks(element: Any, part: Any) -> Iterator[str]:
    """Paragraphs and tables as Markdown, through content controls and whatever else wraps them."""
    for child in element:
        if child.tag == W_P:
            yield _paragraph(child, part)
            for box in _boxes(child):
                yield from _blocks(box, part)
        elif child.tag == W_TBL:
            yield _table(child, part)
        elif child.tag not in LEFT_OUT and isinstance(child.tag, str):
            yield from _blocks(child, part)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes that hang on a paragraph; each is written twice, for older programs too."""
    for box in paragraph.iter(TEXT_BOX):
        ancestors = {iterancestor.tag for iterancestor in box.iterancestors()}
        if FALLBACK not in ancestors and next(box.iterancestors(W_P)) is paragraph:
            yield box


def _paragraph(element: Any, part: Any) -> str:
    text = re.sub(r"[ \t]+", " ", _text(element, part)).strip()
    if not text:
        return ""
    level, item = _kind(element, part)
    if level:
        return f"{'#' * level} {text.replace('**', '').replace(chr(10), ' ')}"
    if item:
        return item.sign + text.replace("\n", "\n" + " " * len(item.sign))
    return LEADING.sub(r"\\\1", text.replace("\n", "\\\n"))


def _kind(element: Any, part: Any) -> tuple[int, Item | None]:
    """Level of the heading (0 is none), and which item of a list it is."""
    style = _style(element.pPr, part)
    heading_match = HEADING.match(style)
    if style.casefold() in TITLES:
        return 1, None
    if heading_match:
        return int(heading_match[1]), None
    return 0, item_of(element.pPr, style, part)


def _style(properties: Any, part: Any) -> str:
    """The name of the style of a paragraph; one that is based on a heading counts as that heading."""
    if properties is None or properties.style is None or part is None:
        return ""
    key, seen = properties.style, set[str]()
    styles = {one.styleId: one for one in part.document.styles.element.style_lst} if hasattr(part, "document") else {}
    first = ""
    while key in styles and key not in seen:
        seen.add(key)
        style = styles[key]
        name = style.name_val or ""
        first = first or name
        if HEADING.match(name) or name.casefold() in TITLES:
            return str(name)
        key = style.basedOn_val
    return str(first)


def _text(element: Any, part: Any, marks: str = "") -> str:
    """The running text below an element, with emphasis and links."""
    found = ""
    for child in element:
        if child.tag in LEFT_OUT or child.tag in (FALLBACK, TEXT_BOX):
            continue
        if child.tag == W_R:
            found += _run(child, part)
        elif child.tag == W_LINK:
            found += _link(child, part)
        else:
            found += _piece(child) if child.tag in (W_T, W_TAB, W_BR, W_CR) else _text(child, part)
    return re.sub(r"\*\*(\s*)\*\*", r"\1", found)


def _run(run: Any, part: Any) -> str:
    text = _text(run, part)
    properties = run.rPr
    bold = properties.find(qn("w:b")) if properties is not None else None
    if bold is None or bold.get(W_VAL) in OFF or not text.strip() or "\n" in text:
        return text
    inner = text.strip()
    before, _inner, after = text.partition(inner)
    return f"{before}**{inner}**{after}"


def _piece(element: Any) -> str:
    if element.tag == W_T:
        return SPECIAL.sub(r"\\\1", element.text or "")
    return " " if element.tag == W_TAB else "\n"


def _link(element: Any, part: Any) -> str:
    text = _text(element, part).strip()
    relation = part.rels.get(element.get(R_ID)) if part is not None and element.get(R_ID) else None
    if (
        relation is None
        or not relation.is_external
        or not re.match(r"^(https?|mailto):[^\s<>()]+$", relation.target_ref)
    ):
        return text
    return f"[{text}]({relation.target_ref})" if text else ""


def _table(element: Any, part: Any) -> str:
    rows = [_cells(row, part) for row in element.iter(W_TR) if next(row.iterancestors(W_TBL)) is element]
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _cells(row: Any, part: Any) -> list[str]:
    cells = [cell for cell in row.iter(W_TC) if next(cell.iterancestors(W_TR)) is row]
    return [" ".join(" ".join(map(_in_one_line, _blocks(cell, part))).split()) for cell in cells]


def _in_one_line(block: str) -> str:
    """A block within a cell: lines and the cells of a table in it stand beside each other."""
    lines = [line for line in block.replace("\\\n", "\n").splitlines() if not RULE.fullmatch(line)]
    return STROKE.sub(" ", " ".join(lines)) if block.startswith("| ") else " ".join(lines)


def _plain(block: str) -> str:
    """A block without the marks of Markdown; cells of a table as lines of their own pairs."""
    lines = [re.sub(r"\\([\\`*_\[\]<>|#+\-])", r"\1", line.replace("**", "")) for line in block.splitlines()]
    kept = [line for line in lines if not re.fullmatch(r"[|\s-]+", line)]
    return "\n".join(re.sub(r"^\s*(#{1,6}|-|\d+\.|\|)\s+|\s*\|\s*$", "", line) for line in kept)
