"""Canonical JSON (RFC 8785) of what a ledger keeps: text, whole numbers, truth, nothing, lists and objects."""

import json
import unicodedata
from json.encoder import encode_basestring
from typing import Any

LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """A value that canonical JSON cannot hold without loss."""


def encode(value: Any) -> bytes:
    """The one spelling of a value in UTF-8; NotCanonical for floats, huge numbers and other types.

    Keys are sorted by UTF-16 code units as RFC 8785 asks; text is brought to Unicode NFC first.
    """
    return json.dumps(_checked(value), separators=(",", ":"), ensure_ascii=False, check_circular=False).encode()


def spelled(value: Any) -> str:
    """The same as text, quickly for what most fields hold."""
    if type(value) is str and value.isascii():
        quoted: str = encode_basestring(value)
        return quoted
    if type(value) is int and -LARGEST <= value <= LARGEST:
        return str(value)
    if value is True:
        return "true"
    if value is False:
        return "false"
    return encode(value).decode()


def _checked(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"{value} is beyond 2^53; write it as text.")
        return value
    if isinstance(value, list | tuple):
        return [_checked(part) for part in value]
    if isinstance(value, dict):
        return _object(value)
    raise NotCanonical(f"{type(value).__name__} has no canonical form here; write it as text.")


def _object(value: dict[Any, Any]) -> dict[str, Any]:
    if not all(isinstance(key, str) for key in value):
        raise NotCanonical("The names in an object are text.")
    pairs = [(_text(key), _checked(part)) for key, part in value.items()]
    ordered = dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))
    if len(ordered) != len(value):
        raise NotCanonical("Two names in one object are the same in Unicode NFC.")
    return ordered


def _text(value: str) -> str:
    if value.isascii():
        return str(value)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NotCanonical("Text holds half a character.") from None
    return unicodedata.normalize("NFC", value)
