"""The secret of a webhook: shown once, made anew."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.support.webhooks.register import WEBHOOKS
from tandem.support.webhooks.secrets import SECRETS


@require_http_methods(["GET", "POST"])
@inside
def secret(visit: Visit, reference: str) -> HttpResponse:
    """What a webhook is signed with; a new secret is shown this once."""
    register_of(visit, WEBHOOKS.key)
    webhook, made = writing.find(visit.actor, WEBHOOKS, reference), ""
    permissions.insist(
        permissions.may_edit(visit.actor, WEBHOOKS, webhook), _("Only managers make the secret of a webhook.")
    )
    if visit.request.method == "POST":
        webhook, made = SECRETS.make(visit.actor, reference, is_leaked=bool(visit.request.POST.get("is_leaked")))
    title = _("Secret of %(webhook)s") % {"webhook": webhook.title}
    return visit.page("support/webhook_secret.html", title=title, register=WEBHOOKS, webhook=webhook, made=made)
