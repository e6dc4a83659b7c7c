"""Lists of a Word document: which paragraph is an item, how deep it lies, and whether it is counted.

Word says so beside the paragraph, or in its style, or in a style that one is based on.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

BULLETS = ("bullet", "none")
DEEPEST = 5
INDENT = "    "  # what stands below a number as below a bullet
ITEM = re.compile(r"^( *)(-|1\.) ")
NAMED = re.compile(r"^list (bullet|number)(?: ([2-5]))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list at a depth, 0 being the outermost."""

    depth: int
    is_counted: bool

    @property
    def sign(self) -> str:
        """What stands before its words."""
        return INDENT * self.depth + ("1. " if self.is_counted else "- ")


def item_of(properties: Any, style: str, part: Any) -> Item | None:
    """The item that a paragraph is, by itself or by its style; none where it belongs to no list."""
    numbering = properties.numPr if properties is not None else None
    said = [numbering, *_of_styles(properties, part)] if part is not None else [numbering]
    key = next(
        (candidate.numId.val for candidate in said if candidate is not None and candidate.numId is not None), None
    )
    named = NAMED.match(style)
    if not key:
        return None if key == 0 or not named else Item(_depth_of(named), named[1].casefold() == "number")
    level = next((candidate.ilvl.val for candidate in said if candidate is not None and candidate.ilvl is not None), 0)
    depth = _depth_of(named) if named and not level else level
    return Item(min(int(depth), DEEPEST), _sign_of(part, key, int(level)) not in BULLETS)


def _depth_of(named: re.Match[str]) -> int:
    return int(named[2] or 1) - 1


def _of_styles(properties: Any, part: Any) -> Iterator[Any]:
    """What the style of a paragraph, and those it is based on, say of lists."""
    if properties is None or properties.style is None or not hasattr(part, "document"):
        return
    styles = {definition.styleId: definition for definition in part.document.styles.element.style_lst}
    key, seen = properties.style, set[str]()
    while key in styles and key not in seen:
        seen.add(key)
        if styles[key].pPr is not None:
            yield styles[key].pPr.numPr
        key = styles[key].basedOn_val


def _sign_of(part: Any, number: int, level: int) -> str:
    """How a list counts at a level, in Word's words: bullet, decimal, lowerLetter."""
    related = getattr(part, "rels", {}).values()
    parts = [
        relation.target_part
        for relation in related
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external
    ]
    for numbering in (part.element for part in parts):
        for abstract in numbering.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val"):
            shape = f"./w:abstractNum[@w:abstractNumId='{int(abstract)}']/w:lvl[@w:ilvl='{level}']/w:numFmt"
            return str(next((number_format.get(qn("w:val")) for number_format in numbering.xpath(shape)), "bullet"))
    return "bullet"


def in_lists(blocks: Iterable[str]) -> list[str]:
    """Items that follow each other stand in one list, at the margin and with their numbers."""
    joined: list[str] = []
    counts: dict[int, int] = {}
    margin, was_item = 0, False
    for block in filter(None, blocks):
        item = ITEM.match(block)
        if item and not was_item:
            margin, counts = len(item[1]), {}
        text = _at_margin(block, margin, counts) if item else block
        if item and was_item:
            joined[-1] += "\n" + text
        else:
            joined.append(text)
        was_item = bool(item)
    return joined


def _at_margin(block: str, margin: int, counts: dict[int, int]) -> str:
    """An item as deep below the first of its list as it stands, under the number that is its turn."""
    text = re.sub(rf"^ {{0,{margin}}}", "", block, flags=re.MULTILINE)
    indent, sign = ITEM.match(text).groups()  # type: ignore[union-attr]
    depth = len(indent)
    for deeper in [count for count in counts if count > depth]:
        del counts[deeper]
    if sign == "-":
        counts.pop(depth, None)
        return text
    counts[depth] = counts.get(depth, 0) + 1
    return f"{indent}{counts[depth]}.{text[depth + len(sign) :]}"
