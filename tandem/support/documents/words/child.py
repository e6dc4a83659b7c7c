"""Reads the files of documents in a process of its own with limits; writes MessagePack to standard output."""

import resource
import sys
import zipfile
from pathlib import Path

import msgspec
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import LxmlError
from pypdf.errors import PyPdfError

from tandem.support.documents.words import portable, word
from tandem.support.documents.words.said import Said, tidy

MEMORY = 1536 * 1024 * 1024
SECONDS = 100
LARGEST = 200 * 2**20  # unpacked
ZIP, PDF, OLD_OFFICE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"
DAMAGED = (
    PackageNotFoundError,
    LxmlError,
    PyPdfError,
    zipfile.BadZipFile,
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    IndexError,
    ArithmeticError,
    OSError,
    RecursionError,
    NotImplementedError,
    AssertionError,
)
PLAIN = (".md", ".markdown", ".txt")
FIRST_LINES = 60


def said(path: Path, name: str) -> Said:
    """What one file says, or a code for why it cannot be read; what a file holds never spoils the others."""
    try:
        return _read(path, name)
    except MemoryError:
        return Said(name=name, code="memory")
    except DAMAGED:
        return Said(name=name, code="damaged")


def _read(path: Path, name: str) -> Said:
    with path.open("rb") as file:
        start = file.read(1024)
    if PDF in start:
        return portable.read(path, name)
    if start.startswith(OLD_OFFICE):
        return Said(name=name, code="old-word")
    if start.startswith(ZIP):
        return _word(path, name)
    return _plain(path, name) if name.lower().endswith(PLAIN) else Said(name=name, code="unknown")


def _word(path: Path, name: str) -> Said:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    if not any(member.filename.startswith("word/") for member in members):
        return Said(name=name, code="unknown")
    if sum(member.file_size for member in members) > LARGEST:
        return Said(name=name, code="memory")
    said = word.read(path, name)
    return said if said.text else msgspec.structs.replace(said, code="empty")


def _plain(path: Path, name: str) -> Said:
    text = tidy(path.read_bytes().decode("utf-8-sig", errors="replace"))
    lines = [line.strip("# ") for line in text.splitlines() if line.strip()][:FIRST_LINES]
    return Said(name=name, text=text, lines=lines, code="" if text else "empty")


def main(*arguments: str) -> int:
    """Print what each file says; the arguments are path and name in turn."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    sys.stdout.buffer.write(msgspec.msgpack.encode([said(Path(path), name) for path, name in pairs]))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
