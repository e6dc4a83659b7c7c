"""Records that are asked for by their primary keys are found by them, however many they are.

What records point to is read ahead by their keys too, but Django writes these one by one, joined by OR; here they
become a list. Without statistics SQLite takes a condition on an indexed column for so narrow that from nine keys on it
reads every record of the organization instead: 80 ms for a million of them. A plus sign before the column takes the
condition for what it is here, one that narrows little.
"""

from typing import Any

from django.db.models import lookups
from django.db.models.expressions import Col
from django.db.models.fields.tuple_lookups import TupleIn

from tandem.kept_sql import KeepingCompiler

WIDE = "organization_id"


class Compiler(KeepingCompiler):
    """Writes SELECT; keeps what it wrote."""

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
        """The statement and its values."""
        _list_keys(self.query.where)
        sql, values = super().as_sql(with_limits, with_col_aliases)
        alias = _found_by_keys(self.query.where)
        return (_widely(sql, alias), values) if alias else (sql, values)


def _list_keys(where: Any) -> None:
    """Ask for a list of values where each stands in a tuple of its own."""
    for place, child in enumerate(where.children):
        if type(child) is TupleIn and len(child.lhs) == 1 and child.rhs_is_direct_value():
            (column,) = child.lhs
            where.children[place] = lookups.In(column, [value for (value,) in child.rhs])


def _found_by_keys(where: Any) -> str:
    """The table of which records are asked for by a list of primary keys; empty where no table is."""
    if where.connector != "AND" or where.negated:
        return ""
    for child in where.children:
        if type(child) is lookups.In and _is_key(child.lhs) and child.rhs_is_direct_value():
            return str(child.lhs.alias)
    return ""


def _is_key(column: Any) -> bool:
    return type(column) is Col and bool(column.target.primary_key)


def _widely(sql: str, alias: str) -> str:
    column = f'"{alias}"."{WIDE}" = '
    return sql.replace(f" {column}", f" +{column}", 1).replace(f"({column}", f"(+{column}", 1)
