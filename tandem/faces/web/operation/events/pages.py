"""Address and secret of a source of events: made, shown once, made anew."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.intake.addressed import address_of
from tandem.faces.web.prefix import absolute
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.operation.events.sources.operations import new_secret
from tandem.operation.events.sources.register import EVENT_SOURCES


@require_http_methods(["GET", "POST"])
@inside
def secret(visit: Visit, reference: str) -> HttpResponse:
    """Where a source sends its events and with what; a new secret is shown this once."""
    register_of(visit, EVENT_SOURCES.key)
    source, made = writing.find(visit.actor, EVENT_SOURCES, reference), ""
    permissions.insist(
        permissions.may_edit(visit.actor, EVENT_SOURCES, source), _("Only managers see address and secret of a source.")
    )
    if visit.request.method == "POST":
        is_leaked = bool(visit.request.POST.get("is_leaked"))
        source, made = new_secret(visit.actor, reference, is_leaked=is_leaked)
    address = absolute("intake-events", address_of(source))
    title = _("Address and secret of %(source)s") % {"source": source.title}
    page = "operation/events/secret.html"
    return visit.page(page, title=title, register=EVENT_SOURCES, source=source, made=made, address=address)
