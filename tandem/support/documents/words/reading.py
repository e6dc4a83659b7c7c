"""What files of documents say, read by a child process that cannot take the server with it."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
from django.utils.translation import gettext_lazy as _

from tandem.support.documents.words.said import Said

CHILD_SECONDS = 120
AT_ONCE = 20  # files for one process
READABLE = frozenset(
    {
        "application/pdf",
        "application/zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-office",
        "text/plain",
    }
)
WHY = {
    "encrypted": _("It is protected by a password, so its words are not known."),
    "pictures": _("It holds pictures of pages only; its words are not known."),
    "empty": _("It holds no text."),
    "old-word": _("It is of an old Word; save it as .docx for its words to be found."),
    "unknown": _("It is neither Word nor PDF nor plain text."),
    "damaged": _("It is damaged; its words could not be read."),
    "memory": _("It is too large to read."),
    "slow": _("It took too long to read."),
}


def read(files: Sequence[tuple[Path, str]]) -> list[Said]:
    """What each file says, in their order; one that breaks the reading is named by its code."""
    readings: list[Said] = []
    for start in range(0, len(files), AT_ONCE):
        some = files[start : start + AT_ONCE]
        readings += _together(some) or [said for file in some for said in _alone(file)]
    return readings


def _alone(file: tuple[Path, str]) -> list[Said]:
    return _together([file]) or [Said(name=file[1], code="slow")]


def _together(files: Sequence[tuple[Path, str]]) -> list[Said]:
    """What these files say; nothing when the process was ended by its limits."""
    command = [sys.executable, "-m", "tandem.support.documents.words.child"]
    command += [part for path, name in files for part in (str(path), name)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=CHILD_SECONDS, check=False)  # noqa: S603  our module
    except subprocess.TimeoutExpired:
        return []
    return msgspec.msgpack.decode(done.stdout, type=list[Said]) if done.returncode == 0 else []
