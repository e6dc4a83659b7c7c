"""The API's templates of documents: which there are, what they say here, and beginning documents from them."""

from typing import Any

from django.http import HttpRequest

from tandem.faces.api.entering import body_of, register_of, reply
from tandem.faces.api.representing import item
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.proof.drafting import operations
from tandem.support.documents import templates
from tandem.support.documents.register import DOCUMENTS


def list_templates(request: HttpRequest, actor: Actor) -> Any:
    """Every template with what it serves, and the documents begun from it that the caller sees."""
    register_of(actor, "documents")
    seen = permissions.visible(actor, DOCUMENTS).exclude(state="withdrawn").exclude(template="").order_by("pk")
    begun: dict[str, list[str]] = {}
    for key, reference in seen.values_list("template", "reference"):
        begun.setdefault(key, []).append(reference)
    return {"items": [operations.described(one, begun.get(one.key, [])) for one in templates.every()]}


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
    given = body_of(request)
    wrong = {name: ["There is no such field."] for name in given if name not in ("templates", "owner")}
    keys, owner = given.get("templates"), given.get("owner")
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        wrong["templates"] = ["Name templates by their keys."]
    if owner is not None and not isinstance(owner, str):
        wrong["owner"] = ["Give an e-mail address."]
    if wrong:
        raise Invalid(wrong)
    begun = operations.begin(actor, keys or [], owner or None)
    return reply({"items": [item(DOCUMENTS, document) for document in begun]}, 201)
