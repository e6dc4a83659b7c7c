"""The archive of a backup: what it holds, how it is written, and how it is read without trusting it."""

import hashlib
import json
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath

import click
import msgspec
from django.db.migrations.loader import MigrationLoader

from tandem import __version__

FORMAT = "tandem-backup/1"
MANIFEST, DATABASE, KEYS, FILES = "manifest.json", "tandem.sqlite3", ("secret.key", "ledger.key"), "files"
CHUNK = 1024 * 1024
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError, OSError)


class Manifest(msgspec.Struct, frozen=True):
    """What an archive says of itself: the heads of its ledgers, by organization, and the digest of every file."""

    format: str
    version: str
    heads: dict[str, str]
    sha256: dict[str, str]


def write(archive: Path, contents: Mapping[str, Path], heads: dict[str, str]) -> Manifest:
    """Write an archive that its owner alone can read; FileNotFoundError when a file went away meanwhile."""
    digests = {}
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in contents.items():
            digests[name] = digest(path)
            packed.write(path, name)
        manifest = Manifest(FORMAT, __version__, heads, digests)
        packed.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        raw.flush()
        os.fsync(raw.fileno())
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What an archive says of itself; ClickException for anything that is no backup this release can read."""
    try:
        with zipfile.ZipFile(file) as packed:
            content, names = packed.read(MANIFEST), set(packed.namelist()) - {MANIFEST}
        manifest = msgspec.json.decode(content, type=Manifest)
    except KeyError as error:
        raise click.ClickException(f"{file} is no backup of Tandem: it has no {MANIFEST}.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} is damaged: its {MANIFEST} cannot be read: {error}.") from error
    except DAMAGES as error:
        raise click.ClickException(f"{file} is no backup of Tandem: {error}.") from error
    if manifest.format != FORMAT:
        raise click.ClickException(f"{file} is a backup of another kind ({manifest.format}).")
    _insist_not_newer(file, manifest.version)
    if names != set(manifest.sha256) or DATABASE not in names:
        raise click.ClickException(f"{file} is damaged: its files are not those that it lists.")
    for name in names:
        _insist_placed(name)
    return manifest


def unpack(file: Path, manifest: Manifest, folder: Path) -> None:
    """Lay every file of an archive into an empty folder; ClickException when one is not what was kept."""
    try:
        with zipfile.ZipFile(file) as packed:
            for name in sorted(manifest.sha256):
                _lay(packed, name, folder, manifest.sha256[name])
    except DAMAGES as error:
        raise click.ClickException(f"{file} is damaged: {error}.") from error
    _insist_known_migrations(file, folder / DATABASE)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def as_json(manifest: Manifest) -> dict[str, object]:
    """The manifest for programs."""
    plain: dict[str, object] = json.loads(msgspec.json.encode(manifest))
    return plain


def _insist_not_newer(file: Path, version: str) -> None:
    try:
        wanted = tuple(int(part) for part in version.split("."))
        present = tuple(int(part) for part in __version__.split("."))
    except ValueError:
        raise click.ClickException(f"{file} is damaged: “{version}” is no version of Tandem.") from None
    if wanted > present:
        message = (
            f"{file} was made by Tandem {version}, this is {__version__}: install that version or a later one first."
        )
        raise click.ClickException(message)


def _insist_placed(name: str) -> None:
    parts = PurePosixPath(name).parts
    if name not in (DATABASE, *KEYS) and (parts[:1] != (FILES,) or ".." in parts or len(parts) < 2):
        raise click.ClickException(f"The archive holds “{name}”, which has no place in a backup.")


def _lay(packed: zipfile.ZipFile, name: str, folder: Path, expected: str) -> None:
    target = folder.joinpath(*PurePosixPath(name).parts)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with packed.open(name) as source, target.open("xb") as kept:
        while chunk := source.read(CHUNK):
            kept.write(chunk)
    target.chmod(0o600)
    if digest(target) != expected:
        raise click.ClickException(f"The archive is damaged: “{name}” is not what was kept.")


def _insist_known_migrations(file: Path, database: Path) -> None:
    """A database that a later release has changed cannot be read by this one, whatever the manifest says."""
    known = set(MigrationLoader(None).disk_migrations or ())
    try:
        strange = sorted(_applied(database) - known)
    except sqlite3.DatabaseError as error:
        raise click.ClickException(f"{file} is damaged: its database cannot be read: {error}.") from error
    ours = {app for app, _name in known}
    if newer := [f"{app}.{name}" for app, name in strange if app in ours]:
        message = f"{file} was made by a later release of Tandem (it knows {newer[0]}): install that one first."
        raise click.ClickException(message)


def _applied(database: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
        return set(source.execute("SELECT app, name FROM django_migrations"))


def named_files(database: Path) -> Iterator[str]:
    """Names, in the storage, of the files that a copied database names."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
        yield from (name for (name,) in source.execute("SELECT DISTINCT stored_as FROM kernel_attachment"))


def heads_in(database: Path) -> dict[str, str]:
    """The newest signed head of each organization, by its short name, as a copied database holds it."""
    sql = (
        "SELECT o.slug, c.note FROM accounts_organization o JOIN ledger_checkpoint c ON c.organization_id = o.id"
        " WHERE c.size = (SELECT max(size) FROM ledger_checkpoint WHERE organization_id = o.id) ORDER BY o.slug"
    )
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
        return dict(source.execute(sql))
