"""How large a picture is drawn, read from its first bytes alone: a small file may unfold into gigabytes."""

import struct
from typing import Final

MOST_POINTS: Final = 16_000_000  # what a camera makes; a logo needs a hundredth of it
MOST_TIMES: Final = 12  # as long as it is high, or as high as it is long
_PNG: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"
_JPEG: Final = b"\xff\xd8"
MARKER: Final = 0xFF
LONGEST_HEAD: Final = 9  # bytes of a segment up to its width
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_SIZE: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of frames, which say the size


def size_of(picture: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG in points; None for what is neither, or says no size."""
    if picture.startswith(_PNG) and len(picture) >= len(_PNG) + 8:
        width, height = struct.unpack_from(">II", picture, len(_PNG))
    elif picture.startswith(_JPEG):
        height, width = _of_jpeg(picture)
    else:
        return None
    return (width, height) if width and height else None


def is_of_sensible_size(picture: bytes) -> bool:
    """Whether it says its size, is no thread, and has no more points than can be drawn in passing."""
    size = size_of(picture)
    return size is not None and size[0] * size[1] <= MOST_POINTS and max(size) <= MOST_TIMES * min(size)


def _of_jpeg(picture: bytes) -> tuple[int, int]:
    """Height and width, as the first frame says; nothing where none does."""
    at = len(_JPEG)
    while at + LONGEST_HEAD <= len(picture):
        marker, kind, length, _precision, height, width = struct.unpack_from(">BBHBHH", picture, at)
        if marker != MARKER or kind == MARKER:
            at += 1  # filled up between segments
        elif kind in _ALONE:
            at += 2
        elif kind in _SIZE:
            return height, width
        else:
            at += 2 + length
    return 0, 0
