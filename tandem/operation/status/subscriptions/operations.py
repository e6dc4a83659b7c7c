"""Beginning and ending to be told of status updates."""

from typing import Any

from django.db import transaction

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.status.subscriptions.models import StatusSubscription


def subscribe(tandem: Actor, address: str, *, way: str = "mail", user: Any = None, customer: Any = None) -> Any:
    """A new subscription of an address that is somebody's; an earlier one of it for the same way ends with it."""
    register = declared_for(StatusSubscription)
    with transaction.atomic():
        for earlier in _of(address).filter(way=way):
            end(tandem, earlier)
        values = {"title": address, "way": way, "user": user, "customer": customer}
        return writing.create(tandem, register, values)


def end(tandem: Actor, subscription: Any) -> None:
    """Nothing is sent there any more; ending it again changes nothing."""
    if subscription.state == "active":
        writing.follow(tandem, declared_for(StatusSubscription), subscription, {"state": "ended"}, "ended")


def is_subscribed(address: str) -> bool:
    """Whether mail goes to an address already."""
    return bool(_of(address).filter(way="mail").exists())


def of_user(user_id: int | None, way: str) -> Any:
    """The active subscription of a user for a way; None for none."""
    mine = StatusSubscription.objects.filter(user_id=user_id, way=way, state="active")
    return mine.first() if user_id is not None else None


def _of(address: str) -> Any:
    return StatusSubscription.objects.filter(title__iexact=address, state="active")
