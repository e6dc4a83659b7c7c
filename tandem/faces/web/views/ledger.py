"""The ledger's page: its head, its newest entries, and whether it holds."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import registers
from tandem.ground.kernel.actor import AUDITOR, MANAGER
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.ledger import operations, verification
from tandem.ground.ledger.models import Entry

NEWEST = 50


@require_http_methods(["GET", "POST"])
@inside
def show(visit: Visit) -> HttpResponse:
    """Newest entries and the signed head; on request everything is verified."""
    if visit.actor.role == "staff":
        raise NotPermitted(_("The ledger is for those who answer for the management system."))
    found = None
    if visit.request.method == "POST":
        if visit.actor.role not in (MANAGER, AUDITOR):
            raise NotPermitted(_("Managers and auditors verify the ledger."))
        found = verification.verify(visit.actor.organization_id, visit.request.POST.get("head", "").strip())
    entries = Entry.objects.filter(organization_id=visit.actor.organization_id)
    head = operations.newest_checkpoint(visit.actor.organization_id)
    titles = {register.key: register.title for register in registers.every()}
    return visit.page(
        "ledger.html",
        title=_("Ledger"),
        entries=entries.order_by("-pk")[:NEWEST],
        titles=titles,
        head=head,
        whole=entries.count(),
        found=found,
        may_verify=visit.actor.role in (MANAGER, AUDITOR),
    )
