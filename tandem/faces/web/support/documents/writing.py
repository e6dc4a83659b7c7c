"""What is being written as it will be read, before it is saved."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import permissions
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS

LONGEST = 500_000


@require_POST
@inside
def preview(visit: Visit, field: str) -> HttpResponse:
    """The text of one field of a form: beside it where there is script, else as a page of its own."""
    permissions.insist(permissions.may_create(visit.actor, DOCUMENT_VERSIONS), _("You may not write documents."))
    text = visit.request.POST.get(field, "")[:LONGEST]
    if "HX-Request" in visit.request.headers:
        return visit.part("writing/preview.html", text=text)
    return visit.page("writing/page.html", title=_("Preview"), text=text)
