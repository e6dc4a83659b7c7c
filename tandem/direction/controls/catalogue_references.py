"""References of controls as tables hold them: beside their title in one cell, in two columns, or made numbers of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from tandem.ground.exchange.rows import Row, Silent

JOINED: Final = re.compile(
    r"(?P<ref>(?:[A-Z]{1,8}[.-]?)?\d+(?:[.-]\d+)*(?:\s?\(\d+\))?[a-z]?|[A-Z]{2,8}(?:[.-][A-Z]{1,6})*[.-]?\d+(?:[.-]\d+)*"
    r"(?:\s?\(\d+\))?)\s*(?:[:.)\]–—-]\s+|\s)\s*[–—:-]?\s*(?P<title>\w.*)",
    re.DOTALL,
)
MOSTLY: Final = 0.8
FEWEST: Final = 2


def parted(text: str) -> tuple[str, str] | None:
    """Reference and title of a cell such as “5.1 Policies” or “GV.OC-01: The mission is understood”."""
    fits = JOINED.fullmatch(text.strip())
    if fits is None or not re.search(r"[^\W\d_]{2}", fits["title"]):
        return None
    return fits["ref"], fits["title"].strip()


def are_joined(rows: Sequence[Row], place: int) -> bool:
    """Whether the cells of a column name reference and title together, mostly; those that do not are faults then."""
    texts = [cell for cell in _cells(rows, place) if isinstance(cell, str)]
    fitting = sum(1 for text in texts if parted(text))
    return fitting >= FEWEST and fitting >= len(texts) * MOSTLY


def _cells(rows: Iterable[Row], place: int) -> list[Any]:
    values = (row.values[place] for row in rows if place < len(row.values))
    return [cell for cell in values if cell is not None and not isinstance(cell, Silent)]


def below(number: str, part: str) -> str:
    """The reference of a part of a control, from the control's own number and that of the part: 4 and 2, 4 and 4.2."""
    if not number or not part or part == number:
        return part or number
    if re.match(re.escape(number) + r"[^0-9A-Za-z]", part) or re.search(r"\d[.-]\d", part):
        return part
    return f"{number}{part}" if part.startswith("(") else f"{number}.{part}"


def by_order(rows: Sequence[Row], place: int) -> Mapping[int, str]:
    """What references meant that a spreadsheet made numbers of, by line, where their order proves it.

    After 5.9 the number 5.1 is 5.10. Only when every one of them continues what stands before it; else none.
    """
    meant: dict[int, str] = {}
    last: dict[int, int] = {}
    for row in rows:
        cell = row.values[place] if place < len(row.values) else None
        if isinstance(cell, str) and (fits := re.fullmatch(r"(\d+)\.(\d+)", cell.strip())):
            last[int(fits[1])] = int(fits[2])
        elif isinstance(cell, float | Decimal):
            whole = int(cell)
            following = last.get(whole, 0) + 1
            if Decimal(f"{whole}.{following}") != Decimal(str(cell)):
                return {}
            last[whole], meant[row.line] = following, f"{whole}.{following}"
    return meant if len(meant) >= FEWEST else {}
