"""When a service may go live and when it is reviewed again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def check_service(service: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a service as a whole needs."""
    if service.live_since and service.retires_on and service.retires_on < service.live_since:
        return {"retires_on": _("A service cannot end before it begins.")}
    return {}


def derive_service(service: Any, before: Any, actor: Actor) -> None:
    """A changed interval moves the next review."""
    changed = before is not None and before.review_months != service.review_months
    if service.last_review and (changed or service.next_review is None) and service.review_months:
        service.next_review = service.last_review + relativedelta(months=service.review_months)


def ready_for_use(service: Any, actor: Actor) -> str | None:
    """A live service has an owner, requirements and targets (20000-1:2018 8.2.4, 8.3.3, 8.5.2)."""
    missing = [
        str(service._meta.get_field(name).verbose_name)
        for name in ("owner_id", "requirements", "targets")
        if not getattr(service, name)
    ]
    return _("First fill in: %(missing)s.") % {"missing": ", ".join(missing)} if missing else None


def go_live(service: Any, actor: Actor) -> None:
    """A live service is reviewed from the first day on."""
    service.live_since = service.live_since or actor.today
    reviewed(service, actor)


def reviewed(service: Any, actor: Actor) -> None:
    """The service was reviewed today."""
    service.last_review = actor.today
    service.next_review = actor.today + relativedelta(months=service.review_months) if service.review_months else None


def retire(service: Any, actor: Actor) -> None:
    """An ended service is not reviewed any more."""
    service.retires_on = service.retires_on or actor.today
    service.next_review = None
