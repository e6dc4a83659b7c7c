"""What a ledger entry commits to: each field by itself, so that one value can go while every proof holds.

A field's commitment is SHA-256 over its salt (32 bytes), the length of its name (4 bytes, big-endian), its name and
its canonical JSON value. The salts of an entry come from one 32-byte secret: the stretch of SHAKE-256 over the secret,
cut in the order of the sorted field names. Once a value is erased, the other salts are written out and the secret goes.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256, shake_256

SALT = 32


def salts_of(secret: bytes, names: Iterable[str]) -> dict[str, bytes]:
    """The salt of each field, by name."""
    ordered = sorted(names)
    stretch = shake_256(secret).digest(SALT * len(ordered))
    return {name: stretch[SALT * place : SALT * (place + 1)] for place, name in enumerate(ordered)}


def commitment(salt: bytes, name: str, value: bytes) -> str:
    """Commitment to one field in hexadecimal; `value` is its canonical JSON."""
    encoded = name.encode()
    return sha256(salt + len(encoded).to_bytes(4, "big") + encoded + value).hexdigest()


def commitments(secret: bytes, values: Mapping[str, bytes]) -> dict[str, str]:
    """Commitments to all fields of an entry, by name."""
    salts = salts_of(secret, values)
    return {name: commitment(salts[name], name, value) for name, value in values.items()}
