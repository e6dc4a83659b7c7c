"""Reads a file, or every file of a zip, in a process of its own with limits; writes MessagePack to standard output."""

import gzip
import io
import lzma
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tandem.operation.vulnerabilities.reports.contents import Refused, Report, digest, tidy
from tandem.operation.vulnerabilities.reports.recognizing import read

MEMORY = 1536 * 1024 * 1024
SECONDS = 100
MOST_FILES = 500
LARGEST_RATIO = 200
DEEPEST = 2  # several files travel as one zip, and one of them may be a zip
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, OSError, EOFError, ValueError)
GZIP = b"\x1f\x8b"
MISBUILT = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError)
BEGUN, LENGTH = "begun", 8
NO_REPORTS = ("__MACOSX/", ".DS_Store")


class Answer(msgspec.Struct, kw_only=True):
    """What came of one file: its reports with their digests, or a code for the reason and what it is about."""

    name: str
    reports: list[Report] = []
    digests: list[str] = []
    code: str = ""
    about: str = ""


File = tuple[str, bytes, Answer | None]  # its name, its content, or why it has none


def answers(path: Path, name: str, largest: int, skip: int = 0) -> Iterator[Answer]:
    """The answer for every file; what one of them holds never spoils the others. A zip may hold zips of reports.

    Before each file comes an answer with the code `begun`, so that whoever reads along knows where the reading broke
    off. The first `skip` files are passed over.
    """
    for number, (file, raw, broken) in enumerate(_files(name, path.read_bytes(), largest, 0)):
        if number >= skip:
            yield Answer(name=file, code=BEGUN)
            yield broken or answer(file, raw, largest)


def _files(name: str, raw: bytes, largest: int, depth: int) -> Iterator[File]:
    if not raw.startswith(ARCHIVES):
        yield name, raw, None
    elif depth >= DEEPEST:
        yield _broken(name, "zip-in-zip")
    else:
        yield from _unpacked(name, raw, largest, depth)


def _broken(name: str, code: str, about: str = "") -> File:
    return name, b"", Answer(name=name, code=code, about=tidy(about, 200))


def _unpacked(name: str, raw: bytes, largest: int, depth: int) -> Iterator[File]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_noise(entry.filename)]
            _insist_small(members, largest)
            for member in members:
                yield from _member(archive, member, largest, depth)
    except Refused as refused:
        yield _broken(name, refused.code, refused.about)
    except BROKEN as error:
        yield _broken(name, "broken-zip", str(error))


def _is_noise(name: str) -> bool:
    return name.startswith(NO_REPORTS) or name.endswith(NO_REPORTS)


def _insist_small(members: list[zipfile.ZipInfo], largest: int) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if not members:
        raise Refused("empty-zip")
    if len(members) > MOST_FILES:
        raise Refused("too-many-files", str(MOST_FILES))
    if unpacked > largest or (unpacked > 20 * 2**20 and unpacked / packed > LARGEST_RATIO):
        raise Refused("zip-size")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, largest: int, depth: int) -> Iterator[File]:
    name = tidy(member.filename, 255)
    try:
        raw = _read(archive, member, largest)
    except Refused as refused:
        yield _broken(name, refused.code)
    except BROKEN as error:
        yield _broken(name, "broken-zip", str(error))
    else:
        yield from _files(name, raw, largest, depth + 1)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, largest: int) -> bytes:
    """The content of a member; what its directory says of its size is not believed."""
    if member.flag_bits & 1:
        raise Refused("encrypted")
    with archive.open(member) as file:
        raw = file.read(largest + 1)
    if len(raw) > largest:
        raise Refused("zip-size")
    return raw


def answer(name: str, raw: bytes, largest: int = 2**26) -> Answer:
    """What one file says."""
    try:
        reports = read(_plain(raw, largest))
        return Answer(name=name, reports=reports, digests=[digest(report) for report in reports])
    except Refused as refused:
        return Answer(name=name, code=refused.code, about=refused.about)
    except MemoryError:
        return Answer(name=name, code="memory")
    except MISBUILT as error:
        return Answer(name=name, code="unreadable", about=tidy(f"{type(error).__name__}: {error}", 200))


def _plain(raw: bytes, largest: int) -> bytes:
    """The content of a file that was packed alone."""
    if not raw.startswith(GZIP):
        return raw
    try:
        with gzip.open(io.BytesIO(raw)) as packed:
            plain = packed.read(largest + 1)
    except BROKEN as error:
        raise Refused("broken-zip", str(error)) from error
    if len(plain) > largest:
        raise Refused("zip-size")
    return plain


def main(path: str, name: str, largest: str, skip: str = "0") -> int:
    """Print the answers, each behind its length."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for answer in answers(Path(path), name, int(largest), int(skip)):
        packed = msgspec.msgpack.encode(answer)
        sys.stdout.buffer.write(len(packed).to_bytes(LENGTH, "big") + packed)
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
