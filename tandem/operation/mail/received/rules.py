"""Which messages there are for whom, and that they stay as they came."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.confining import through
from tandem.operation.mail.received.belonging import incidents


def there_for(actor: Actor) -> Q:
    """Mail of an incident is there for whom the incident is there."""
    of_incident = incidents().confined_to(actor)
    return Q(incident=None) | through("incident", of_incident) if of_incident else Q()


def locked(received: Any) -> str:
    """What came by mail is not rewritten."""
    return _("A message stays as it came; take it in, let it join an incident, or throw it away.")
