"""The API's templates of documents: which there are, what they say here, and beginning documents from them."""

from typing import Annotated, Any

from django.http import HttpRequest
from msgspec import Meta, Struct

from tandem.faces.api.entering import register_of, reply, typed_body
from tandem.faces.api.operations import Operation
from tandem.faces.api.representing import item
from tandem.faces.api.schemas import items_of
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import NotFound
from tandem.proof.drafting import operations
from tandem.support.documents import templates
from tandem.support.documents.register import DOCUMENTS


class DocumentTemplate(Struct):
    """A template with what it serves, and the documents begun from it."""

    key: str
    title: str
    kind: str
    topic: str
    subject: str
    purpose: str
    version: int
    serves: list[str]
    documents: list[str]


class DocumentTemplates(Struct):
    """Every template."""

    items: list[DocumentTemplate]


class DocumentTemplateText(Struct):
    """A template filled in for the organization, and what it could not tell."""

    key: str
    text: str
    missing: list[str]


class DocumentsBegin(Struct, forbid_unknown_fields=True):
    """The templates to begin documents from, and the e-mail address of who owns them."""

    templates: Annotated[list[str], Meta(min_length=1)]
    owner: str | None = None


def list_templates(request: HttpRequest, actor: Actor) -> Any:
    """Every template with what it serves, and the documents begun from it that the caller sees."""
    register_of(actor, "documents")
    seen = permissions.visible(actor, DOCUMENTS).exclude(state="withdrawn").exclude(template="").order_by("pk")
    begun: dict[str, list[str]] = {}
    for key, reference in seen.values_list("template", "reference"):
        begun.setdefault(key, []).append(reference)
    return {"items": [operations.described(template, begun.get(template.key, [])) for template in templates.every()]}


def show_template(request: HttpRequest, actor: Actor, template_key: str) -> Any:
    """One template filled in for the organization, and what it could not tell."""
    register_of(actor, "documents")
    template = templates.find(template_key)
    if template is None:
        raise NotFound
    draft = operations.preview(actor, template)
    return {"key": template.key, "text": draft.text, "missing": [str(gap.advice) for gap in draft.gaps]}


def begin_documents(request: HttpRequest, actor: Actor) -> Any:
    """Begin a document as a draft from each of the templates named, all or none."""
    register_of(actor, "documents")
    permissions.insist(permissions.may_create(actor, DOCUMENTS), "You may not add records to this register.")
    asked = typed_body(request, DocumentsBegin)
    begun = operations.begin(actor, asked.templates, asked.owner or None)
    return reply({"items": [item(DOCUMENTS, document) for document in begun]}, 201)


PATH = "/{organization}/document-templates"
OPERATIONS = (
    Operation(
        method="get",
        path=PATH,
        handler=list_templates,
        key="document-templates",
        summary="Templates of documents",
        tag="documents",
        answer=DocumentTemplates,
    ),
    Operation(
        method="post",
        path=PATH,
        handler=begin_documents,
        key="begin-documents",
        summary="Begin documents from templates, as drafts",
        tag="documents",
        body=DocumentsBegin,
        answer="DocumentsBegun",
        status=201,
    ),
    Operation(
        method="get",
        path=PATH + "/{template}",
        handler=show_template,
        key="document-template",
        summary="One template, filled in",
        tag="documents",
        answer=DocumentTemplateText,
    ),
)
SCHEMAS = {"DocumentsBegun": items_of("Document")}
