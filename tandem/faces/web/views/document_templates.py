"""Documents begun from templates: choose, look, begin; and what a newer template would say."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tandem.direction.scope.rules import adopted
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.accounts.models import User
from tandem.ground.catalogue.models import Framework
from tandem.ground.kernel import permissions
from tandem.ground.kernel.collation import in_order
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.kinds.relations import members_of_active
from tandem.proof.drafting import operations
from tandem.support.documents import templates
from tandem.support.documents.models import Document
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.templates import Template


@require_http_methods(["GET", "POST"])
@inside
def choose(visit: Visit) -> HttpResponse:
    """Every template by subject, with what it serves and what is there already; begins the ticked ones as drafts."""
    register_of(visit, "documents")
    if visit.request.method == "POST":
        return _begin(visit)
    return _page(visit, {})


def _page(visit: Visit, problems: dict[str, Any], ticked: list[str] | None = None) -> HttpResponse:
    asked = visit.request.GET
    words, standard = asked.get("q", "").strip(), asked.get("standard", "")
    shown = [template for template in templates.every() if _matches(template, words, standard)]
    present, standards = _present(visit), adopted()
    rows = [_row(candidate, present, (standard,) if standard else standards, ticked or []) for candidate in shown]
    known = {key for template in templates.every() for key in template.serves}
    subjects = [
        {"title": title, "rows": [row for row in rows if row["template"].subject == key]}
        for key, title in templates.SUBJECTS
    ]
    return visit.page(
        "documents/templates.html",
        title=_("Begin from a template"),
        status=422 if problems else 200,
        subjects=[subject for subject in subjects if subject["rows"]],
        count=len(shown),
        whole=len(templates.every()),
        missing=sum(1 for template in templates.every() if not present[template.key]),
        words=words,
        standard=standard,
        standards=Framework.objects.filter(key__in=known).order_by("-key").values_list("key", "name"),
        names=_names(),
        owners=in_order(members_of_active(User).values_list("pk", "name"), lambda owner: owner[1]),
        may_create=permissions.may_create(visit.actor, DOCUMENTS),
        problems=problems,
    )


def _names() -> dict[str, str]:
    """What frameworks are called, by key."""
    return dict(Framework.objects.values_list("key", "name"))


def _matches(template: Template, words: str, standard: str) -> bool:
    """Every word is in the text, or it names a clause that the template serves."""
    if standard and standard not in template.serves:
        return False
    refs = {ref.casefold() for key, refs in template.serves.items() if standard in ("", key) for ref in refs}
    return not words or words.casefold() in refs or template.holds(words)


def _present(visit: Visit) -> dict[str, list[Document]]:
    """For each template the documents that the visitor sees: begun from it, else on its topic."""
    seen = permissions.visible(visit.actor, DOCUMENTS).exclude(state="withdrawn").order_by("pk")
    documents = list(seen.only("reference", "title", "topic", "template", "state", "organization_id"))
    return {
        template.key: [document for document in documents if document.template == template.key]
        or [document for document in documents if document.topic == template.topic and not document.template]
        for template in templates.every()
    }


def _row(
    template: Template, present: dict[str, list[Document]], standards: tuple[str, ...], ticked: list[str]
) -> dict[str, Any]:
    documents = present[template.key]
    return {
        "template": template,
        "documents": documents,
        "is_begun": any(document.template == template.key for document in documents),
        "is_ticked": template.key in ticked,
        "serves": [(key, template.serves[key]) for key in standards or template.serves if key in template.serves],
    }


def _begin(visit: Visit) -> HttpResponse:
    posted = visit.request.POST
    keys = posted.getlist("template")
    if "missing" in posted:
        present = _present(visit)
        keys = [template.key for template in templates.every() if not present[template.key]]
    try:
        begun = operations.begin(visit.actor, keys, posted.get("owner") or None)
    except Invalid as invalid:
        return _page(visit, invalid.problems, keys)
    message = ngettext("One document is begun as a draft.", "%(count)d documents are begun as drafts.", len(begun))
    messages.success(visit.request, message % {"count": len(begun)})
    if len(begun) == 1:
        return redirect(visit.url("record", "documents", begun[0].reference))
    return redirect(visit.url("list", "documents") + "?view=drafts&state=draft&sort=-updated_at")


@require_GET
@inside
def show(visit: Visit, template_key: str) -> HttpResponse:
    """One template filled with the organization's data; inside the list only its text."""
    register_of(visit, "documents")
    template = templates.find(template_key)
    if template is None:
        raise NotFound(_("There is no such template."))
    present = _present(visit)
    screen: dict[str, Any] = {
        "row": _row(template, present, tuple(template.serves), []),
        "names": _names(),
        "draft": operations.preview(visit.actor, template),
        "may_create": permissions.may_create(visit.actor, DOCUMENTS),
    }
    page = "documents/preview.html" if "HX-Request" in visit.request.headers else "documents/template.html"
    return visit.page(page, title=template.title, **screen)
