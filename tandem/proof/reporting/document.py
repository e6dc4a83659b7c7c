"""A controlled document on paper: who approved which version, in force since when, under which head of the ledger."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts import speaking
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import locales
from tandem.proof.reporting import letterhead
from tandem.proof.reporting.cover import head_of
from tandem.proof.reporting.marked_blocks import blocks

IN_FORCE = "approved"


def as_pdf(version: Any, organization: Organization, today: date) -> bytes:
    """One version of a document with its header on every page; what is not in force says so across each."""
    with speaking.as_documents(organization):
        return letterhead.pdf("document", for_printing(version, organization, today))


def for_printing(version: Any, organization: Organization, today: date) -> dict[str, Any]:
    """What the printed document says, as plain data."""
    document = version.document
    return {
        "day": [today.year, today.month, today.day],
        "organization": organization.name,
        "reference": " · ".join(filter(None, [document.reference, document.external_id])),
        "title": document.title,
        "version": _("Version %(number)s") % {"number": version.number},
        "classification": str(document.get_classification_display()),
        "watermark": watermark(version, today),
        "facts": _facts(version, organization, today),
        "blocks": blocks(version.words),
        "words": {"page": _("Page"), "of": _("of"), "copy": _("A printed copy is not controlled.")},
    }


def watermark(version: Any, today: date) -> str:
    """What stands across the pages of a version that people do not work by; nothing on the one in force."""
    if version.state == "superseded":
        return _("superseded")
    if version.document.state == "withdrawn":
        return _("withdrawn")
    if version.state != IN_FORCE:
        return str(version.get_state_display()).lower()
    if version.effective_from and version.effective_from > today:
        return _("not yet in force")
    return ""


def _facts(version: Any, organization: Organization, today: date) -> list[list[str]]:
    document, head = version.document, head_of(organization)
    approved = version.approved_at.astimezone(organization.zone).date() if version.approved_at else None
    by = f"{version.approved_by}, {locales.long_day(approved)}" if version.approved_by else _("nobody yet")
    facts = [
        (_("State"), watermark(version, today) or _("in force")),
        (_("In force since"), locales.long_day(version.effective_from)),
        (_("Owner"), str(document.owner or "")),
        (_("Written by"), str(version.author or "")),
        (_("Approved by"), by),
        (_("Next review"), locales.long_day(document.next_review) if version.state == IN_FORCE else ""),
        (_("Kept as"), f"{version.reference}, {version.version}"),
        (_("Ledger"), f"{head.size}, {head.root}" if head else _("not sealed yet")),
        (_("Printed"), locales.long_day(today)),
    ]
    return [[str(name), str(said)] for name, said in facts if said]
