"""How many records each of several lists has: asked together, so that a page with figures asks once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, IntegerField, QuerySet, Value

from tandem.ground.kernel import arrivals, lists, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import active_organization_id

CAP = 999  # one more is shown as “999+”
MOST_KEPT: Final = 500
Pointing = tuple[Register, str]  # a register and the field of it that names a record


def counted(actor: Actor, wanted: Sequence[tuple[Register, lists.Query]], most: int | None = CAP) -> list[int]:
    """The count of each list as this actor sees it, one above `most` at most; Invalid for a filter no list knows."""
    parts: list[str] = []
    parameters: list[Any] = []
    for register, query in wanted:
        rows = lists.filtered(actor, register, query).order_by().values("pk")[: None if most is None else most + 1]
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


def pointing_at(actor: Actor, record_id: int, among: Sequence[Pointing]) -> dict[Pointing, int]:
    """How many records that the actor may see name this one, by register and field: asked in one statement."""
    if not among:
        return {}
    is_all_seen = all(permissions.sees_all(actor, register) for register, _name in among)
    if not is_all_seen or arrivals.is_any_hidden(active_organization_id()):
        parts = [_naming(actor, pointing, place, record_id) for place, pointing in enumerate(among)]
        rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        return {among[place]: count for place, count in rows}
    with connection.cursor() as cursor:
        cursor.execute(_all_naming(tuple(among)), [active_organization_id(), record_id] * len(among))
        return dict(zip(among, cursor.fetchone(), strict=True))


def _naming(actor: Actor, pointing: Pointing, place: int, record_id: int) -> "QuerySet[Any, Any]":
    register, name = pointing
    seen = permissions.visible(actor, register).filter(**{name: record_id}).order_by()
    marked = seen.annotate(pointing_place=Value(place, output_field=IntegerField())).values("pointing_place")
    counted: QuerySet[Any, Any] = marked.annotate(pointing_count=Count("pk"))
    return counted.values_list("pointing_place", "pointing_count")


@lru_cache(MOST_KEPT)
def _all_naming(among: tuple[Pointing, ...]) -> str:
    """The statement for whoever sees every record of these: worked out once."""
    return f"SELECT {', '.join(_one_naming(*pointing) for pointing in among)}"  # our own names


def _one_naming(register: Register, name: str) -> str:
    quote, column = connection.ops.quote_name, str(register.field(name).column)
    table = quote(register.model._meta.db_table)
    return f"(SELECT count(*) FROM {table} WHERE organization_id = %s AND {quote(column)} = %s)"  # noqa: S608  our own names
