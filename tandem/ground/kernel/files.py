"""Files on records: hashed, sniffed, limited, stored by content, never run in a browser."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.comparison.entering import enter
from tandem.ground.kernel.comparison.held import Held, State, declare
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import Attachment
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.registers import Register

SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/vnd.ms-office"),
    (b"\x1f\x8b", "application/gzip"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
)
REFUSED = frozenset({"application/x-msdownload", "application/x-executable"})
OPEN_XML = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def _earlier(state: State, action: str) -> State:
    return {"register": state["on"]} | {name: state[name] for name in TOLD if name in state} if "on" in state else state


TOLD = ("name", "size", "sha256", "media_type")
ATTACHMENTS = declare(Held(key="attachments", model=Attachment, gone=frozenset({"removed"}), earlier=_earlier))


def sniff(start: bytes, name: str) -> str:
    """Media type by the file's first bytes; the name only decides between kinds that begin alike."""
    found = next((media_type for signature, media_type in SIGNATURES if start.startswith(signature)), "")
    if found == "application/zip":
        return OPEN_XML.get(PurePosixPath(name.lower()).suffix, found)
    if found:
        return found
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 4:
            return "application/octet-stream"
    return "text/plain" if b"\x00" not in start else "application/octet-stream"


def safe_name(name: str) -> str:
    """The last part of a file name, without anything that a path or a header could trip over."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(character for character in last if character.isprintable() and character not in '<>:"|?*').strip(
        ". "
    )
    return kept[-200:] or "file"


def attach(actor: Actor, register: Register, reference: str, name: str, chunks: Iterable[bytes]) -> Attachment:
    """Store a file and hang it on a record the actor may edit; Invalid when it is empty, too large or a program."""
    record = writing.find(actor, register, reference)
    insist(permissions.may_edit(actor, register, record), _("You may not change this record."))
    with tempfile.NamedTemporaryFile(dir=_incoming(), delete=False) as target:
        path = Path(target.name)
        try:
            size, digest, start = _receive(chunks, target)
            media_type = _accepted(sniff(start, name), size)
            stored = _store(actor.organization_id, digest, path)
        finally:
            path.unlink(missing_ok=True)
    with transaction.atomic():
        attachment: Attachment = Attachment.objects.create(
            organization_id=actor.organization_id,
            register=register.key,
            record_id=record.pk,
            name=safe_name(name),
            media_type=media_type,
            size=size,
            sha256=digest,
            stored_as=stored,
            created_by_id=actor.user_id,
            created_at=clock.now(),
        )
        enter(actor, ATTACHMENTS, attachment, record.reference, "attached")
    return attachment


def _incoming() -> Path:
    folder = Path(settings.DATA) / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _receive(chunks: Iterable[bytes], target: IO[bytes]) -> tuple[int, str, bytes]:
    """Write what arrives until it ends or is too large: size, SHA-256 and the first bytes."""
    digest, size, start = hashlib.sha256(), 0, b""
    for chunk in chunks:
        size += len(chunk)
        if size > settings.TANDEM_ATTACHMENT_LIMIT:
            largest = settings.TANDEM_ATTACHMENT_LIMIT // 1024 // 1024
            raise Invalid({"file": [_("The file is too large; at most %(largest)d MB fit.") % {"largest": largest}]})
        digest.update(chunk)
        start = start or chunk[:4096]
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return size, digest.hexdigest(), start


def _accepted(media_type: str, size: int) -> str:
    if size == 0:
        raise Invalid({"file": [_("The file is empty.")]})
    if media_type in REFUSED:
        raise Invalid({"file": [_("Programs are not kept here.")]})
    return media_type


def _store(organization_id: int, digest: str, path: Path) -> str:
    """Put the received file where its content says; the same content is stored once per organization."""
    name = f"{organization_id}/{digest[:2]}/{digest}"
    if not default_storage.exists(name):
        with path.open("rb") as source:
            default_storage.save(name, File(source))
        _settle(name)
    return name


def _settle(name: str) -> None:
    """See to it that a local file and its folder survive a power loss before a row names it."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # a storage without local paths settles by itself
        return
    for place, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
        descriptor = os.open(place, flags)
        os.fsync(descriptor)
        os.close(descriptor)


def of(register: Register, record_id: int) -> list[Attachment]:
    """The files on a record, oldest first."""
    found = Attachment.objects.filter(register=register.key, record_id=record_id)
    return list(found.select_related("created_by").order_by("pk"))


def opened(actor: Actor, register: Register, reference: str, attachment_id: int) -> tuple[Attachment, IO[Any]]:
    """A file of a record that the actor may see, and its content."""
    record = writing.find(actor, register, reference)
    attachment = Attachment.objects.filter(register=register.key, record_id=record.pk, pk=attachment_id).first()
    if attachment is None:
        raise NotFound(_("There is no such file here."))
    return attachment, default_storage.open(attachment.stored_as, "rb")


def remove(actor: Actor, register: Register, reference: str, attachment_id: int) -> None:
    """Take a file off a record that is not locked; the ledger keeps its hash, the content goes with its last use."""
    with transaction.atomic():
        record = writing.find(actor, register, reference)
        insist(permissions.may_edit(actor, register, record), _("You may not change this record."))
        why = register.rules.locked(record) if register.rules.locked else None
        insist(not why, str(why))
        attachment = Attachment.objects.filter(register=register.key, record_id=record.pk, pk=attachment_id).first()
        if attachment is None:
            raise NotFound(_("There is no such file here."))
        enter(actor, ATTACHMENTS, attachment, record.reference, "removed")
        attachment.delete()
        if not Attachment.objects.filter(stored_as=attachment.stored_as).exists():
            transaction.on_commit(lambda: default_storage.delete(attachment.stored_as))
