"""Address and secret of a pipeline: made, shown once, made anew."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.intake.addressed import address_of
from tandem.faces.web.prefix import absolute
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.operation.releases.pipelines.register import PIPELINES
from tandem.operation.releases.pipelines.secrets import SECRETS


@require_http_methods(["GET", "POST"])
@inside
def secret(visit: Visit, reference: str) -> HttpResponse:
    """Where a pipeline reports and what it signs with; a new secret is shown this once."""
    register_of(visit, PIPELINES.key)
    pipeline, made = writing.find(visit.actor, PIPELINES, reference), ""
    permissions.insist(
        permissions.may_edit(visit.actor, PIPELINES, pipeline),
        _("Only managers see address and secret of a pipeline."),
    )
    if visit.request.method == "POST":
        pipeline, made = SECRETS.make(visit.actor, reference, is_leaked=bool(visit.request.POST.get("is_leaked")))
    shown = {"register": PIPELINES, "pipeline": pipeline, "made": made}
    shown["address"] = absolute("intake-pipelines", address_of(pipeline))
    title = _("Address and secret of %(pipeline)s") % {"pipeline": pipeline.title}
    return visit.page("operation/releases/pipeline_secret.html", title=title, **shown)
