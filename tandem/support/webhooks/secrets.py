"""The secret that a webhook is signed with: worked out, so that it is kept nowhere."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any

from django.conf import settings
from standardwebhooks import Webhook as Signer

KEYS_OF_OURS = frozenset({"webhooks", "webhook-deliveries"})  # telling of these would never end


def secret_of(webhook: Any, number: int) -> str:
    """The secret of this number, in the form of Standard Webhooks."""
    about = f"webhook/{webhook.organization_id}/{webhook.pk}/{number}"
    key = hmac.new(settings.SECRET_KEY.encode(), about.encode(), hashlib.sha256).digest()
    return "whsec_" + base64.b64encode(key).decode()


def signatures(webhook: Any, message_id: str, now: datetime, body: str) -> str:
    """The signatures of a message: by the present secret, and by the former one while that still counts."""
    numbers = [webhook.secret_number]
    if webhook.former_until and now < webhook.former_until and webhook.secret_number > 1:
        numbers.append(webhook.secret_number - 1)
    return " ".join(Signer(secret_of(webhook, number)).sign(message_id, now, body) for number in numbers)
