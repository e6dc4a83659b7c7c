"""Which approved change an event falls into while that change is under way."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from tandem.ground.kernel.actor import Actor
from tandem.operation.events.models import Event

MOST = 500


class Maintenance:
    """The approved changes that are under way at one moment."""

    def __init__(self, actor: Actor, now: datetime) -> None:
        self._actor, self._now = actor, now

    @cached_property
    def changes(self) -> list[Any]:
        """Those changes, read when they are first asked for."""
        actor, now = self._actor, self._now
        model: Any = Event._meta.get_field("change").related_model
        whole_day = Q(planned_for=now.astimezone(actor.zone).date())
        under_way = whole_day
        if _has(model, "starts_at") and _has(model, "ends_at"):
            under_way = Q(starts_at__lte=now, ends_at__gte=now) | Q(starts_at=None) & whole_day
        return list(model._default_manager.filter(under_way, state="approved").order_by("pk")[:MOST])

    def of(self, item: Any, service: Any) -> Any:
        """The change that touches this item, or the service it is about; None for none."""
        service_id = service.pk if service else None
        for change in self.changes:
            is_item = item is not None and item.reference in change.items
            if is_item or (service_id and change.service_id == service_id):
                return change
        return None


def _has(model: Any, name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
