"""Bringing what agents found: look what would change, then do it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.exchange import runs
from tandem.ground.kernel import permissions
from tandem.ground.kernel.errors import Invalid
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.sources import bringing
from tandem.operation.inventory.sources.devices import MOST_BYTES
from tandem.operation.inventory.sources.models import ItemSource


@require_http_methods(["GET", "POST"])
@inside
def bring(visit: Visit) -> HttpResponse:
    """Choose a source and its files; nothing is written before that is asked for."""
    register_of(visit, ITEMS.key)
    permissions.insist(visit.actor.role in permissions.WRITERS, _("Your role does not include imports."))
    screen: dict[str, Any] = {"register": ITEMS, "problem": "", "outcomes": None, "is_written": False, "number": 0}
    if visit.request.method == "POST":
        try:
            screen |= _brought(visit)
        except Invalid as invalid:
            screen["problem"] = str(invalid)
    sources = ItemSource.objects.order_by("rank", "title").values_list("title", flat=True)
    screen["earlier"] = runs.earlier(visit.actor, ITEMS, bringing.KIND)
    status = 422 if screen["problem"] else 200
    title = _("Bring an inventory")
    return visit.page("operation/inventory/bring.html", title=title, status=status, sources=list(sources), **screen)


def _brought(visit: Visit) -> dict[str, Any]:
    sent, posted = visit.request.FILES.getlist("file"), visit.request.POST
    if not sent:
        raise Invalid({"file": [_("Choose a file first.")]})
    source, is_written = bringing.source_named(posted.get("source", "")), posted.get("act") == "bring"
    files = [(upload.name or "file", upload.read(MOST_BYTES + 1)) for upload in sent[: bringing.MOST_FILES + 1]]
    context = {"is_written": is_written, "chosen": source.title}
    if not is_written:
        return {"outcomes": bringing.preview(visit.actor, source, files), **context}
    outcomes, number = bringing.bring(visit.actor, source, files)
    return {"outcomes": outcomes, "number": number, **context}
