"""The secrets that webhooks are signed with."""

from tandem.ground.kernel.patterns.signing import Secrets
from tandem.support.webhooks.models import Webhook

KEYS_OF_OURS = frozenset({"webhooks", "webhook-deliveries"})  # telling of these would never end
SECRETS = Secrets(Webhook, "webhook")
