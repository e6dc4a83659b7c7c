"""Writes that touch a document and its versions together."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.registers import declared_for
from tandem.support.documents.filling import Draft
from tandem.support.documents.models import Document
from tandem.support.documents.promises import MOST, promises_of
from tandem.support.documents.reading.rules import ask_readers
from tandem.support.documents.versions.models import DocumentVersion

KEPT_MONTHS = 36
LONGEST_CHANGES = 5_000  # characters of what a version says of itself
VERSIONS = Approved(series=("document",), on="", at="approved_at", since="effective_from")
IN_FORCE = Approved(since="effective_from", state="effective")  # a document says what its approved version gave it


def put_in_force(actor: Actor, version: Any) -> None:
    """An approved version supersedes the one before, dates its document, and goes to those who have to read it."""
    VERSIONS.put_in_force(actor, version, f"By version {version.number}")
    approved_on = actor.today
    dated = {
        "state": "effective",
        "edition": version.number,
        "approved_by_id": version.approved_by_id,
        "approved_on": approved_on,
        "effective_from": version.effective_from,
        "last_review": approved_on,
        "next_review": None,
    }
    reason = f"Version {version.number}"
    document = writing.follow(actor, declared_for(Document), version.document, dated, "version approved", reason)
    ask_readers(actor, document)


def begin(actor: Actor, draft: Draft, owner: Any = None) -> Any:
    """A controlled document with a first draft from a filled template, which it remembers with its version.

    Without an `owner`, whoever begins it is the owner. Raises NotPermitted or Invalid as any write.
    """
    template = draft.template
    values = {
        "title": template.title,
        "kind": template.kind,
        "topic": template.topic,
        "purpose": template.purpose,
        "classification": template.classification,
        "review_months": template.review_months,
        "retention_months": KEPT_MONTHS,
        "owner": owner or actor.user_id,
    }
    with transaction.atomic():
        document = writing.create(actor, declared_for(Document), values)
        origin = {"template": template.key, "template_version": template.version}
        document = writing.follow(actor, declared_for(Document), document, origin, "begun from a template")
        first = {"document": document, "number": "0.1", "text": draft.text, "changes": changes(draft)}
        writing.create(actor, declared_for(DocumentVersion), first)
    return document


def changes(draft: Draft) -> str:
    """What a first version says of itself: where it comes from, what is yours to decide, what is still to be added."""
    sentence = _("Begun from the template “%(key)s”, version %(version)d.")
    lines = [sentence % {"key": draft.template.key, "version": draft.template.version}]
    if draft.gaps:
        lines.append(_("It could say more once this is known:"))
        lines += [f"- {gap.advice}" for gap in draft.gaps]
    if promises := promises_of(draft.text)[:MOST]:
        lines.append(_("Its times and amounts are promises, and yours to decide before it is approved:"))
        lines += [f"- {promise.section}: {promise.words}" for promise in promises]
    return "\n".join(lines)[:LONGEST_CHANGES]


def take_over(actor: Actor, document: Any, draft: Draft, number: str) -> Any:
    """A new draft version with the text of a newer template; the document then counts as begun from that one."""
    with transaction.atomic():
        values = {"document": document, "number": number, "text": draft.text, "changes": changes(draft)}
        version = writing.create(actor, declared_for(DocumentVersion), values)
        origin = {"template": draft.template.key, "template_version": draft.template.version}
        writing.follow(actor, declared_for(Document), document, origin, "newer template taken over")
    return version


def follow_readers(actor: Actor, document: Any, before: Any) -> None:
    """A changed circle of readers is asked at once; a withdrawn document is asked of nobody any more."""
    names = ("read_by", "readers", "state")
    is_changed = any(getattr(document, name) != getattr(before, name) for name in names)
    if is_changed and document.edition == before.edition:
        ask_readers(actor, document)
