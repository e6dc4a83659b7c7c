"""What a file of a document says: its words and what it calls itself."""

import msgspec

LONGEST = 200_000  # characters that a version holds


class Said(msgspec.Struct, kw_only=True):
    """One file as it was read. `code` says why nothing was read; `properties` are those that the file keeps itself.

    `lines` are the plain lines of headers and footers, and the first ones of the text, where documents name themselves.
    """

    name: str
    text: str = ""
    lines: list[str] = []
    properties: dict[str, str] = {}
    code: str = ""


def tidy(text: str) -> str:
    """Text that a database keeps: without control characters, lone surrogates and what is too long."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\xad", "")
    kept = "".join(
        character
        for character in plain
        if character in "\n\t" or (character >= " " and not "\ud800" <= character <= "\udfff")
    )
    return kept.strip()[:LONGEST]
