"""Archives of tables, as people send a folder: what is in one is unpacked a file at a time, within limits."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from django.utils.translation import gettext as _

from tandem.ground.exchange.unusable import UnusableFile

MOST_FILES: Final = 50
TABLES: Final = frozenset(
    {".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xls", ".xlsb", ".ods", ".docx", ".html", ".htm"}
)
DOCUMENTS: Final = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})


def holds_tables(names: set[str]) -> bool:
    """Whether an archive with these names is no document and holds a file that may be a table."""
    tables = (name for name in names if PurePosixPath(name).suffix.lower() in TABLES and _is_meant(name))
    return not DOCUMENTS & names and any(tables)


def _is_meant(name: str) -> bool:
    """Whether a file was put there by a person, not by the system that packed it."""
    return not name.endswith("/") and not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def unpacked(path: Path) -> Iterator[tuple[str, Path]]:
    """Each file that somebody packed, by its name in the archive; it is gone once the next is asked for."""
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        members = [member for member in archive.infolist() if _is_meant(member.filename)]
        if len(members) > MOST_FILES:
            raise UnusableFile(_("The archive holds more than %(most)d files.") % {"most": MOST_FILES})
        for place, member in enumerate(members):
            target = Path(folder) / f"{place}{PurePosixPath(member.filename).suffix}"
            try:
                with archive.open(member) as source, target.open("xb") as kept:
                    shutil.copyfileobj(source, kept)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                params = {"name": member.filename}
                raise UnusableFile(_("“%(name)s” cannot be unpacked: damaged, or by a password.") % params) from error
            yield member.filename, target
            target.unlink()
