"""Whether there is anything to read, asked in plain words: every line of an imported log asks, and mostly none is."""

from collections.abc import Collection

from django.db import connection, models

from tandem.ground.kernel.tenancy import active_organization_id


def is_any(model: type[models.Model], attribute: str, values: Collection[int | str]) -> bool:
    """Whether the active organization has a record of a model with one of these values, on its way in or not."""
    if not values:
        return False
    quote, column = connection.ops.quote_name, str(model._meta.get_field(attribute).column)  # type: ignore[union-attr]
    table, marks = quote(model._meta.db_table), ", ".join(["%s"] * len(values))
    sql = f"SELECT 1 FROM {table} WHERE organization_id = %s AND {quote(column)} IN ({marks}) LIMIT 1"  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, [active_organization_id(), *values])
        return bool(cursor.fetchall())
