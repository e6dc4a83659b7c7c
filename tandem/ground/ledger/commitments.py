"""What a ledger entry commits to: each field by itself, so that one value can go while every proof holds.

A field's commitment is SHA-256 over its salt (32 bytes), the length of its name (4 bytes, big-endian), its name and
its canonical JSON value. The salts of an entry come from one 32-byte secret: the stretch of SHAKE-256 over the secret
and the sorted names, cut in the order of these. Once a value is erased, the other salts are written out and the secret
goes. The reason of an entry is committed to like a field, under a name that no field can have.

Beside that, one SHA-256 over the secret, the state and the reason commits to all of them at once. It is what makes
verification of an entry that lost nothing quick, and it finds a changed spelling as well as a changed value.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256, shake_256

from tandem.ground.ledger.canonical import NotCanonical

SALT = 32
REASON = "@reason"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@lru_cache(4096)
def checked_name(name: str) -> str:
    """The name of a field; NotCanonical unless it is letters, digits, underscore, dot and hyphen."""
    if not NAME.fullmatch(name):
        raise NotCanonical(f"“{name}” is no name of a field: use letters, digits, underscore, dot and hyphen.")
    return name


def salts_of(secret: bytes, names: Iterable[str]) -> dict[str, bytes]:
    """The salt of each field, by name, in the order of names."""
    ordered = sorted(names)
    stretch = shake_256(secret + "\n".join(ordered).encode()).digest(SALT * len(ordered))
    return {name: stretch[SALT * place : SALT * (place + 1)] for place, name in enumerate(ordered)}


def commitment(salt: bytes, name: str, value: str) -> str:
    """Commitment to one field in hexadecimal; `value` is its canonical JSON."""
    return sha256(salt + _prefix(name) + value.encode()).hexdigest()


def commitments(secret: bytes, values: Mapping[str, str]) -> dict[str, str]:
    """Commitments to all fields of an entry, by name, in the order of names."""
    return {
        name: sha256(salt + _prefix(name) + values[name].encode()).hexdigest()
        for name, salt in salts_of(secret, values).items()
    }


def spelled(parts: Mapping[str, str]) -> str:
    """Commitments or salts by name as the canonical JSON of an object."""
    return "{" + ",".join([f'"{name}":"{parts[name]}"' for name in sorted(parts)]) + "}"


def digest_of(committed: Mapping[str, str]) -> bytes:
    """What the leaf holds of all commitments: SHA-256 over their canonical JSON."""
    return sha256(spelled(committed).encode()).digest()


def digest(secret: bytes, values: Mapping[str, str]) -> bytes:
    """The same for values whose commitments nobody asks for one by one."""
    ordered = sorted(values)
    stretch = shake_256(secret + "\n".join(ordered).encode()).digest(SALT * len(ordered))
    places = range(0, len(stretch), SALT)
    commitments_written = [
        f'"{name}":"{sha256(stretch[place : place + SALT] + _prefix(name) + values[name].encode()).hexdigest()}"'
        for name, place in zip(ordered, places, strict=True)
    ]
    return sha256(("{" + ",".join(commitments_written) + "}").encode()).digest()


def whole(secret: bytes, state: str, reason: str) -> bytes:
    """Commitment to the state and the reason at once; the state is a JSON object, so it ends where it ends."""
    return sha256(secret + state.encode() + reason.encode()).digest()


@lru_cache(4096)
def _prefix(name: str) -> bytes:
    encoded = name.encode()
    return len(encoded).to_bytes(4, "big") + encoded
