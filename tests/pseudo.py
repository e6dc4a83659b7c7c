"""The pseudo-language: every marked string in other letters, longer, and in brackets, compiled where Django looks.

What stays in plain letters is not marked; what is cut off or sticks out would not fit another language.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

ROOT = Path(__file__).parent.parent
LONGER = 0.35  # what German or Finnish needs beside English
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|%%|<[^>]+>|&\w+;|https?://\S+")
LETTERS = str.maketrans("aeiouycnsAEIOUCNS", "àéîöûýçñšÀÉÎÖÛÇÑŠ")
KEYWORDS = {
    "_": None,
    "_l": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("faces/web/**.html", "jinja2"),
]
OPTIONS = {"faces/web/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def said(text: str) -> str:
    """A text in the pseudo-language; what stands for a value or a tag stays as it is."""
    parts, at = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[at : kept.start()].translate(LETTERS), kept[0]]
        at = kept.end()
    whole = "".join([*parts, text[at:].translate(LETTERS)])
    return f"[{whole}{'·' * round(len(text) * LONGER)}]"


def messages() -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Every marked string of Tandem with its context; a pair where it has a plural."""
    found = extract_from_dir(ROOT / "tandem", METHODS, OPTIONS, keywords=KEYWORDS)
    for _file, _line, message, _comments, context in found:
        if message:
            yield message, context


def catalog() -> Catalog:
    """The words of the pseudo-language."""
    made = Catalog(locale="en", project="Tandem", charset="utf-8")
    for message, context in messages():
        told = tuple(map(said, message)) if isinstance(message, tuple) else said(message)
        made.add(message, told, context=context)
    return made


def compile_into(folder: Path) -> Path:
    """Write the pseudo-language as a language of an installation; the folder it lies in."""
    words = folder / "en_XA" / "LC_MESSAGES"
    words.mkdir(parents=True)
    buffer = io.BytesIO()
    write_mo(buffer, catalog())
    (words / "django.mo").write_bytes(buffer.getvalue())
    return folder
