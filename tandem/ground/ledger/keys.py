"""The signing key of this installation: a file outside the database and its backups.

It is made once, before anything is written. Where entries exist and the key is missing, or another one lies in its
place, nothing more is written: heads signed by a new key would prove nothing of what was there before.
"""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tandem.ground.ledger.problems import BrokenLedger

LENGTH = 32
MISSING = (
    "The key that signs the ledger is missing. Whoever operates this installation has to put it back from a backup; "
    "nothing is written without it."
)
REPLACED = (
    "Another key lies where the one that signs the ledger should be. Whoever operates this installation has to put the "
    "right one back from a backup; nothing is written with another."
)
_read: dict[Path, tuple[tuple[int, int, int], Ed25519PrivateKey]] = {}


class KeyTrouble(BrokenLedger):
    """Why the signing key cannot be used, and what to do about it."""


def signing_key() -> Ed25519PrivateKey:
    """The Ed25519 key with which checkpoints are signed; KeyTrouble when there is none, or none that can be read."""
    path = _path()
    mark = mark_of_file()
    known = _read.get(path)
    if known is None or known[0] != mark:
        known = _read[path] = (mark, _key(path))
    return known[1]


def mark_of_file() -> tuple[int, int, int]:
    """What tells the key's file from any other that might take its place; KeyTrouble when it cannot be read."""
    try:
        status = os.stat(settings.TANDEM_LEDGER_KEY)  # noqa: PTH116  asked before every write
    except FileNotFoundError:
        raise KeyTrouble(MISSING) from None
    except OSError as error:
        raise KeyTrouble(f"The key that signs the ledger cannot be read: {error.strerror}.") from error
    return status.st_ino, status.st_size, status.st_mtime_ns


def public_key() -> bytes:
    """The 32 bytes against which checkpoints are verified."""
    return signing_key().public_key().public_bytes_raw()


def make_first_key() -> None:
    """Make the key of an installation that has none, readable by its owner alone; only while nothing is written."""
    if not _path().exists():
        _make(_path())


def _path() -> Path:
    return Path(settings.TANDEM_LEDGER_KEY)


def _key(path: Path) -> Ed25519PrivateKey:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KeyTrouble(f"The key that signs the ledger cannot be read: {error.strerror}.") from error
    if len(content) != LENGTH:
        raise KeyTrouble(f"The key that signs the ledger is damaged: it has {len(content)} bytes instead of {LENGTH}.")
    return Ed25519PrivateKey.from_private_bytes(content)


def _make(path: Path) -> None:
    """Write a new key in one step, so that of two processes that start at once both use the first one's."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
