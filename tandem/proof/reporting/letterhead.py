"""The letterhead of the organization on every document, and PDFs that carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.files.storage import default_storage

from tandem.ground.kernel import files
from tandem.proof.reporting import pictures, typesetting
from tandem.support.letterheads.models import Letterhead
from tandem.support.letterheads.register import LETTERHEADS

PICTURES = ("image/png", "image/jpeg")
LARGEST_LOGO = 512 * 1024  # bytes; a larger picture would make every document as large


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands at the top and bottom of a document; without a logo its content is empty."""

    name: str
    address: str
    footer: str
    classification: str
    logo: bytes


def current() -> Printed | None:
    """The letterhead that the active organization uses; None while it has none."""
    kept = Letterhead.objects.in_use()
    if kept is None:
        return None
    return Printed(kept.title, kept.address.strip(), kept.footer, kept.classification, _logo(kept))


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """A template of ours, typeset under the letterhead of the active organization."""
    letter = current()
    told = letter and {
        "name": letter.name,
        "address": letter.address,
        "footer": letter.footer,
        "classification": letter.classification,
        "logo": list(letter.logo),
    }
    return typesetting.pdf(template, {**data, "letterhead": told})


def _logo(letterhead: Letterhead) -> bytes:
    """The newest picture that can be drawn."""
    hung = [one for one in files.of(LETTERHEADS, letterhead.pk) if one.media_type in PICTURES]
    newest_first = (_picture(one.stored_as) for one in reversed(hung) if one.size <= LARGEST_LOGO)
    return next((picture for picture in newest_first if picture), b"")


@lru_cache(maxsize=16)
def _picture(stored_as: str) -> bytes:
    """A stored picture, whose name is that of its content; empty when it cannot be drawn."""
    with default_storage.open(stored_as, "rb") as source:
        content: bytes = source.read()
    return content if pictures.is_of_sensible_size(content) and typesetting.can_draw(content) else b""
