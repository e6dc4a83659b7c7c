"""References such as RISK-12 and INC-2026-0451: given out once, in order, never twice."""

from django.db import connection

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

COUNT_ON = (
    "INSERT INTO kernel_referencecounter (organization_id, register, year, last) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (organization_id, register, year) DO UPDATE SET last = kernel_referencecounter.last + excluded.last"
    " RETURNING last"
)
GIVEN = "SELECT last FROM kernel_referencecounter WHERE organization_id = %s AND register = %s AND year = %s"


def take(actor: Actor, register: Register, count: int = 1) -> list[str]:
    """The next references of a register; call inside a transaction, which keeps the counter row locked."""
    year = actor.today.year if register.year_in_reference else 0
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ON, [actor.organization_id, register.key, year, count])
        last = cursor.fetchall()[0][0]
    return [_written(register, year, number) for number in range(last - count + 1, last + 1)]


def expected(actor: Actor, register: Register, ahead: int, count: int) -> list[str]:
    """The references that would be given after so many others, as long as nobody else takes one; takes none."""
    year = actor.today.year if register.year_in_reference else 0
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, [actor.organization_id, register.key, year])
        row = cursor.fetchone()
    last = (row[0] if row else 0) + ahead
    return [_written(register, year, number) for number in range(last + 1, last + count + 1)]


def _written(register: Register, year: int, number: int) -> str:
    return f"{register.prefix}-{year}-{number:04d}" if year else f"{register.prefix}-{number}"
