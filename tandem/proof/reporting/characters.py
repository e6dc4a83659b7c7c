"""Any text that people can type or paste, as a document can hold it."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

# What XML and fonts have nothing for: control characters but tab and line feed, halves of pairs, non-characters; and
# the two that turn the letters after them around, so that a text reads otherwise than it stands there.
LAST_TWO = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
NOTHING = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef{LAST_TWO}]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BEYOND_LATIN = 0x250
RIGHT_TO_LEFT = frozenset({"R", "AL"})
STRONG = RIGHT_TO_LEFT | {"L"}
REPLACED = "\ufffd"
ISOLATE, END = "\u2067", "\u2069"  # what stands between them runs from right to left, as a thing by itself


def legible(text: str) -> str:
    """The text without what no document can hold; a carriage return, form feed or vertical tab is a new line.

    Of a text of nothing else a sign remains, so that a title is never empty.
    """
    left = NOTHING.sub("", LINE_ENDS.sub("\n", text))
    return REPLACED if text and not left.strip() and not text.isspace() else left


def everywhere(change: Callable[[str], str], data: Any) -> Any:
    """The same data with every text in it changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: everywhere(change, value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [everywhere(change, value) for value in data]
    return data


def is_right_to_left(line: str) -> bool:
    """Whether a line runs from right to left, which its first letter says."""
    kinds = (unicodedata.bidirectional(character) for character in line)
    return next((kind for kind in kinds if kind in STRONG), "L") in RIGHT_TO_LEFT


def in_order(text: str) -> str:
    """The text with each line that runs from right to left marked, so that its numbers and full stops stand right."""
    if text.isascii():
        return text
    return "\n".join(f"{ISOLATE}{line}{END}" if is_right_to_left(line) else line for line in text.split("\n"))


def spelled(text: str, undrawn: frozenset[str]) -> str:
    """The text with the number of each character that no font here draws: [U+4E2D] for a Chinese one."""
    return "".join(f"[{numbered(character)}]" if character in undrawn else character for character in text)


def numbered(character: str) -> str:
    """The number of a character, such as U+4E2D."""
    return f"U+{ord(character):04X}"


def named(undrawn: Iterable[str]) -> list[str]:
    """Each character by its number and the name that Unicode gives it; one without a name by its number alone."""
    return [f"{numbered(character)} {unicodedata.name(character, '').lower()}".strip() for character in sorted(undrawn)]


def rare(data: Any) -> set[str]:
    """Every character of the data that a font may lack."""
    met: set[str] = set()

    def look(text: str) -> str:
        met.update(character for character in text if ord(character) >= BEYOND_LATIN)
        return text

    everywhere(look, data)
    return met
