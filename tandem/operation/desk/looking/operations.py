"""Who else has a ticket open: each page says once a minute that it is, and hears who else does."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register
from tandem.operation.desk.looking.models import Look

EVERY = 60  # seconds after which a page says again that it is open
LASTS = timedelta(seconds=EVERY * 3 // 2)
MOST = 5


def look(actor: Actor, register: Register, record: Any) -> list[str]:
    """Note that the actor has a ticket open that they may see; the names of others who have, the latest first."""
    now, about = clock.now(), {"register": register.key, "record_id": record.pk}
    if actor.user_id is not None:
        whose = {"organization_id": actor.organization_id, "user_id": actor.user_id}
        with transaction.atomic():
            Look.objects.update_or_create(**whose, defaults={**about, "seen_at": now})
    others = Look.objects.filter(**about, seen_at__gt=now - LASTS).exclude(user_id=actor.user_id)
    return list(others.order_by("-seen_at", "pk").values_list("user__name", flat=True)[:MOST])
