"""References such as RISK-12 and INC-2026-0451: given out once, in order, never twice."""

from django.db.models import F

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import ReferenceCounter
from tandem.ground.kernel.registers import Register


def take(actor: Actor, register: Register, count: int = 1) -> list[str]:
    """The next references of a register; call inside a transaction, which keeps the counter row locked."""
    year = actor.today.year if register.year_in_reference else 0
    key = {"organization_id": actor.organization_id, "register": register.key, "year": year}
    ReferenceCounter.objects.get_or_create(**key)
    ReferenceCounter.objects.filter(**key).update(last=F("last") + count)
    last = ReferenceCounter.objects.get(**key).last
    return [_written(register, year, number) for number in range(last - count + 1, last + 1)]


def _written(register: Register, year: int, number: int) -> str:
    return f"{register.prefix}-{year}-{number:04d}" if year else f"{register.prefix}-{number}"
