"""How many records each of several lists has: asked together, so that a page with figures asks once."""

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection

from tandem.ground.kernel import lists
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

CAP = 999  # one more is shown as “999+”


def counted(actor: Actor, wanted: Sequence[tuple[Register, lists.Query]]) -> list[int]:
    """The count of each list as this actor sees it, `CAP` + 1 at most; Invalid for a filter no list knows."""
    parts, parameters = [], []
    for register, query in wanted:
        rows = lists.filtered(actor, register, query).order_by().values("pk")[: CAP + 1]
        try:
            sql, values = rows.query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT 1 WHERE 1 = 0", ()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608  the ORM's own text
        parameters += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        return list(cursor.fetchone())
