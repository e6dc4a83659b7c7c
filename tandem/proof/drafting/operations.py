"""Beginning documents from templates, and seeing what a newer template would say."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts import speaking
from tandem.ground.exchange import long_work
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.proof.drafting.facts import facts_of
from tandem.support.documents import operations, templates
from tandem.support.documents.filling import Draft, fill
from tandem.support.documents.models import Document
from tandem.support.documents.templates import Template

WRITES = 3  # of a document with its first version


def preview(actor: Actor, template: Template) -> Draft:
    """The template filled with the organization's data of today, in the language of its documents."""
    with speaking.as_documents_of(actor.organization_id):
        return fill(_spoken(template), facts_of(actor))


def _spoken(template: Template) -> Template:
    """The template in the language that is spoken now."""
    return templates.find(template.key) or template


def begun() -> dict[str, list[Document]]:
    """Documents that are not withdrawn, by the template they were begun from."""
    by_template: dict[str, list[Document]] = {}
    for document in Document.objects.exclude(state="withdrawn").exclude(template="").order_by("pk"):
        by_template.setdefault(document.template, []).append(document)
    return by_template


def begin(actor: Actor, keys: Iterable[str], owner: Any = None) -> list[Any]:
    """Documents from these templates as drafts, all or none; Invalid names an unknown or used template."""
    wanted = list(dict.fromkeys(keys))
    chosen = [_chosen(key) for key in wanted]
    if not chosen:
        raise Invalid({"templates": [_("Choose at least one template.")]})
    _insist_unused(wanted)
    made: list[Any] = []
    pieces = _begun(actor, [preview(actor, template) for template in chosen], owner, made)
    long_work.as_a_whole(actor, pieces, WRITES * len(chosen), _("They could not all be begun"))
    return made


def _begun(actor: Actor, drafts: Iterable[Draft], owner: Any, made: list[Any]) -> Iterator[None]:
    for draft in drafts:
        made.append(operations.begin(actor, draft, owner))
        yield


def _chosen(key: str) -> Template:
    template = templates.find(key)
    if template is None:
        raise Invalid({"templates": [_("There is no template “%(key)s”.") % {"key": key}]})
    return template


def _insist_unused(keys: list[str]) -> None:
    taken = begun()
    problems = [
        _("“%(key)s” is begun already: %(reference)s.") % {"key": key, "reference": taken[key][0].reference}
        for key in keys
        if key in taken
    ]
    if problems:
        raise Invalid({"templates": problems})


def newer_template(document: Document) -> Template | None:
    """The template a document was begun from, when it has moved on since."""
    template = templates.find(document.template) if document.template else None
    return template if template and template.version > (document.template_version or 0) else None


def described(template: Template, documents: list[str]) -> dict[str, Any]:
    """A template as programs read it, without its text, and the references of documents begun from it."""
    return {
        "key": template.key,
        "title": template.title,
        "version": template.version,
        "kind": template.kind,
        "topic": template.topic,
        "subject": template.subject,
        "purpose": template.purpose,
        "serves": sorted(template.requirements),
        "documents": documents,
    }
