"""The signing key of this installation: a file outside the database and its backups."""

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
        made = Ed25519PrivateKey.generate()
        path.touch(mode=0o600)
        path.write_bytes(made.private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
