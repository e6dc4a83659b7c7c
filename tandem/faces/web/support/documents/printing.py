"""A version as a controlled PDF, and where a document is cited."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, as_file, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import NotFound
from tandem.proof.reporting import document as printed
from tandem.support.documents.citing import citations, names_of
from tandem.support.documents.models import Document
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.versions.models import DocumentVersion
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS


@require_GET
@inside
def controlled(visit: Visit, reference: str) -> HttpResponse:
    """One version as a PDF; who sees no versions gets the one in force of a document they may read."""
    version = _version(visit, reference)
    name = f"{version.document.reference}-{version.number}.pdf".encode("ascii", "ignore").decode().replace("/", "-")
    content = printed.as_pdf(version, visit.organization, visit.actor.today)
    return as_file(content, "application/pdf", name.replace('"', ""))


def _version(visit: Visit, reference: str) -> DocumentVersion:
    if permissions.may_view_register(visit.actor, DOCUMENT_VERSIONS):
        chosen: DocumentVersion = writing.find(visit.actor, DOCUMENT_VERSIONS, reference, with_named=True)
        return chosen
    readable = permissions.visible(visit.actor, DOCUMENTS).filter(state="effective")
    in_force = DocumentVersion.objects.filter(document__in=readable.values("pk"), state="approved")
    version: DocumentVersion | None = (
        in_force.with_reference(reference).select_related("document", "approved_by", "author").first()
    )
    if version is None:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    return version


@require_GET
@inside
def cited(visit: Visit, reference: str) -> HttpResponse:
    """Every record that names a document, with the words around the name."""
    document: Document = writing.find(visit.actor, register_of(visit, DOCUMENTS.key), reference)
    return visit.page(
        "bringing/cited.html",
        title=_("Where %(reference)s is cited") % {"reference": document.reference},
        document=document,
        names=names_of(document),
        citations=citations(visit.actor, document),
    )
