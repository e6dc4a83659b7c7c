"""The files that somebody brings, one by one: as they are, or out of a zip with folders."""

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.files import safe_name

MOST_FILES = 1_000
LARGEST = 1_000 * 2**20  # unpacked, altogether
NOISE = ("__MACOSX", "DS_Store", ".DS_Store", "Thumbs.db", "desktop.ini")  # a leading dot is gone in names we made safe
LEFT = ("~$", "._")  # beside a document: by Word while it is open, by a Mac for itself
UTF_8 = 0x800


@dataclass(frozen=True, slots=True)
class Brought:
    """One file on the disk, by the name it had where it came from, with its folders."""

    path: Path
    name: str
    refusal: str = ""


def every(paths: Iterable[tuple[Path, str]], folder: Path) -> list[Brought]:
    """Every file, those of archives unpacked into the folder; UnusableFile when an archive cannot be opened."""
    files: list[Brought] = []
    for path, name in paths:
        files += list(_unpacked(path, folder)) if _is_archive(path) else [Brought(path, name)]
    kept = [file for file in files if not _is_noise(file.name)]
    if not kept:
        raise UnusableFile(_("There is no file in it."))
    return sorted(kept, key=lambda file: file.name.casefold())


def below(folder: Path) -> list[tuple[Path, str]]:
    """Every file below a folder, by its path there."""
    return [(path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*")) if path.is_file()]


def _is_noise(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and (any(part in NOISE for part in parts) or parts[-1].startswith(LEFT))


def _is_archive(path: Path) -> bool:
    """True for a zip that is no office document."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not {"[Content_Types].xml", "mimetype"} & set(archive.namelist())
    except zipfile.BadZipFile:
        return False


def _unpacked(path: Path, folder: Path) -> Iterator[Brought]:
    with zipfile.ZipFile(path) as archive:
        members = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(members) > MOST_FILES:
            raise UnusableFile(
                _("There are more than %(most)d files in it; bring them in parts.") % {"most": MOST_FILES}
            )
        if sum(member.file_size for member in members) > LARGEST:
            raise UnusableFile(_("Unpacked, this would be too large; bring it in parts."))
        for number, member in enumerate(members):
            yield _member(archive, member, folder / f"{path.name[:40]}-{number}")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> Brought:
    name = _name(member)
    if member.flag_bits & 1:
        return Brought(target, name, _("It is protected by a password."))
    if member.file_size > settings.TANDEM_ATTACHMENT_LIMIT:
        largest = settings.TANDEM_ATTACHMENT_LIMIT // 2**20
        return Brought(target, name, _("The file is too large; at most %(largest)d MB fit.") % {"largest": largest})
    try:
        with archive.open(member) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        return Brought(target, name, _("It could not be unpacked: %(why)s") % {"why": error})
    return Brought(target, name)


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name with its folders; names that older programs packed are read as they meant them."""
    raw = member.filename
    if not member.flag_bits & UTF_8 and not raw.isascii():
        with suppress(UnicodeError):  # it may have the older letters that it seems to have
            raw = raw.encode("cp437").decode("utf-8")
    return "/".join(safe_name(part) for part in raw.replace("\\", "/").split("/") if part not in ("", ".", ".."))
