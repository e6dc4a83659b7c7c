"""When something is offered (20000-1:2018 8.2.4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.services.offerings.models import LIVE

NEEDED = ("description", "how_to_ask")


def check_offering(offering: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its service and the one it is for."""
    if before is None:
        return {}
    if before.service_id != offering.service_id:
        return {"service": _("An offering stays with its service.")}
    if before.state != "draft" and before.customer_id != offering.customer_id:
        return {"customer": _("It was published for somebody else; write another one.")}
    return {}


def may_publish(offering: Any, actor: Actor) -> str | None:
    """Only what is live is offered."""
    return None if offering.service.state in LIVE else _("Its service is not live.")


def publish(offering: Any, actor: Actor) -> None:
    """From today on."""
    offering.published_on = offering.published_on or actor.today


def withdraw(offering: Any, actor: Actor) -> None:
    """Until today."""
    offering.withdrawn_on = actor.today
