"""Checkpoints as signed notes: the text of the C2SP specifications tlog-checkpoint and signed-note, Ed25519."""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
DASH = "\u2014"


class BadNote(ValueError):
    """A text that is no checkpoint, or whose signature does not hold."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: whose log, how many entries, which root (32 bytes), and further lines."""

    origin: str
    size: int
    root: bytes
    lines: tuple[str, ...] = ()

    def text(self) -> str:
        """The text that is signed."""
        return "\n".join([self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.lines]) + "\n"


def key_id(name: str, public: bytes) -> bytes:
    """First four bytes of SHA-256 over name, newline, algorithm and public key."""
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def verifier(name: str, public: bytes) -> str:
    """The public key as one line to hand out: name, key id, algorithm and key."""
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(ED25519 + public).decode()}"


def sign(head: Head, name: str, key: Ed25519PrivateKey) -> str:
    """The checkpoint with its signature; BadNote when a line is empty or broken, or the name holds a space or +."""
    if not all(line and "\n" not in line for line in (head.origin, *head.lines)):
        raise BadNote("The lines of a checkpoint are not empty and hold no line breaks.")
    if not name or "+" in name or any(character.isspace() for character in name):
        raise BadNote("The name of a key holds neither space nor plus sign.")
    public = key.public_key().public_bytes_raw()
    signature = key_id(name, public) + key.sign(head.text().encode())
    return f"{head.text()}\n{DASH} {name} {base64.b64encode(signature).decode()}\n"


def read(note: str, name: str, public: bytes) -> Head:
    """What a signed checkpoint says; BadNote unless the named key signed exactly this text.

    Further signatures, such as those of witnesses, may stand beside it.
    """
    text, signatures = _parts(note)
    wanted = f"{DASH} {name} "
    for line in signatures.splitlines():
        if line.startswith(wanted) and _signed(text, line.removeprefix(wanted), name, public):
            return _parse(text)
    raise BadNote(f"There is no valid signature of {name}.")


def names_key(note: str, public: bytes) -> bool:
    """True when a signature of the checkpoint says that this key made it, under whichever name; it is not verified."""
    return any(_is_of(line, public) for line in _parts(note)[1].splitlines())


def _is_of(line: str, public: bytes) -> bool:
    try:
        dash, name, encoded = line.split(" ")
        return dash == DASH and base64.b64decode(encoded, validate=True)[:4] == key_id(name, public)
    except ValueError:
        return False


def is_as_signed(note: str) -> bool:
    """True when a checkpoint is spelled as `sign` spells it, with one signature and nothing beside it."""
    text, signatures = _parts(note)
    try:
        dash, name, encoded = signatures.removesuffix("\n").split(" ")
        respelled = base64.b64encode(base64.b64decode(encoded, validate=True)).decode()
    except ValueError:
        return False
    return note == f"{text}\n{dash} {name} {respelled}\n"


def unverified(note: str) -> Head:
    """What a checkpoint says, its signatures unread: for one that a signed checkpoint vouches for."""
    return _parse(_parts(note)[0])


def _parts(note: str) -> tuple[str, str]:
    text, separator, signatures = note.replace("\r\n", "\n").rpartition("\n\n")
    if not separator:
        raise BadNote("There is no signature.")
    return text + "\n", signatures


def _signed(text: str, encoded: str, name: str, public: bytes) -> bool:
    try:
        signature = base64.b64decode(encoded, validate=True)
        if signature[:4] != key_id(name, public):
            return False
        Ed25519PublicKey.from_public_bytes(public).verify(signature[4:], text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _parse(text: str) -> Head:
    lines = text.rstrip("\n").split("\n")
    try:
        root = base64.b64decode(lines[2], validate=True)
        size = int(lines[1])
    except (IndexError, ValueError, binascii.Error) as error:
        raise BadNote("The checkpoint lacks its size or root.") from error
    if len(root) != 32 or size < 0 or str(size) != lines[1]:
        raise BadNote("The size or root of the checkpoint is malformed.")
    return Head(lines[0], size, root, tuple(lines[3:]))
