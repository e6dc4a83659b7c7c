"""Holding the stored files against the attachments that name them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import default_storage

from tandem.ground.kernel import clock
from tandem.ground.kernel.comparison.findings import Finding, What
from tandem.ground.kernel.models import Attachment

SUBJECT = "attachments"
CHUNK = 1024 * 1024
ARRIVING = timedelta(hours=1)  # a file is stored before the row that names it is committed


@dataclass(slots=True)
class Storage:
    """The stored files of one organization while they are compared; `files` counts those that were read."""

    organization_id: int
    files: int = 0

    def differences(self) -> Iterator[Finding]:
        """Files that are gone, not what was attached, or named by no attachment."""
        named: dict[str, str] = {}
        for attachment in Attachment.objects.order_by("pk").iterator(chunk_size=500):
            if attachment.stored_as not in named:
                named[attachment.stored_as] = self._digest(attachment.stored_as)
                self.files += 1
            if wrong := self._wrong(attachment, named[attachment.stored_as]):
                yield wrong
        for name in self._stored(str(self.organization_id)):
            if name not in named and self._is_settled(name):
                yield Finding(What.FILE_INSERTED, SUBJECT, 0, name)

    def _wrong(self, attachment: Attachment, digest: str) -> Finding | None:
        if digest == attachment.sha256 or not Attachment.objects.filter(pk=attachment.pk).exists():
            return None
        what = What.FILE_CHANGED if digest else What.FILE_MISSING
        since = attachment.created_at
        return Finding(what, SUBJECT, attachment.pk, attachment.name, "", attachment.sha256[:16], None, since)

    def _digest(self, name: str) -> str:
        """SHA-256 of a stored file; empty when it is gone or cannot be read."""
        try:
            with default_storage.open(name, "rb") as content:
                digest = hashlib.sha256()
                while chunk := content.read(CHUNK):
                    digest.update(chunk)
                return digest.hexdigest()
        except OSError:
            return ""

    def _stored(self, folder: str) -> Iterator[str]:
        """Names of all files in a folder of the storage and below it."""
        try:
            folders, files = default_storage.listdir(folder)
        except (FileNotFoundError, NotADirectoryError):
            return
        yield from (f"{folder}/{name}" for name in sorted(files))
        for name in sorted(folders):
            yield from self._stored(f"{folder}/{name}")

    def _is_settled(self, name: str) -> bool:
        """True for a file that no upload is about to name."""
        try:
            age = clock.now() - default_storage.get_modified_time(name)
        except OSError:
            return False
        return age > ARRIVING and not Attachment.objects.filter(stored_as=name).exists()
