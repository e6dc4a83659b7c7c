"""References such as RISK-12 and INC-2026-0451: given out once, in order, never twice."""

from django.db import connection

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

COUNT_ON = (
    "INSERT INTO kernel_referencecounter (organization_id, register, year, last) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (organization_id, register, year) DO UPDATE SET last = kernel_referencecounter.last + excluded.last"
    " RETURNING last"
)


def take(actor: Actor, register: Register, count: int = 1) -> list[str]:
    """The next references of a register; call inside a transaction, which keeps the counter row locked."""
    year = actor.today.year if register.year_in_reference else 0
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ON, [actor.organization_id, register.key, year, count])
        last = cursor.fetchall()[0][0]
    return [_written(register, year, number) for number in range(last - count + 1, last + 1)]


def _written(register: Register, year: int, number: int) -> str:
    return f"{register.prefix}-{year}-{number:04d}" if year else f"{register.prefix}-{number}"
