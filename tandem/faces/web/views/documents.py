"""A document as people read it, its versions beside each other, and reading confirmed."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import files, permissions, writing
from tandem.ground.kernel.errors import Conflict, Invalid, NotFound
from tandem.proof.drafting.operations import newer_template, preview
from tandem.support.documents import operations
from tandem.support.documents.comparing import Row, TooLong, compare
from tandem.support.documents.models import Document
from tandem.support.documents.reading import rules as reading
from tandem.support.documents.reading.models import Acknowledgement
from tandem.support.documents.reading.register import ACKNOWLEDGEMENTS
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.reviews.models import DocumentReview
from tandem.support.documents.versions.models import DocumentVersion
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS

TEMPLATE = "template"


@require_GET
@inside
def exceptions(visit: Visit) -> HttpResponse:
    """The register of exceptions, which lies under documents."""
    return redirect(visit.url("list", register_of(visit, "policy-exceptions").key))


@require_http_methods(["GET", "POST"])
@inside
def read(visit: Visit, reference: str) -> HttpResponse:
    """A document as it is read and printed: the version in force, or another one that the visitor may see."""
    document = permissions.visible(visit.actor, DOCUMENTS).with_reference(reference).first()
    if document is None:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    if visit.request.method == "POST":
        return _confirm(visit, document)
    return _reading(visit, document, _version_asked(visit, document))


@require_http_methods(["GET", "POST"])
@inside
def acknowledge(visit: Visit, reference: str) -> HttpResponse:
    """What somebody was asked to read, whatever its classification, with the button that confirms it."""
    asked = writing.find(visit.actor, ACKNOWLEDGEMENTS, reference)
    document = Document.objects.get(pk=asked.document_id)
    if asked.owner_id != visit.actor.user_id:
        return redirect(visit.url("record", "acknowledgements", asked.reference))
    if visit.request.method == "POST":
        return _confirm(visit, document)
    version = document.versions.filter(number=asked.edition).order_by("-pk").first()
    return _reading(visit, document, version)


def _version_asked(visit: Visit, document: Document) -> DocumentVersion | None:
    """The version that the address names, else the one in force, else for writers the newest."""
    versions = document.versions.order_by("-pk")
    asked = visit.request.GET.get("version", "")
    may_see_all = permissions.may_view_register(visit.actor, DOCUMENT_VERSIONS)
    if asked and may_see_all:
        version = versions.filter(reference=asked.upper()).first()
        if version is None:
            raise NotFound(_("There is no such version."))
        return version
    in_force = versions.filter(state="approved").first()
    return in_force or (versions.first() if may_see_all else None)


def _reading(visit: Visit, document: Document, version: DocumentVersion | None) -> HttpResponse:
    mine = Acknowledgement.objects.filter(
        document=document, edition=version.number if version else "", owner_id=visit.actor.user_id
    ).first()
    reviews = DocumentReview.objects.none()
    if version is not None:
        reviews = version.reviews.filter(review_round=version.review_round, state="agreed").select_related("owner")
    return visit.page(
        "documents/read.html",
        title=f"{document.reference} {document.title}",
        document=document,
        text_version=version,
        mine=mine if mine and mine.state != "lapsed" else None,
        may_confirm=_may_confirm(visit, document, version, mine),
        originals=_originals(visit, version),
        reviewers=[str(review.owner) for review in reviews.order_by("pk")],
        may_open=permissions.may_view_register(visit.actor, DOCUMENTS),
        organization=visit.organization,
    )


def _originals(visit: Visit, version: DocumentVersion | None) -> list[dict[str, str]]:
    """The files of a version as they came, for those who see versions; what was added after approval is no part."""
    if version is None or not permissions.may_view_register(visit.actor, DOCUMENT_VERSIONS):
        return []
    kept = [file for file in files.of(DOCUMENT_VERSIONS, version.pk) if _is_part(file, version)]
    key = DOCUMENT_VERSIONS.key
    return [{"url": visit.url("file", key, version.reference, file.pk), "name": file.name} for file in kept]


def _is_part(attachment: Any, version: DocumentVersion) -> bool:
    return version.approved_at is None or attachment.created_at <= version.approved_at


def _may_confirm(visit: Visit, document: Document, version: Any, mine: Any) -> bool:
    """Whoever was asked, or wants to, confirms the version in force once."""
    in_force = version is not None and version.state == "approved" and document.state == "effective"
    open_ = mine.state == "asked" if mine else permissions.may_create(visit.actor, ACKNOWLEDGEMENTS)
    return bool(in_force and open_ and visit.actor.may_write)


def _confirm(visit: Visit, document: Document) -> HttpResponse:
    """Confirm the version in force; without a request before, the confirmation is a record of its own."""
    back = visit.request.get_full_path()
    mine = Acknowledgement.objects.filter(
        document=document, edition=document.edition, owner_id=visit.actor.user_id, state="asked"
    ).first()
    try:
        with transaction.atomic():
            if mine is None:
                values = {"document": document, "owner": visit.actor.user_id}
                mine = writing.create(visit.actor, ACKNOWLEDGEMENTS, values)
            writing.transition(visit.actor, ACKNOWLEDGEMENTS, mine.reference, "confirm")
    except Invalid as invalid:
        messages.error(visit.request, " ".join(message for problem in invalid.problems.values() for message in problem))
        return redirect(back)
    messages.success(visit.request, _("Thank you. That you have read it is kept."))
    return redirect(visit.url("work") if mine.due and "acknowledgements" in visit.request.path else back)


@require_http_methods(["GET", "POST"])
@inside
def differences(visit: Visit, reference: str) -> HttpResponse:
    """Two versions side by side, or the newest one beside its template as it reads today."""
    register_of(visit, "document-versions")
    document = writing.find(visit.actor, register_of(visit, "documents"), reference)
    if visit.request.method == "POST":
        return _take_over(visit, document)
    versions = list(document.versions.order_by("-pk"))
    if not versions:
        raise NotFound(_("This document has no version yet."))
    template = newer_template(document)
    names = {version.reference: version for version in versions}
    later = visit.request.GET.get("to", versions[0].reference)
    earlier = visit.request.GET.get("from", (versions[1:] or versions)[0].reference)
    if (later not in names and not (later == TEMPLATE and template)) or earlier not in names:
        raise NotFound(_("There is no such version."))
    text = (
        preview(visit.actor, template).text if template and later == TEMPLATE else names.get(later, versions[0]).words
    )
    rows, is_too_long = _rows(names[earlier].words, text)
    return visit.page(
        "documents/differences.html",
        title=_("%(reference)s: what changed") % {"reference": document.reference},
        document=document,
        versions=versions,
        earlier=earlier,
        later=later,
        rows=rows,
        is_too_long=is_too_long,
        newer=template,
        may_take_over=template is not None and permissions.may_create(visit.actor, DOCUMENT_VERSIONS),
    )


def _rows(before: str, after: str) -> tuple[list[Row], bool]:
    try:
        return compare(before, after), False
    except TooLong:
        return [], True


def _take_over(visit: Visit, document: Document) -> HttpResponse:
    """Begin a draft with the newer template's text; what is in force stays as it is."""
    template = newer_template(document)
    if template is None:
        raise NotFound(_("There is no newer template."))
    number = visit.request.POST.get("number", "").strip()
    try:
        version = operations.take_over(visit.actor, document, preview(visit.actor, template), number)
    except (Invalid, Conflict) as refused:
        messages.error(visit.request, str(refused))
        return redirect(visit.url("document-differences", document.reference) + "?to=template")
    messages.success(visit.request, _("A new draft holds the newer text; nothing in force has changed."))
    return redirect(visit.url("record", "document-versions", version.reference))


def beside_document(visit: Visit, document: Document) -> dict[str, Any]:
    """What the page of a document shows beside its fields: readers, a newer template, exceptions in force."""
    return {
        "share": reading.share(document) if document.edition else None,
        "newer": newer_template(document),
        "versions": document.versions.count(),
        "exceptions": document.exceptions.filter(state="approved").count(),
    }
