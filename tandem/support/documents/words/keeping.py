"""The words of the files on a version, kept with it so that they can be found, compared and counted."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from tandem.ground.kernel import files, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.support.documents.versions.models import DocumentVersion
from tandem.support.documents.words import reading
from tandem.support.documents.words.said import LONGEST

CHUNK = 2**20


def follow_files(actor: Actor, version: Any) -> None:
    """Read the files of a draft again; what was sent for review keeps the words it had."""
    if version.state == "draft":
        keep(actor, version, words_of(version))


def keep(actor: Actor, version: Any, words: str) -> Any:
    """Give a version the words of its files."""
    if version.file_text == words:
        return version
    return writing.follow(actor, declared_for(DocumentVersion), version, {"file_text": words}, "words of its files")


def words_of(version: Any) -> str:
    """What the readable files of a version say, one after the other."""
    readable = [
        attachment
        for attachment in files.of(declared_for(DocumentVersion), version.pk)
        if attachment.media_type in reading.READABLE
    ]
    with tempfile.TemporaryDirectory() as folder:
        copies = [
            (_copy(attachment, Path(folder) / str(number)), attachment.name)
            for number, attachment in enumerate(readable)
        ]
        return "\n\n".join(said.text for said in reading.read(copies) if said.text)[:LONGEST]


def _copy(attachment: Any, path: Path) -> Path:
    with default_storage.open(attachment.stored_as, "rb") as source, path.open("xb") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
    return path
