"""What a version needs, and when it is fixed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def version_locked(version: Any) -> str | None:
    """Only drafts are edited; what was sent for review stands as it is."""
    return None if version.state == "draft" else _("Only a draft can be edited; start a new version instead.")


def check_version(version: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a version as a whole needs."""
    if before is not None and before.document_id != version.document_id:
        return {"document": _("A version stays with its document.")}
    if version.state in ("in-review", "approved") and not (version.text.strip() or version.document.location):
        return {"text": _("Write the text, or say on the document where it lies.")}
    return {}


def derive_version(version: Any, before: Any, actor: Actor) -> None:
    """Who starts a version is its author unless somebody else is named."""
    if before is None and version.author_id is None:
        version.author_id = actor.user_id
