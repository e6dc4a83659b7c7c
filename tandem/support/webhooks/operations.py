"""The secret of a webhook: shown once, made anew."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.support.webhooks.models import Webhook
from tandem.support.webhooks.secrets import secret_of

FORMER_SIGNS = timedelta(days=1)


def new_secret(actor: Actor, reference: str, *, is_leaked: bool = False) -> tuple[Any, str]:
    """A new secret for a webhook, shown this once; the former one signs too for a day, unless it has leaked."""
    register = declared_for(Webhook)
    webhook = writing.find(actor, register, reference)
    permissions.insist(permissions.may_edit(actor, register, webhook), _("You may not change the secret of a webhook."))
    number, now = webhook.secret_number + 1, clock.now()
    former = now + FORMER_SIGNS if number > 1 and not is_leaked else None
    values = {"secret_number": number, "secret_since": now, "former_until": former}
    changed = writing.follow(actor, register, webhook, values, "new-secret")
    return changed, secret_of(changed, number)
