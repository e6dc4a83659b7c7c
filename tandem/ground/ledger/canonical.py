"""Canonical JSON (RFC 8785) of what a ledger keeps: text, whole numbers, truth, nothing, lists and objects."""

import json
import unicodedata
from typing import Any

LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """A value that canonical JSON cannot hold without loss."""


def encode(value: Any) -> bytes:
    """The one spelling of a value in UTF-8; NotCanonical for floats, huge numbers and other types.

    Keys are sorted by UTF-16 code units as RFC 8785 asks; text is brought to Unicode NFC first.
    """
    return json.dumps(_checked(value), separators=(",", ":"), ensure_ascii=False, check_circular=False).encode()


def _checked(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"{value} is beyond 2^53.")
        return value
    if isinstance(value, list | tuple):
        return [_checked(part) for part in value]
    if isinstance(value, dict):
        pairs = [(_text(key), _checked(part)) for key, part in value.items()]
        return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))
    raise NotCanonical(f"{type(value).__name__} has no canonical form here.")


def _text(value: str) -> str:
    text = value if value.isascii() else unicodedata.normalize("NFC", value)
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise NotCanonical("Text holds half a character.")
    return text
