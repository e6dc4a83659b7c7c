"""Compound files (MS-CFB), as Outlook saves messages in: just enough of a writer for tests."""

import struct
from typing import Any

SECTOR, FREE, END, FAT, NONE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
LEAST = 4096  # shorter streams would lie in a stream of their own


def wide(text: str) -> bytes:
    """Text as a property keeps it, long enough to lie in sectors of its own."""
    return text.encode("utf-16-le").ljust(LEAST, b"\x00")


def compound(root: dict[str, Any]) -> bytes:
    """A file of folders (dict) and streams (bytes of at least 4096)."""
    entries: list[list[Any]] = [["Root Entry", 5, NONE, NONE, b""]]
    _add(entries, 0, root)
    directory_sectors = -(-len(entries) * 128 // SECTOR)
    fat = [FAT, *range(2, directory_sectors + 1), END]
    content, rows = b"", b""
    for name, kind, right, child, stream in entries:
        start = END
        if stream:
            start, count = len(fat), -(-len(stream) // SECTOR)
            fat += [*range(start + 1, start + count), END]
            content += stream.ljust(count * SECTOR, b"\x00")
        title = (name + "\x00").encode("utf-16-le")
        rows += title.ljust(64, b"\x00") + struct.pack("<HBBIII", len(title), kind, 1, NONE, right, child)
        rows += b"\x00" * 36 + struct.pack("<IQ", start, len(stream))
    assert len(fat) <= SECTOR // 4
    table = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\x00" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, LEAST, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + table + rows.ljust(directory_sectors * SECTOR, b"\x00") + content


def _add(entries: list[list[Any]], parent: int, folder: dict[str, Any]) -> None:
    """Each entry names the next one of its folder; the folder names the first."""
    before = None
    for name, inner in sorted(folder.items(), key=lambda item: (len(item[0]), item[0])):
        place = len(entries)
        is_folder = isinstance(inner, dict)
        entries.append([name, 1 if is_folder else 2, NONE, NONE, b"" if is_folder else inner])
        entries[parent if before is None else before][3 if before is None else 2] = place
        before = place
        if is_folder:
            _add(entries, place, inner)


def outlook_message() -> bytes:
    """A message that Outlook saved, with one file."""
    return compound(
        {
            "__substg1.0_0037001F": wide("Drucker raucht"),
            "__substg1.0_1000001F": wide("Es raucht."),
            "__substg1.0_0C1A001F": wide("Kari Berg"),
            "__substg1.0_5D01001F": wide("kari@berglund.example"),
            "__substg1.0_1035001F": wide("<o1@berglund.example>"),
            "__attach_version1.0_#00000000": {
                "__substg1.0_3707001F": wide("Bild.txt"),
                "__substg1.0_37010102": b"smoke " * 1_000,
            },
        }
    )
