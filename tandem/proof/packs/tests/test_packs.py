"""A pack verifies itself with the standard library alone, and whatever is changed in it is found."""

import base64
import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tandem.ground.kernel import clock, comments, files, links, registers, writing
from tandem.ground.ledger import keys, operations
from tandem.operation.services.models import Service
from tandem.proof.packs import packing, verify
from tests.cast import Cast


@pytest.fixture
def folder(home: Cast, tmp_path: Path) -> Path:
    """An unpacked pack with two services, a comment, a link and a file; a confidential incident is beside them."""
    ada = home.actor("ada")
    services, incidents = registers.declared_for(Service), registers.find("incidents")
    assert incidents is not None
    mail = writing.create(ada, services, {"title": "Größe Ω"})
    other = writing.create(ada, services, {"title": "Archive <b>"})
    comments.add(ada, services, mail.reference, "Renewed")
    links.connect(ada, services, mail.reference, to_register="services", to_reference=other.reference)
    files.attach(ada, services, mail.reference, "plan.txt", [b"How we restore it"])
    hidden = {"title": "Fraud in payroll", "impact": 1, "urgency": 1, "is_confidential": True}
    writing.create(ada, incidents, hidden)
    operations.seal_everything(home.home.pk, clock.now())
    packed = packing.pack(home.home, tmp_path / "pack.zip")
    assert (packed.records, packed.files) == (5, 1)
    target = tmp_path / "pack"
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        archive.extractall(target)
    return target


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """What verify.py says, run by a Python without site-packages."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
    return done.returncode, done.stdout + done.stderr


def test_an_untouched_pack_holds_by_its_own_key_and_by_one_handed_out(folder: Path) -> None:
    key = json.loads((folder / "pack.json").read_text())["key"]
    for arguments in ((), ("--key", key)):
        code, said = run(folder, *arguments)
        assert (code, said.startswith("Everything holds: 5 records under a head of 6 entries")) == (0, True), said
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    name = key.split("+")[0]
    line = f"{name}+{verify.key_id_of(name, other).hex()}+{base64.b64encode(bytes([1]) + other).decode()}"
    assert run(folder, "--key", line) == (1, "This pack does NOT hold: The manifest is not signed by this key.\n")


def test_what_is_confidential_is_not_in_it(folder: Path) -> None:
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Fraud in payroll" not in everything
    assert json.loads((folder / "records/incidents.json").read_text()) == []
    assert "Archive &lt;b&gt;" in (folder / "pages/services.html").read_text()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("records/services.json", lambda text: text.replace("Größe", "Grösse")),
        ("records/services.json", lambda text: "[]"),
        ("pages/services.html", lambda text: text + " "),
        ("checkpoint.txt", lambda text: text.replace("6\n", "7\n", 1)),
        ("pack.json", lambda text: text.replace("Home", "House")),
        ("manifest.json", lambda text: text.replace("a", "b", 1)),
    ],
)
def test_a_changed_file_is_found(folder: Path, name: str, change: Callable[[str], str]) -> None:
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    code, said = run(folder)
    assert (code, "does NOT hold" in said) == (1, True), said


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda record: record["state"].update(title="Forged"), "what is shown is not what was entered"),
        (lambda record: record["proof"]["values"]["title"].update(value='"Forged"'), "is not the value"),
        (lambda record: record["proof"].update(index=1), "is not in the ledger at place 1"),
        (lambda record: record["proof"]["commitments"].update(title="0" * 64), "the commitments are not those"),
        (lambda record: record.update(reference="SVC-9"), "what is shown is not what was entered"),
    ],
)
def test_a_record_forged_with_a_new_manifest_meets_the_tree(
    folder: Path, change: Callable[[dict[str, Any]], None], wrong: str
) -> None:
    """Somebody who holds even the signing key cannot show another record under an old head."""
    path = folder / "records/services.json"
    records = json.loads(path.read_text())
    change(records[0])
    path.write_text(json.dumps(records))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["records/services.json"] = hashlib.sha256(path.read_bytes()).hexdigest()
    content = json.dumps(manifest).encode()
    (folder / "manifest.json").write_bytes(content)
    signature = keys.signing_key().sign(packing.MANIFEST_LINE + content)
    (folder / "manifest.sig").write_text(base64.b64encode(signature).decode())
    code, said = run(folder)
    assert (code, wrong in said) == (1, True), said


def test_signatures_are_verified_as_the_library_does() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public, signature, message = key.public_key().public_bytes_raw(), b"", b""
    for message in (b"", b"a", bytes(1_000)):
        signature = key.sign(message)
        assert verify.ed25519_holds(public, signature, message)
        assert not verify.ed25519_holds(public, signature, message + b"x")
        assert not verify.ed25519_holds(public, signature[:40] + b"x" + signature[41:], message)
        assert not verify.ed25519_holds(public[:-1] + b"x", signature, message)
    too_large = (int.from_bytes(signature[32:], "little") + verify.ORDER).to_bytes(32, "little")
    assert not verify.ed25519_holds(public, signature[:32] + too_large, message)
