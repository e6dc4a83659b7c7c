"""The auditor's pack: records with their proofs, files, the signed head, and a program that verifies it offline."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from django.core.files.storage import default_storage
from django.db.models import Max

from tandem.ground.accounts import speaking
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock, permissions, registers
from tandem.ground.kernel.actor import AUDITOR, Actor
from tandem.ground.kernel.models import Attachment, Comment, Link
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import keys, notes
from tandem.ground.ledger.commitments import REASON
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.origins import organization_origin
from tandem.ground.ledger.proofs import Prover
from tandem.ground.ledger.states import GONE
from tandem.proof.packs import pages

FORMAT = "tandem-pack/1"
MANIFEST_LINE = b"tandem pack manifest\n"
PROGRAM = Path(__file__).with_name("verify.py")
BESIDE = {"attachments": Attachment, "comments": Comment, "links": Link}
CHUNK = 1024 * 1024


@dataclass(slots=True)
class Packed:
    """What a pack holds: how many records and files, under a head of how many entries."""

    records: int = 0
    files: int = 0
    entries: int = 0
    digests: dict[str, str] = field(default_factory=dict)


def pack(organization: Organization, target: Path) -> Packed:
    """Write what an auditor of the organization may see, with proofs; NoProof while nothing is sealed."""
    auditor = Actor(organization.pk, AUDITOR, "Auditor", None, "cli", organization.zone, may_write=False)
    packed = Packed()
    with (
        organization_active(organization.pk),
        speaking.as_documents(organization),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        prover = Prover(organization.pk)
        packed.entries = prover.tree.size
        writer = _Writer(archive, packed)
        counts = [
            (
                register,
                _write_records(writer, str(register.title), register.key, _records_of(prover, auditor, register)),
            )
            for register in registers.every()
        ]
        for key in BESIDE:
            _write_records(writer, key.capitalize(), key, _beside(prover, auditor, key))
        _write_files(writer, auditor)
        writer.text("index.html", pages.index(organization, prover.checkpoint, counts))
        writer.text("checkpoint.txt", prover.checkpoint.note)
        writer.text("verify.py", PROGRAM.read_text(encoding="utf-8"))
        writer.text("pack.json", _about(organization, packed))
        _sign(archive, packed)
    return packed


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes files into the archive and remembers their digests."""

    archive: zipfile.ZipFile
    packed: Packed

    def text(self, name: str, text: str) -> None:
        content = text.encode()
        self.packed.digests[name] = hashlib.sha256(content).hexdigest()
        self.archive.writestr(name, content)


def _about(organization: Organization, packed: Packed) -> str:
    summary = {
        "format": FORMAT,
        "organization": organization.name,
        "slug": organization.slug,
        "made_at": clock.now().isoformat(),
        "entries": packed.entries,
        "records": packed.records,
        "key": notes.verifier(organization_origin(organization.pk), keys.public_key()),
    }
    return json.dumps(summary, indent=1, ensure_ascii=False)


def _sign(archive: zipfile.ZipFile, packed: Packed) -> None:
    manifest = json.dumps(packed.digests, indent=1, sort_keys=True).encode()
    signature = keys.signing_key().sign(MANIFEST_LINE + manifest)
    archive.writestr("manifest.json", manifest)
    archive.writestr("manifest.sig", base64.b64encode(signature).decode())


def _write_records(writer: _Writer, title: str, key: str, rows: Iterator[dict[str, Any]]) -> int:
    records = list(rows)
    writer.text(f"records/{key}.json", json.dumps(records, ensure_ascii=False))
    writer.text(f"pages/{key}.html", pages.register(title, key, records))
    writer.packed.records += len(records)
    return len(records)


def _records_of(prover: Prover, auditor: Actor, register: Register) -> Iterator[dict[str, Any]]:
    """The records of a register that the auditor may see, as their newest sealed entries tell them."""
    yield from _entries(prover, register.key, _seen(auditor, register))


def _beside(prover: Prover, auditor: Actor, key: str) -> Iterator[dict[str, Any]]:
    yield from _entries(prover, key, {row.pk for row in _hanging(auditor, BESIDE[key])})


def _hanging(auditor: Actor, model: Any) -> Iterator[Any]:
    """Rows that hang on records which the auditor may see, at both of their ends."""
    seen: dict[str, set[int]] = {}
    for row in model.objects.order_by("pk"):
        ends = [(row.register, row.record_id)]
        if getattr(row, "to_register", ""):
            ends.append((row.to_register, row.to_record_id))
        if all(_is_seen(auditor, seen, key, record_id) for key, record_id in ends):
            yield row


def _is_seen(auditor: Actor, seen: dict[str, set[int]], key: str, record_id: int) -> bool:
    if key not in seen:
        register = registers.find(key)
        seen[key] = _seen(auditor, register) if register else set()
    return record_id in seen[key]


def _seen(auditor: Actor, register: Register) -> set[int]:
    """Primary keys of the records that the auditor may see."""
    if not permissions.may_view_register(auditor, register):
        return set()
    return set(permissions.visible(auditor, register).values_list("pk", flat=True))


def _entries(prover: Prover, key: str, record_ids: set[int]) -> Iterator[dict[str, Any]]:
    """The newest sealed entry of each of these rows, with its proof."""
    sealed = Entry.objects.filter(organization_id=prover.organization_id, register=key, leaf_index__lt=prover.tree.size)
    newest = sealed.order_by().values("record_id").annotate(newest=Max("pk")).values("newest")
    rows = Entry.objects.filter(pk__in=newest).exclude(action=GONE).order_by("record_id")
    for pk, record_id, reference in rows.values_list("pk", "record_id", "reference"):
        if record_id in record_ids:
            proof = prover.entry(pk)
            state = {
                name: msgspec.json.decode(shown["value"]) for name, shown in proof["values"].items() if name != REASON
            }
            kept = {name: proof[name] for name in ("leaf", "index", "path", "commitments", "values")}
            yield {"reference": reference, "record_id": record_id, "state": state, "proof": kept}


def _write_files(writer: _Writer, auditor: Actor) -> None:
    """Every attached file once, under the digest of its content."""
    for attachment in _hanging(auditor, Attachment):
        name = f"files/{attachment.sha256}"
        if name not in writer.packed.digests:
            digest = hashlib.sha256()
            with default_storage.open(attachment.stored_as, "rb") as source, writer.archive.open(name, "w") as target:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    target.write(chunk)
            writer.packed.digests[name] = digest.hexdigest()
            writer.packed.files += 1
