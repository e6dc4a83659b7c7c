"""Secrets that messages are signed with: worked out and counted up, shown once, kept nowhere."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from standardwebhooks import Webhook as Signer

from tandem.ground.kernel import clock, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import declared_for

FORMER_COUNTS = timedelta(days=1)
MOST_SIGNATURES = 10


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets of the records of a model, which keeps `secret_number`, `secret_since` and `former_until`.

    Each is worked out from the installation's key, `word` and its number, in the form of Standard Webhooks.
    """

    model: type[Record]
    word: str

    def of(self, record: Any, number: int) -> str:
        """The secret of this number."""
        about = f"{self.word}/{record.organization_id}/{record.pk}/{number}"
        key = hmac.new(settings.SECRET_KEY.encode(), about.encode(), hashlib.sha256).digest()
        return "whsec_" + base64.b64encode(key).decode()

    def make(self, actor: Actor, reference: str, *, is_leaked: bool = False) -> tuple[Any, str]:
        """A new secret, shown this once; the former one counts for a day more, unless it has leaked."""
        register = declared_for(self.model)
        record: Any = writing.find(actor, register, reference)
        permissions.insist(permissions.may_edit(actor, register, record), _("You may not change this secret."))
        number, now = record.secret_number + 1, clock.now()
        former = now + FORMER_COUNTS if number > 1 and not is_leaked else None
        values = {"secret_number": number, "secret_since": now, "former_until": former}
        changed = writing.follow(actor, register, record, values, "new-secret")
        return changed, self.of(changed, number)

    def signatures(self, record: Any, number: str, sent_at: datetime, body: str, now: datetime) -> list[str]:
        """The signatures of a message: by the present secret, and by the former one while that still counts."""
        counting = [record.secret_number]
        if record.former_until and now < record.former_until and record.secret_number > 1:
            counting.append(record.secret_number - 1)
        return [Signer(self.of(record, counted)).sign(number, sent_at, body) for counted in counting]

    def is_signed(self, record: Any, number: str, sent_at: datetime, body: str, given: str, now: datetime) -> bool:
        """Whether one of the given signatures, with spaces between, is one of those of the message."""
        made = self.signatures(record, number, sent_at, body, now) if record.secret_number else []
        right = [signature.encode() for signature in made]
        sent = [signature.encode() for signature in given.split()[:MOST_SIGNATURES]]
        return any(hmac.compare_digest(ours, other) for ours in right for other in sent)
