"""Verifies this pack offline, with the standard library of Python 3.8 or newer alone: python3 verify.py [--key LINE].

It checks the signature of the manifest and of the head, every file of the pack, that each record shown stands in the
ledger under that head with exactly these values, and that each attached file is the one that was attached. LINE is the
key as the organization handed it out elsewhere; without it the pack is checked against the key that it holds itself,
whose name is printed so that it can be compared.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
DASH = "\u2014"
REASON = "@reason"
MANIFEST_LINE = b"tandem pack manifest\n"


Point = Tuple[int, int, int, int]


class Wrong(Exception):
    """What does not hold."""


def ed25519_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """True when the key (32 bytes) made this signature (64 bytes) of the message: RFC 8032, section 5.1.7."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return equal(times(s, BASE), add(r, times(h, a)))


def add(p: Point, q: Point) -> Point:
    """The sum of two points in extended coordinates."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % PRIME, (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c, d = 2 * p[3] * q[3] * D % PRIME, 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME)


def times(number: int, p: Point) -> Point:
    """A point taken a number of times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, p)
        p, number = add(p, p), number >> 1
    return total


def equal(p: Point, q: Point) -> bool:
    """True for two spellings of one point."""
    return (p[0] * q[2] - q[0] * p[2]) % PRIME == 0 and (p[1] * q[2] - q[1] * p[2]) % PRIME == 0


def point(encoded: bytes) -> Optional[Point]:
    """The point that 32 bytes stand for; None for none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= PRIME:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME or (x == 0 and sign):
        return None
    x = PRIME - x if x & 1 != sign else x
    return (x, y, 1, x * y % PRIME)


BASE: Point = point((4 * pow(5, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little"))  # type: ignore[assignment]


def read_key(line: str) -> Tuple[str, bytes]:
    """Name and public key out of a line: name, key id, algorithm and key."""
    name, key_id, encoded = line.strip().split("+", 2)
    raw_key = base64.b64decode(encoded)
    if raw_key[:1] != b"\x01" or key_id_of(name, raw_key[1:]).hex() != key_id:
        raise Wrong("The key is no Ed25519 key of that name.")
    return name, raw_key[1:]


def key_id_of(name: str, public: bytes) -> bytes:
    """First four bytes of SHA-256 over name, newline, algorithm and key."""
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def read_head(note: str, name: str, public: bytes) -> Tuple[int, bytes]:
    """Size and root of a signed head; Wrong unless this key signed it."""
    text, _gap, signatures = note.replace("\r\n", "\n").rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        parts = line.split(" ")
        if len(parts) == 3 and parts[:2] == [DASH, name]:
            signature = base64.b64decode(parts[2])
            if signature[:4] == key_id_of(name, public) and ed25519_holds(public, signature[4:], text.encode()):
                lines = text.split("\n")
                if lines[0] != name:
                    raise Wrong("The head is of another ledger.")
                return int(lines[1]), base64.b64decode(lines[2])
    raise Wrong("The head is not signed by this key.")


def inclusion_holds(leaf: bytes, index: int, size: int, path: List[bytes], root: bytes) -> bool:
    """True when a leaf stands at its place in the tree of this root: RFC 9162, section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    node, last = index, size - 1
    computed = hashlib.sha256(b"\x00" + leaf).digest()
    for part in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            computed = hashlib.sha256(b"\x01" + part + computed).digest()
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            computed = hashlib.sha256(b"\x01" + computed + part).digest()
        node, last = node >> 1, last >> 1
    return last == 0 and computed == root


def check_record(record: Dict[str, Any], size: int, root: bytes) -> Dict[str, Any]:
    """Wrong unless the record stands in the ledger with exactly the values that are shown."""
    proof, what = record["proof"], record["reference"]
    leaf = proof["leaf"].encode()
    path = [base64.b64decode(node) for node in proof["path"]]
    if not inclusion_holds(leaf, proof["index"], size, path, root):
        raise Wrong(f"{what} is not in the ledger at place {proof['index']}.")
    entry, kept = json.loads(proof["leaf"]), proof["commitments"]
    spelled = "{" + ",".join(f'"{name}":"{kept[name]}"' for name in sorted(kept)) + "}"
    if hashlib.sha256(spelled.encode()).hexdigest() != entry["fields"]:
        raise Wrong(f"{what}: the commitments are not those of the entry.")
    for name, shown in proof["values"].items():
        prefix = len(name.encode()).to_bytes(4, "big") + name.encode()
        digest = hashlib.sha256(bytes.fromhex(shown["salt"]) + prefix + shown["value"].encode()).hexdigest()
        if digest != kept.get(name):
            raise Wrong(f"{what}: “{name}” is not the value that was entered.")
    values = {name: json.loads(shown["value"]) for name, shown in proof["values"].items() if name != REASON}
    if values != record["state"] or (entry["reference"], entry["record_id"]) != (what, record["record_id"]):
        raise Wrong(f"{what}: what is shown is not what was entered.")
    return values


def check(folder: Path, key_line: str) -> str:
    """Check everything; gives what to print. Wrong names the first thing that does not hold."""
    pack = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
    name, public = read_key(key_line or pack["key"])
    manifest = (folder / "manifest.json").read_bytes()
    signature = base64.b64decode((folder / "manifest.sig").read_text())
    if not ed25519_holds(public, signature, MANIFEST_LINE + manifest):
        raise Wrong("The manifest is not signed by this key.")
    listed = json.loads(manifest)
    for path, digest in listed.items():
        packed_file = folder / path
        if not packed_file.is_file() or hashlib.sha256(packed_file.read_bytes()).hexdigest() != digest:
            raise Wrong(f"{path} is missing or was changed.")
    size, root = read_head((folder / "checkpoint.txt").read_text(encoding="utf-8"), name, public)
    count = 0
    for path in sorted(listed):
        if path.startswith("records/") and path.endswith(".json"):
            for record in json.loads((folder / path).read_text(encoding="utf-8")):
                values = check_record(record, size, root)
                count += 1
                if path == "records/attachments.json" and f"files/{values['sha256']}" not in listed:
                    raise Wrong(f"The file {values['name']} is missing.")
    for path in listed:
        if path.startswith("files/") and listed[path] != path[len("files/") :]:
            raise Wrong(f"{path} is not the file of that name.")
    return f"Everything holds: {count} records under a head of {size} entries, signed by\n{key_line or pack['key']}"


def main(arguments: List[str]) -> int:
    """Print what holds or what does not; gives the exit code."""
    key_line = arguments[arguments.index("--key") + 1] if "--key" in arguments else ""
    try:
        print(check(Path(__file__).resolve().parent, key_line))
    except (Wrong, KeyError, TypeError, ValueError, OSError) as error:
        print(f"This pack does NOT hold: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
