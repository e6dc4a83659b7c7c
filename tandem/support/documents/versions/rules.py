"""What a version needs, and when it is fixed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.support.documents.undecided import undecided


def version_locked(version: Any) -> str | None:
    """Only drafts are edited; what was sent for review stands as it is."""
    return None if version.state == "draft" else _("Only a draft can be edited; start a new version instead.")


def check_version(version: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a version as a whole needs."""
    if before is not None and before.document_id != version.document_id:
        return {"document": _("A version stays with its document.")}
    if version.state in ("in-review", "approved") and not (version.words.strip() or version.document.location):
        return {"text": _("Write the text, bring it as a Word or PDF file, or say on the document where it lies.")}
    return {}


def derive_version(version: Any, before: Any, actor: Actor) -> None:
    """Who starts a version is its author unless somebody else is named; what a template left open is said of it."""
    if before is None and version.author_id is None:
        version.author_id = actor.user_id
    version.undecided = undecided(version.document.template, version.text, is_decided=version.is_decided)


def has_words_of_files(version: Any, actor: Actor) -> str | None:
    """There is something to go on with, and nothing that was written here is lost."""
    if version.text.strip():
        return _("There is a text already.")
    return None if version.file_text else _("There is no file whose words could be taken over.")


def take_words(version: Any, actor: Actor) -> None:
    """From now on the text is written here; the file stays as the original."""
    version.text = version.file_text
