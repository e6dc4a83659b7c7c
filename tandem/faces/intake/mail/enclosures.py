"""What a message encloses, and its packages of one vendor opened: winmail.dat (MS-OXTNEF) and .msg (MS-OXMSG)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import olefile

from tandem.faces.intake.mail.words import decoded, tidy

SIGNATURE = 0x223E9F78
TITLE, DATA, RENDERING, PROPERTIES, BODY = 0x8010, 0x800F, 0x9002, 0x9005, 0x800C
LONG_NAME = 0x3707
FIXED = {0x2: 2, 0x3: 4, 0x4: 4, 0xA: 4, 0xB: 2, 0x5: 8, 0x6: 8, 0x7: 8, 0x14: 8, 0x40: 8, 0x48: 16}
COUNTED = frozenset({0xD, 0x1E, 0x1F, 0x102})
MOST = 100
SUBJECT, BODY_TEXT, SENDER_NAME, SENDER, SENDER_SMTP, HEADERS = "0037", "1000", "0C1A", "0C1F", "5D01", "007D"
MESSAGE_ID, CONTENT, NAME, SHORT_NAME = "1035", "3701", "3707", "3704"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Package:
    """What was found in a package: its own words and its files."""

    text: str = ""
    files: tuple[Enclosure, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def opened_tnef(content: bytes) -> Package | None:
    """What a winmail.dat holds; None where it is none, or broken before anything was found."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != SIGNATURE:
        return None
    files: list[list[Any]] = []
    text = ""
    for number, value in _attributes(content):
        if number == BODY:
            text = decoded(value.rstrip(b"\x00"))
        elif number == RENDERING:
            files.append(["", b""])
        elif files and number == TITLE:
            files[-1][0] = files[-1][0] or decoded(value.rstrip(b"\x00"))
        elif files and number == DATA:
            files[-1][1] = value
        elif files and number == PROPERTIES:
            files[-1][0] = _long_name(value) or files[-1][0]
    kept = tuple(Enclosure(tidy(name) or "file", value) for name, value in files[:MOST] if value)
    return Package(tidy(text), kept) if kept or text else None


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each attribute by its number; what is cut off ends it."""
    place = 6
    while place + 9 <= len(content):
        number, _kind, length = struct.unpack_from("<HHI", content, place + 1)
        start = place + 9
        if start + length + 2 > len(content):
            return
        yield number, content[start : start + length]
        place = start + length + 2


def _long_name(content: bytes) -> str:
    """The name of a file as its properties give it; empty where they cannot be read that far."""
    try:
        count = struct.unpack_from("<I", content)[0]
        place = 4
        for _property in range(min(count, 1_000)):
            kind, number = struct.unpack_from("<HH", content, place)
            place += 4
            if number >= 0x8000:
                place = _after_name(content, place)
            if kind in COUNTED:
                length = struct.unpack_from("<I", content, place + 4)[0]
                value = content[place + 8 : place + 8 + length]
                place += 8 + length + (-length % 4)
                if number == LONG_NAME:
                    return _text(value, kind)
            elif kind in FIXED:
                place += max(4, FIXED[kind])
            else:
                return ""
    except struct.error:
        return ""
    return ""


def _after_name(content: bytes, place: int) -> int:
    """Where the value of a named property begins."""
    kind = struct.unpack_from("<I", content, place + 16)[0]
    if kind == 0:
        return place + 24
    length = struct.unpack_from("<I", content, place + 20)[0]
    return int(place + 24 + length + (-length % 4))


def _text(value: bytes, kind: int) -> str:
    return (value.decode("utf-16-le", "replace") if kind == 0x1F else decoded(value)).rstrip("\x00")


def opened_msg(content: bytes) -> Package | None:
    """What a .msg file holds; None where it is none or cannot be read."""
    if not content.startswith(olefile.MAGIC):
        return None
    try:
        with olefile.OleFileIO(BytesIO(content)) as file:
            return _of_msg(file)
    except (OSError, struct.error, IndexError, ValueError, AttributeError):
        return None


def _of_msg(file: Any) -> Package | None:
    named = {
        key: _string(file, key) for key in (SUBJECT, SENDER_NAME, SENDER, SENDER_SMTP, HEADERS, MESSAGE_ID, BODY_TEXT)
    }
    folders = sorted({entry[0] for entry in file.listdir() if entry[0].startswith("__attach_version1.0_")})[:MOST]
    files = tuple(enclosed for folder in folders if (enclosed := _of_folder(file, folder)))
    if not any(named.values()) and not files:
        return None
    fields = tuple((key, value) for key, value in named.items() if value and key != BODY_TEXT)
    return Package(named[BODY_TEXT], files, fields)


def _of_folder(file: Any, folder: str) -> Enclosure | None:
    path = f"{folder}/__substg1.0_{CONTENT}0102"
    if not file.exists(path):
        return None
    name = _string(file, NAME, folder) or _string(file, SHORT_NAME, folder) or "file"
    return Enclosure(name, file.openstream(path).read())


def _string(file: Any, key: str, folder: str = "") -> str:
    before = f"{folder}/" if folder else ""
    if file.exists(wide := f"{before}__substg1.0_{key}001F"):
        return tidy(file.openstream(wide).read().decode("utf-16-le", "replace").rstrip("\x00"))
    if file.exists(narrow := f"{before}__substg1.0_{key}001E"):
        return tidy(decoded(file.openstream(narrow).read().rstrip(b"\x00")))
    return ""
