"""Backup and restore: one archive with the database, the attachments and the keys."""

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import IO, Any

import click
from django.conf import settings
from django.db import connection, transaction

from tandem import __version__
from tandem.faces.cli import running
from tandem.faces.cli.asking import as_json, say
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import privacy
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.operations import newest_checkpoint
from tandem.ground.ledger.verification import verify

FORMAT = "tandem-backup/1"
MANIFEST, DATABASE, KEYS, FILES = "manifest.json", "tandem.sqlite3", ("secret.key", "ledger.key"), "files"
CHUNK = 1024 * 1024
ELSEWHERE = (
    "On PostgreSQL the database is kept by its own tools: pg_dump with a role that has BYPASSRLS, and a copy of the "
    "folders files and *.key in the data folder."
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
def backup(file: Path, as_json: bool) -> None:
    """Keep everything in one archive, attachments and keys too; the server may go on meanwhile."""
    _insist_sqlite()
    if file.exists():
        raise click.ClickException(f"{file} is there already; choose another name.")
    running.seal_all()
    beside = file.with_name(file.name + ".part")
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        copy = Path(folder) / DATABASE
        with transaction.atomic():  # heads and database of one moment
            told = {"format": FORMAT, "version": __version__, "heads": _heads()}
            _copy_database(copy)
        told["sha256"] = _pack(beside, copy, told)
    beside.replace(file)
    count = len(told["sha256"])
    say(told, as_json, f"{file}: {count} files, {len(told['heads'])} organizations. It holds the keys: keep it safe.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--erasures", type=click.File(encoding="utf-8"), multiple=True, help="What `ledger erasures` printed.")
@as_json
def restore(file: Path, erasures: tuple[IO[str], ...], as_json: bool) -> None:
    """Bring a backup into an empty data folder; ends with the same ledger heads, or says what differs.

    Values that were erased after the backup are erased again, by the lists that were kept apart from it.
    """
    _insist_sqlite()
    database = Path(settings.DATABASES["default"]["NAME"])
    if database.exists():
        raise click.ClickException(f"{settings.DATA} holds a database already; name an empty folder with --data.")
    listed = _listed(erasures)
    told = _unpack(file, Path(settings.DATA), database)
    running.prepare()
    problems = list(_differences(told["heads"]))
    again = 0 if problems else _erase_again(listed)
    text = "\n".join(problems) or f"{file} is restored." + (f" Erased again: {again} values." if again else "")
    say({"holds": not problems, "problems": problems, "erased_again": again}, as_json, text)
    raise SystemExit(1 if problems else 0)


def _listed(files: tuple[IO[str], ...]) -> dict[str, list[dict[str, Any]]]:
    """Erasures by organization, out of the files that were given."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        try:
            for slug, told in json.load(file).items():
                found.setdefault(slug, []).extend(told)
        except (json.JSONDecodeError, AttributeError, TypeError) as error:
            raise click.ClickException(f"{file.name} is no list of erasures: {error}.") from error
    return found


def _erase_again(listed: dict[str, list[dict[str, Any]]]) -> int:
    """Take out what was erased after the backup was made; from how many entries."""
    count = 0
    for one in Organization.objects.filter(slug__in=listed):
        with organization_active(one.pk):
            try:
                count += privacy.erase_again(system_actor(one.pk, "Restore", "restore", one.zone), listed[one.slug])
            except WriteError as error:
                raise click.ClickException(f"Restored, but not everything could be erased again: {error}") from error
    running.seal_all()
    return count


def _insist_sqlite() -> None:
    if connection.vendor != "sqlite":
        raise click.ClickException(ELSEWHERE)


def _heads() -> dict[str, str]:
    """The signed head of each organization's ledger, by its short name."""
    found = {one.slug: newest_checkpoint(one.pk) for one in Organization.objects.order_by("slug")}
    return {slug: checkpoint.note for slug, checkpoint in found.items() if checkpoint}


def _copy_database(target: Path) -> None:
    """Copy what is committed, by a connection of its own: one that is inside a transaction cannot be copied from."""
    name = Path(settings.DATABASES["default"]["NAME"])
    with (
        closing(sqlite3.connect(f"{name.as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as to,
    ):
        source.backup(to)


def _pack(archive: Path, database: Path, told: dict[str, Any]) -> dict[str, str]:
    """Write the archive; gives the SHA-256 of every file in it."""
    digests = {}
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in _contents(database):
            digests[name] = _digest(path)
            packed.write(path, name)
        packed.writestr(MANIFEST, json.dumps({**told, "sha256": digests}, indent=1))
    return digests


def _contents(database: Path) -> Iterator[tuple[str, Path]]:
    yield DATABASE, database
    for name in KEYS:
        path = Path(settings.DATA) / name
        if path.exists():
            yield name, path
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if path.is_file():
            yield f"{FILES}/{path.relative_to(root).as_posix()}", path


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _unpack(file: Path, data: Path, database: Path) -> dict[str, Any]:
    """Lay every file in its place, the database last; ClickException when the archive is not whole."""
    try:
        with zipfile.ZipFile(file) as packed:
            told: dict[str, Any] = json.loads(packed.read(MANIFEST))
            if told.get("format") != FORMAT:
                raise click.ClickException(f"{file} is a backup of another kind ({told.get('format')}).")
            names = [name for name in packed.namelist() if name != MANIFEST]
            if set(names) != set(told["sha256"]):
                raise click.ClickException(f"{file} is damaged: its files are not those that it lists.")
            with tempfile.TemporaryDirectory(dir=data) as folder:
                for name in names:
                    _lay(packed, name, Path(folder), told["sha256"][name])
                _move(Path(folder), data, database, names)
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError) as error:
        raise click.ClickException(f"{file} is no backup of Tandem: {error}.") from error
    return told


def _lay(packed: zipfile.ZipFile, name: str, folder: Path, digest: str) -> None:
    parts = PurePosixPath(name).parts
    if name not in (DATABASE, *KEYS) and (parts[0] != FILES or ".." in parts or len(parts) < 2):
        raise click.ClickException(f"The archive holds “{name}”, which has no place in a backup.")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with packed.open(name) as source, target.open("xb") as kept:
        while chunk := source.read(CHUNK):
            kept.write(chunk)
    target.chmod(0o600)
    if _digest(target) != digest:
        raise click.ClickException(f"The archive is damaged: “{name}” is not what was kept.")


def _move(folder: Path, data: Path, database: Path, names: list[str]) -> None:
    for name in sorted(names, key=lambda one: one == DATABASE):
        root = Path(settings.MEDIA_ROOT).parent if name.startswith(f"{FILES}/") else data
        target = database if name == DATABASE else root.joinpath(*PurePosixPath(name).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / name).replace(target)


def _differences(heads: dict[str, str]) -> Iterator[str]:
    """Where the restored ledgers are not the ones that were kept."""
    found = _heads()
    for slug in sorted(heads.keys() | found.keys()):
        if heads.get(slug) != found.get(slug):
            yield f"The head of {slug} is not the one that was kept."
            continue
        checked = verify(Organization.objects.get(slug=slug).pk)
        if not checked.holds:
            yield f"The ledger of {slug} does not hold: {checked.problem}"
