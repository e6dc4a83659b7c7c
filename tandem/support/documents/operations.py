"""Writes that touch a document and its versions together."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.support.documents.models import Document, DocumentVersion
from tandem.support.documents.rules import review_due


def put_in_force(actor: Actor, version: Any) -> None:
    """An approved version supersedes the one before and dates its document."""
    documents, versions = declared_for(Document), declared_for(DocumentVersion)
    for earlier in DocumentVersion.objects.filter(document=version.document, state="approved").exclude(pk=version.pk):
        writing.follow(actor, versions, earlier, {"state": "superseded"}, "superseded", f"By version {version.number}")
    approved_on = actor.today
    dated = {
        "state": "effective",
        "edition": version.number,
        "approved_by_id": version.approved_by_id,
        "approved_on": approved_on,
        "effective_from": version.effective_from,
        "last_review": approved_on,
        "next_review": review_due(approved_on, version.document.review_months),
    }
    writing.follow(actor, documents, version.document, dated, "version approved", f"Version {version.number}")
