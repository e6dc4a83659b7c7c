"""Any text that people can type or paste, as a document can hold it."""

import re
from collections.abc import Callable
from typing import Any

# What XML and fonts have nothing for: control characters but tab and line feed, halves of pairs, non-characters.
LAST_TWO = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
NOTHING = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{LAST_TWO}]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BEYOND_LATIN = 0x250


def legible(text: str) -> str:
    """The text without what no document can hold; a carriage return, form feed or vertical tab is a new line."""
    return NOTHING.sub("", LINE_ENDS.sub("\n", text))


def everywhere(change: Callable[[str], str], data: Any) -> Any:
    """The same data with every text in it changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: everywhere(change, value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [everywhere(change, value) for value in data]
    return data


def spelled(text: str, unshown: frozenset[str]) -> str:
    """The text with the number of each character that no font here can show: [U+4E2D] for a Chinese one."""
    return "".join(f"[U+{ord(one):04X}]" if one in unshown else one for one in text)


def rare(data: Any) -> set[str]:
    """Every character of the data that a font may lack."""
    found: set[str] = set()

    def look(text: str) -> str:
        found.update(one for one in text if ord(one) >= BEYOND_LATIN)
        return text

    everywhere(look, data)
    return found
