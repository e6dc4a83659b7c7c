"""The secret that a pipeline signs with: worked out, shown once, made anew."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from standardwebhooks import Webhook as Signer

from tandem.ground.kernel import clock, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.releases.pipelines.models import Pipeline

FORMER_WORKS = timedelta(days=1)


def secret_of(pipeline: Any, number: int) -> str:
    """The secret of this number, in the form of Standard Webhooks."""
    about = f"pipeline/{pipeline.organization_id}/{pipeline.pk}/{number}"
    key = hmac.new(settings.SECRET_KEY.encode(), about.encode(), hashlib.sha256).digest()
    return "whsec_" + base64.b64encode(key).decode()


def new_secret(actor: Actor, reference: str, *, is_leaked: bool = False) -> tuple[Any, str]:
    """A new secret for a pipeline, shown this once; the former one works for a day, unless it has leaked."""
    register = declared_for(Pipeline)
    pipeline = writing.find(actor, register, reference)
    permissions.insist(
        permissions.may_edit(actor, register, pipeline), _("You may not change the secret of a pipeline.")
    )
    number, now = pipeline.secret_number + 1, clock.now()
    former = now + FORMER_WORKS if number > 1 and not is_leaked else None
    values = {"secret_number": number, "secret_since": now, "former_until": former}
    changed = writing.follow(actor, register, pipeline, values, "new-secret")
    return changed, secret_of(changed, number)


def is_signed(pipeline: Any, number: str, sent_at: datetime, body: str, signatures: str, now: datetime) -> bool:
    """Whether one of the signatures of a message is that of the present secret, or of the former while it works."""
    counting = [pipeline.secret_number] if pipeline.secret_number else []
    if pipeline.former_until and now < pipeline.former_until and pipeline.secret_number > 1:
        counting.append(pipeline.secret_number - 1)
    right = [Signer(secret_of(pipeline, counted)).sign(number, sent_at, body).encode() for counted in counting]
    given = [signature.encode() for signature in signatures.split()[:10]]
    return any(hmac.compare_digest(one, other) for one in right for other in given)
