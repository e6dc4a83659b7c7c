"""What Excel lets a sheet be called."""

import re
from typing import Final

from django.utils.translation import gettext as _

LONGEST_NAME: Final = 31
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts and that no other sheet has, in whatever language it was wanted."""
    plain = FORBIDDEN.sub(" ", wanted).replace("\n", " ").strip(" '") or _("Table")
    name, number = _cut(plain, LONGEST_NAME), 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = _cut(plain, LONGEST_NAME - len(ending)) + ending, number + 1
    taken.add(name.casefold())
    return name


def _cut(text: str, most: int) -> str:
    """The text as far as it fits; Excel counts most emoji and rare characters twice."""
    while len(text.encode("utf-16-le", "replace")) > most * 2:
        text = text[:-1]
    return text.rstrip(" '\u200d")
