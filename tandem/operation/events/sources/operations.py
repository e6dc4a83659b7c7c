"""The secret of a source: made and shown once, kept as its hash."""

import secrets
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts.models import hashed
from tandem.ground.kernel import clock, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.events.sources.models import EventSource

FORMER_WORKS = timedelta(days=1)
BEGINS = "tandem_events_"


def new_secret(actor: Actor, reference: str, *, is_leaked: bool = False) -> tuple[Any, str]:
    """A new secret for a source, which is shown this once; the former one works for a day, unless it has leaked."""
    register = declared_for(EventSource)
    source = writing.find(actor, register, reference)
    permissions.insist(permissions.may_edit(actor, register, source), _("You may not change the secret of a source."))
    secret, now = BEGINS + secrets.token_urlsafe(32), clock.now()
    keeps_former = bool(source.secret_hash) and not is_leaked
    values = {
        "secret_hash": hashed(secret),
        "secret_hint": secret[len(BEGINS) : len(BEGINS) + 4] + "…",
        "secret_since": now,
        "former_hash": source.secret_hash if keeps_former else "",
        "former_until": now + FORMER_WORKS if keeps_former else None,
    }
    return writing.follow(actor, register, source, values, "new-secret"), secret
