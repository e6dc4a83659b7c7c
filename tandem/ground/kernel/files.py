"""Files on records: hashed, sniffed, limited, stored by content, never run in a browser."""

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import connection, transaction
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
    kind = next((media_type for signature, media_type in SIGNATURES if start.startswith(signature)), "")
    if kind == "application/zip":
        return OPEN_XML.get(PurePosixPath(name.lower()).suffix, kind)
    if kind:
        return kind
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
    """Hang a file on a record and let its register follow; Invalid when it is empty, too large or a program."""
    attachment = hang(actor, register, reference, name, chunks)
    if register.rules.after_files:
        register.rules.after_files(actor, writing.find(actor, register, reference))
    return attachment


def hang(actor: Actor, register: Register, reference: str, name: str, chunks: Iterable[bytes]) -> Attachment:
    """Store a file on a record the actor may edit, for who knows what follows from it; refuses as `attach` does."""
    record = writing.find(actor, register, reference)
    insist(permissions.may_edit(actor, register, record), _("You may not change this record."))
    with tempfile.NamedTemporaryFile(dir=_incoming(), delete=False) as target:
        path = Path(target.name)
        try:
            size, digest, start = _receive(chunks, target)
            media_type = _accepted(sniff(start, name), size)
            stored = f"{actor.organization_id}/{digest[:2]}/{digest}"
            keep(stored, path)
            with transaction.atomic():
                _hold(stored)
                keep(stored, path)  # the last use of the same content may have gone in between
                return _hang(actor, register, record, safe_name(name), media_type, size, digest, stored)
        finally:
            path.unlink(missing_ok=True)


def hang_again(actor: Actor, attachment: Attachment, register: Register, record: Any) -> Attachment:
    """Let a stored file also hang on another record, without storing it anew; called by rules of Tandem only."""
    with transaction.atomic():
        _hold(attachment.stored_as)
        name, kind, size = attachment.name, attachment.media_type, attachment.size
        return _hang(actor, register, record, name, kind, size, attachment.sha256, attachment.stored_as)


def _hang(
    actor: Actor, register: Register, record: Any, name: str, media_type: str, size: int, digest: str, stored: str
) -> Attachment:
    attachment: Attachment = Attachment.objects.create(
        organization_id=actor.organization_id,
        register=register.key,
        record_id=record.pk,
        name=name,
        media_type=media_type,
        size=size,
        sha256=digest,
        stored_as=stored,
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )
    enter(actor, ATTACHMENTS, attachment, record.reference, "attached")
    return attachment


def carry(actor: Actor, register: Register, source: Any, target: Any) -> None:
    """Hang the files of one record on another one too; called by rules of Tandem only, within a transaction."""
    for attachment in of(register, source.pk):
        _hold(attachment.stored_as)
        carried: Attachment = Attachment.objects.create(
            organization_id=actor.organization_id,
            register=register.key,
            record_id=target.pk,
            name=attachment.name,
            media_type=attachment.media_type,
            size=attachment.size,
            sha256=attachment.sha256,
            stored_as=attachment.stored_as,
            created_by_id=attachment.created_by_id,
            created_at=attachment.created_at,
        )
        enter(actor, ATTACHMENTS, carried, target.reference, "attached")


def _hold(stored: str) -> None:
    """Until the transaction ends, nobody else hangs up or throws away this content; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(stored.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _throw_away_unused(stored: str) -> None:
    """Delete content that no attachment names any more."""
    with transaction.atomic():
        _hold(stored)
        if not Attachment.objects.filter(stored_as=stored).exists():
            default_storage.delete(stored)


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


def keep(name: str, path: Path) -> None:
    """Put a received file into the storage under this name, whole or not at all; what is there already stays."""
    if default_storage.exists(name):
        return
    if not _is_local():  # a storage elsewhere settles by itself
        with path.open("rb") as source:
            default_storage.save(name, File(source))
        return
    target = Path(default_storage.path(name))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
    shutil.copyfile(path, beside)
    beside.chmod(0o600)
    _settle(beside, os.O_RDONLY)
    beside.replace(target)
    _settle(target.parent, os.O_RDONLY | os.O_DIRECTORY)


def share(name: str, path: Path) -> None:
    """Let other hosts have a working file of this one, where there may be others; see `borrowed`."""
    if not _is_local():
        keep(name, path)


def borrowed(name: str, path: Path) -> Path:
    """The working file at this path, brought from where another host shared it; it is missing where nobody did."""
    if not path.exists() and not _is_local() and default_storage.exists(name):
        beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        with default_storage.open(name, "rb") as source, beside.open("xb") as target:
            shutil.copyfileobj(source, target)
        beside.replace(path)
    return path


def take_back(name: str) -> None:
    """Stop sharing a working file."""
    if not _is_local():
        default_storage.delete(name)


def _is_local() -> bool:
    """True when the storage is a folder of this machine."""
    return isinstance(storages["default"], FileSystemStorage)


def _settle(place: Path, flags: int) -> None:
    """See to it that a file or folder survives a power loss before a row names it."""
    descriptor = os.open(place, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def of(register: Register, record_id: int) -> list[Attachment]:
    """The files on a record, oldest first."""
    attachments = Attachment.objects.filter(register=register.key, record_id=record_id)
    return list(attachments.select_related("created_by").order_by("pk"))


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
        transaction.on_commit(lambda: _throw_away_unused(attachment.stored_as))
    if register.rules.after_files:
        register.rules.after_files(actor, record)
