"""When a service may go live and when it is reviewed again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed

REVIEW = Reviewed(while_in=("live", "retiring"))
NEEDED = ("owner",)  # beside a requirement, of a live service: 20000-1:2018 8.2.4, 8.5.2


def check_service(service: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a service as a whole needs."""
    if service.live_since and service.retires_on and service.retires_on < service.live_since:
        return {"retires_on": _("A service cannot end before it begins.")}
    return {}


def may_go_live(service: Any, actor: Actor) -> str | None:
    """A service goes live for something that was agreed (20000-1:2018 8.2.2)."""
    is_agreed = service.requirement_records.agreed().exists()
    return None if is_agreed else _("Agree at least one of its requirements first.")


def go_live(service: Any, actor: Actor) -> None:
    """A live service is reviewed from the first day on."""
    service.live_since = service.live_since or actor.today
    REVIEW.looked_at(service, actor)


def retire(service: Any, actor: Actor) -> None:
    """The service has ended today, unless another day was planned."""
    service.retires_on = service.retires_on or actor.today
