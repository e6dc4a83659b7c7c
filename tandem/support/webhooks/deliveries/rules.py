"""When a delivery is tried again, and what it tells."""

from datetime import datetime, timedelta
from typing import Any

from tandem.ground.kernel import clock, registers
from tandem.ground.kernel.actor import READER, Actor

TRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))


def derive_delivery(delivery: Any, before: Any, actor: Actor) -> None:
    """One that is new is due at once."""
    if before is None:
        delivery.happened_at = delivery.happened_at or clock.now()
        delivery.next_at = delivery.next_at or clock.now()


def send_again(delivery: Any, actor: Actor) -> None:
    """Somebody wants it sent again, from the beginning."""
    delivery.attempts, delivery.next_at, delivery.status, delivery.answer = 0, clock.now(), None, ""


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When it is tried again after so many tries; None once it is given up."""
    return now + TRIES[attempts - 1] if attempts <= len(TRIES) else None


def payload_of(delivery: Any, base: str) -> dict[str, Any] | None:
    """What is told of a happening; None for what only some may see, and for what is of no register any more."""
    register = registers.find(delivery.register)
    if register is None:
        return None
    data = {
        "register": delivery.register,
        "reference": delivery.subject,
        "action": delivery.action,
        "version": delivery.record_version,
    }
    if delivery.action == "deleted":
        return None if register.is_confined else data
    record = _seen_by_readers(register, delivery)
    if record is None:
        return None
    state = {"state": record.state} if register.workflow else {}
    headline = str(getattr(record, register.headline))
    return {**data, "title": headline, **state, "address": f"{base}{register.key}/{record.reference}/"}


def _seen_by_readers(register: registers.Register, delivery: Any) -> Any:
    """The record as anybody who may see the register sees it; None for one that is confined to some."""
    anybody = Actor(delivery.organization_id, READER, "", None)
    return register.model.objects.filter(register.confined_to(anybody), pk=delivery.record).first()
