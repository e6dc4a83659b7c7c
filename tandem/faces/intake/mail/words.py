"""What the bytes of a message say: declared charsets are often wrong, encoded headers often broken."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Any

SAME_AS = {
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "x-mac-roman": "mac-roman",
}
FOLD = re.compile(r"[\r\n]+[ \t]*")
BETWEEN = re.compile(r"\?=\s+=\?")


def decoded(content: bytes, charset: str = "") -> str:
    """Bytes as text, whatever charset they claim: UTF-8 where it fits, else as declared, else as in Western Europe."""
    named = charset.strip().strip("\"'").lower()
    declared = SAME_AS.get(named, named)
    is_shifted = declared.startswith(("iso-2022", "iso2022", "utf-7", "utf-16", "utf-32", "hz"))
    for codec in (declared,) if is_shifted else ("utf-8", declared):
        if (text := _strictly(content, codec)) is not None:
            return text
    if declared not in ("", "utf-8", "utf8", "cp1252") and (text := _as_far_as(content, declared)) is not None:
        return text
    return _nearly(content) or _strictly(content, "cp1252") or content.decode("latin-1")


def _nearly(content: bytes) -> str:
    """UTF-8 with a few broken places; empty where most of it is something else."""
    text = content.decode("utf-8", "replace")
    broken, beyond = text.count("\ufffd"), sum(character > "\x7f" for character in text)
    return text if broken * 4 <= beyond else ""


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec).removeprefix("\ufeff")
    except (LookupError, UnicodeError, ValueError):
        return None


def _as_far_as(content: bytes, codec: str) -> str | None:
    """As declared, with marks for what does not fit; None for a name that is of no charset, such as “hex”."""
    try:
        return content.decode(codec, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None


def header(value: Any) -> str:
    """A header in one line of readable text; one that cannot be decoded stays as it came."""
    raw = FOLD.sub(" ", _unescaped(str(value)))
    try:
        parts = decode_header(BETWEEN.sub("?==?", raw))
    except (HeaderParseError, ValueError, UnicodeError):
        return tidy(raw)
    joined = "".join(_part(content, charset) for content, charset in parts)
    return tidy(" ".join(joined.split()))


def _part(content: Any, charset: str | None) -> str:
    if isinstance(content, str):
        return content
    return decoded(content, charset or "")


def _unescaped(value: str) -> str:
    """Bytes beyond ASCII that the parser set aside, read as text."""
    if not any("\udc80" <= character <= "\udcff" for character in value):
        return value
    return decoded(value.encode("utf-8", "surrogateescape"))


def tidy(text: str) -> str:
    """Text without halves of characters."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")
