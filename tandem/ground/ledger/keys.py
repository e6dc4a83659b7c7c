"""The signing key of this installation: a file outside the database and its backups."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


def signing_key() -> Ed25519PrivateKey:
    """The Ed25519 key with which checkpoints are signed; made on first use, readable by its owner alone."""
    return _key_in(Path(settings.TANDEM_LEDGER_KEY))


def public_key() -> bytes:
    """The 32 bytes against which checkpoints are verified."""
    return signing_key().public_key().public_bytes_raw()


@cache
def _key_in(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        _make(path)
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


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
