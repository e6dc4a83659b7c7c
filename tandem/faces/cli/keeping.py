"""Backup and restore: one archive with the database, the attachments and the keys."""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import IO, Any

import click
from django.conf import settings
from django.db import connection

from tandem.faces.cli import archive, running
from tandem.faces.cli.archive import DATABASE, FILES, KEYS, Manifest
from tandem.faces.cli.asking import as_json, say
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock, privacy
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.comparison import running as comparisons
from tandem.ground.kernel.comparison.witnessing import newest_heads
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import erasure
from tandem.ground.ledger.problems import BrokenLedger
from tandem.ground.ledger.verification import verify

TRIES = 5
SHOWN = 20
ELSEWHERE = (
    "On PostgreSQL the database is kept by its own tools: pg_dump with a role that has BYPASSRLS, and a copy of the "
    "folders files and *.key in the data folder."
)


class GoneMeanwhile(Exception):
    """A file that the copied database names was taken off its record while the rest was copied."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
def backup(file: Path, as_json: bool) -> None:
    """Keep everything in one archive, attachments and keys too; the server may go on meanwhile."""
    _insist_sqlite()
    if file.exists():
        raise click.ClickException(f"{file} is there already; choose another name.")
    try:
        running.seal_all()
    except BrokenLedger as error:
        click.echo(f"Not everything could be sealed first: {error}", err=True)
    beside = file.with_name(file.name + ".part")
    manifest = _packed(beside)
    beside.replace(file)
    count = len(manifest.sha256)
    text = f"{file}: {count} files, {len(manifest.heads)} organizations. It holds the keys: keep it safe."
    say(archive.as_json(manifest), as_json, text)


def _packed(target: Path) -> Manifest:
    """Copy the database as it is at one moment, without keeping anybody waiting, and the files that it names."""
    for _attempt in range(TRIES):
        with tempfile.TemporaryDirectory(dir=settings.DATA, prefix="backup-") as folder:
            copy = Path(folder) / DATABASE
            _copy_database(copy)
            try:
                files = dict(_files(copy, Path(folder) / FILES))
            except GoneMeanwhile:
                continue
            keys = {name: path for name in KEYS if (path := Path(settings.DATA) / name).exists()}
            return archive.write(target, {DATABASE: copy, **keys, **files}, archive.heads_in(copy))
    raise click.ClickException("Files are taken off records faster than they can be copied; try again.")


def _copy_database(target: Path) -> None:
    """Copy what is committed, in one reading: writers go on meanwhile, and the copy is of one moment."""
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    with (
        closing(sqlite3.connect(f"{name.as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as to,
    ):
        source.backup(to)


def _files(database: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Every stored file by its name in the archive, held fast in a folder of the backup's own."""
    root = Path(settings.MEDIA_ROOT)
    present = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} if root.exists() else ()
    named = set(archive.named_files(database))
    for name in sorted({*present, *named}):
        target = folder.joinpath(*PurePosixPath(name).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _hold(root / name, target)
        except FileNotFoundError:
            if name in named and not _is_still_named(name):
                raise GoneMeanwhile from None
            continue  # lost before the backup: the comparison of tables and files says so
        yield f"{FILES}/{name}", target


def _hold(source: Path, target: Path) -> None:
    """A second name for a file, so that it stays until it is packed; a copy where the storage knows none."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def _is_still_named(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM kernel_attachment WHERE stored_as = %s", [name])
        return cursor.fetchone() is not None


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--erasures", type=click.File(encoding="utf-8"), multiple=True, help="What `ledger erasures` printed.")
@as_json
def restore(file: Path, erasures: tuple[IO[str], ...], as_json: bool) -> None:
    """Bring a backup into an empty data folder; ends with the same ledger heads, or says what differs.

    Values that were erased are erased again: those that the archive knows of, and those of the lists that were kept
    apart from it.
    """
    _insist_sqlite()
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    if database.exists():
        raise click.ClickException(f"{settings.DATA} holds a database already; name an empty folder with --data.")
    listed = _listed(erasures)
    manifest = archive.read_manifest(file)
    _insist_key(manifest)
    _bring(file, manifest, Path(settings.DATA), database)
    running.prepare()
    problems = list(_differences(manifest.heads))
    again, trouble = _erase_again(listed)
    problems += trouble
    text = "\n".join(problems) or f"{file} is restored." + (f" Erased again: {again} values." if again else "")
    say({"holds": not problems, "problems": problems, "erased_again": again}, as_json, text)
    raise SystemExit(1 if problems else 0)


def _listed(files: tuple[IO[str], ...]) -> dict[str, list[dict[str, Any]]]:
    """Erasures by organization, out of the files that were given."""
    erasures: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        try:
            for slug, entries in json.load(file).items():
                erasures.setdefault(slug, []).extend(entries)
        except (ValueError, RecursionError, AttributeError, TypeError) as error:
            raise click.ClickException(f"{file.name} is no list of erasures: {error}.") from error
    return erasures


def _insist_key(manifest: Manifest) -> None:
    """The ledger is verified by its key: without it everything restored would look forged."""
    key = Path(settings.TANDEM_LEDGER_KEY)
    is_elsewhere = key.resolve() != (Path(settings.DATA) / "ledger.key").resolve()
    if manifest.heads and not key.exists() and (is_elsewhere or "ledger.key" not in manifest.sha256):
        message = f"The archive does not hold the key of the ledger; put it at {key} first, then restore."
        raise click.ClickException(message)


def _bring(file: Path, manifest: Manifest, data: Path, database: Path) -> None:
    """Lay every file in its place, the keys first and in use from then on, the database last."""
    with tempfile.TemporaryDirectory(dir=data, prefix="restore-") as folder:
        archive.unpack(file, manifest, Path(folder))
        for name in sorted(manifest.sha256, key=lambda member: (member == DATABASE, member not in KEYS)):
            root = Path(settings.MEDIA_ROOT).parent if name.startswith(f"{FILES}/") else data
            target = database if name == DATABASE else root.joinpath(*PurePosixPath(name).parts)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            Path(folder, name).replace(target)
            if name == "secret.key":
                settings.SECRET_KEY = target.read_text().strip()


def _erase_again(listed: dict[str, list[dict[str, Any]]]) -> tuple[int, list[str]]:
    """Take out what was erased before or after the backup was made; from how many entries, and what could not be."""
    count = 0
    troubles: list[str] = []
    for organization in Organization.objects.order_by("pk"):
        with organization_active(organization.pk):
            actor = system_actor(organization.pk, "Restore", "restore", organization.zone)
            try:
                count += erasure.replay_erasures(organization.pk, now=clock.now())
                count += privacy.erase_again(actor, listed.get(organization.slug, ()))
            except (WriteError, BrokenLedger, KeyError, TypeError, ValueError) as error:
                troubles.append(f"Not everything of {organization.slug} could be erased again: {error}")
    try:
        running.seal_all()
    except BrokenLedger as error:
        troubles.append(f"The erasures could not be sealed: {error}")
    return count, troubles


def _insist_sqlite() -> None:
    if connection.vendor != "sqlite":
        raise click.ClickException(ELSEWHERE)


def _differences(heads: dict[str, str]) -> Iterator[str]:
    """Where the restored ledgers, tables and files are not the ones that were kept."""
    newest = newest_heads()
    for slug in sorted(heads.keys() | newest.keys()):
        if heads.get(slug) != newest.get(slug):
            yield f"The head of {slug} is not the one that was kept."
            continue
        organization_id = Organization.objects.get(slug=slug).pk
        checked = verify(organization_id)
        if not checked.holds:
            yield f"The ledger of {slug} does not hold: {checked.problem}"
        yield from (f"{slug}: {finding}" for finding in comparisons.compare(organization_id).findings[:SHOWN])
