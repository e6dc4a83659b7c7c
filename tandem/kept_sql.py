"""Statements kept by the shape of the query that they were made for.

Django writes the SQL of every query anew, which costs more than SQLite needs to answer it. A query that has the shape
of one seen before, in tables, columns, conditions, order and limits, differs from it in the values only: those are put
into the statement that is kept. Whatever is not surely of such a shape (expressions, groups, unions, subqueries as
values) is written as ever, and a statement is kept only if Django gave it the very values that were gathered here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models import Count, F, Func, Value, lookups
from django.db.models.expressions import Col, OrderBy, Star
from django.db.models.fields import related_lookups
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import BaseTable, Join
from django.db.models.sql.where import WhereNode

MOST_KEPT: Final = 1_500
MOST_LISTED: Final = 20  # values of one list; each number of them is a shape of its own
BY_VALUE: Final = frozenset(
    {
        *(lookups.Exact, lookups.GreaterThan, lookups.GreaterThanOrEqual, lookups.LessThan, lookups.LessThanOrEqual),
        *(lookups.IntegerFieldExact, lookups.IntegerGreaterThan, lookups.IntegerGreaterThanOrEqual),
        *(lookups.IntegerLessThan, lookups.IntegerLessThanOrEqual),
        *(lookups.IExact, lookups.Contains, lookups.IContains, lookups.StartsWith, lookups.IStartsWith),
        *(lookups.EndsWith, lookups.IEndsWith),
        *(related_lookups.RelatedExact, related_lookups.RelatedLessThan, related_lookups.RelatedGreaterThan),
        *(related_lookups.RelatedLessThanOrEqual, related_lookups.RelatedGreaterThanOrEqual),
    }
)
BY_NUMBER: Final = frozenset({lookups.In, related_lookups.RelatedIn})
BY_ITSELF: Final = frozenset({lookups.IsNull, related_lookups.RelatedIsNull})


@dataclass(frozen=True, slots=True)
class Columns:
    """What a statement reads, as Django makes records of it."""

    select: Any
    klass_info: Any
    annotation_col_map: Any
    converted: tuple[int, ...]  # places of those that are not taken as the database gives them


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement with places for its values, and what it reads."""

    sql: str
    columns: Columns
    has_extra_select: bool


class _Unlike(Exception):
    """A query that has something in it which is not told by its shape."""


_kept: dict[Any, Kept | None] = {}
_columns: dict[Any, Columns] = {}


def forget() -> None:
    """Keep nothing, as a new process does."""
    _kept.clear()
    _columns.clear()


if TYPE_CHECKING:
    Compiler = SQLCompiler
else:
    Compiler = object


class Keeping(Compiler):
    """Goes before a compiler of Django's: it takes the statement written for another query of the same shape."""

    _of_kept: Columns | None = None

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
        """The statement and its values."""
        if not with_limits or with_col_aliases:
            return super().as_sql(with_limits, with_col_aliases)
        try:
            shape = Shape(self)
        except (_Unlike, EmptyResultSet, FullResultSet):
            return super().as_sql()
        kept = _kept.get(shape.key)
        if kept is None:
            return self._write(shape)
        self.select, self.klass_info = kept.columns.select, kept.columns.klass_info
        self.annotation_col_map, self.has_extra_select = kept.columns.annotation_col_map, kept.has_extra_select
        self.col_count = len(kept.columns.select)
        self._of_kept = kept.columns
        return kept.sql, tuple(shape.values)

    def _write(self, shape: "Shape") -> Any:
        """Write it as Django does, and keep it unless that was tried in vain before."""
        sql, values = super().as_sql()
        if shape.key not in _kept:
            if len(_kept) >= MOST_KEPT:
                forget()
            is_like = list(values) == shape.values
            _kept[shape.key] = Kept(sql, self._columns(shape), self.has_extra_select) if is_like else None
        return sql, values

    def _columns(self, shape: "Shape") -> Columns:
        """What is read; the same for every statement that reads the same."""
        known = _columns.get(shape.read)
        if known is None:
            converted = tuple(super().get_converters([column for column, _sql, _alias in self.select]))
            known = Columns(self.select, self.klass_info, self.annotation_col_map, converted)
            _columns[shape.read] = known
        return known

    def get_converters(self, expressions: Any) -> Any:
        """How columns are converted, by their place; of a kept statement those alone are asked that are converted."""
        kept = self._of_kept
        if kept is None or not isinstance(expressions, list) or len(expressions) != len(kept.select):
            return super().get_converters(expressions)
        return {place: (self._ways(expressions[place]), expressions[place]) for place in kept.converted}

    def _ways(self, expression: Any) -> list[Any]:
        ways: list[Any] = self.connection.ops.get_db_converters(expression)
        return [*ways, *expression.get_db_converters(self.connection)]


class KeepingCompiler(Keeping, SQLCompiler):
    """Django's own compiler, keeping."""


class Shape:
    """What the statement of a query follows from, and the values it takes; `_Unlike` where that cannot be told."""

    __slots__ = ("compiler", "key", "parts", "read", "values")

    def __init__(self, compiler: Any) -> None:
        query = compiler.query
        if type(query) is not Query or _is_special(query):
            raise _Unlike
        self.compiler = compiler
        self.parts: list[Any] = []
        self.values: list[Any] = []
        tables = tuple(_table(query, alias, join) for alias, join in query.alias_map.items())
        deferred, is_deferred = query.deferred_loading
        loaded = (query.default_cols, frozenset(deferred), is_deferred)
        read = (*loaded, _nested(query.select_related), query.max_depth)
        columns = tuple(_column(column) for column in query.select)
        named = None if query.selected is None else tuple(query.selected.items())
        annotated = tuple(self._annotation(name, expression) for name, expression in query.annotation_select.items())
        self.read = (compiler.connection.vendor, query.model, tables, read, columns, named, annotated)
        self._condition(query.where)
        limits = (query.low_mark, query.high_mark, query.distinct)
        order = (tuple(map(_order, query.order_by)), query.standard_ordering, query.default_ordering)
        self.key = (self.read, tuple(self.parts), limits, order, _lock(query, compiler), compiler.elide_empty)

    def _annotation(self, name: str, expression: Any) -> Any:
        """The two that Django adds for `exists` and `count`."""
        if type(expression) is Value and type(expression.value) is int:
            self.values.append(expression.value)
            return name, Value
        if type(expression) is Count and type(expression.source_expressions[0]) is Star and _is_plain(expression):
            return name, Count
        raise _Unlike

    def _condition(self, node: WhereNode) -> None:
        self.parts.append((node.connector, node.negated, len(node.children)))
        for child in node.children:
            if type(child) is WhereNode:
                self._condition(child)
            else:
                self._lookup(child)

    def _lookup(self, lookup: Any) -> None:
        kind = type(lookup)
        bound: Any = None
        if kind in BY_ITSELF:
            bound = lookup.rhs
        elif kind not in BY_VALUE and kind not in BY_NUMBER:
            raise _Unlike
        elif type(lookup.rhs) is bool:
            bound = lookup.rhs
        else:
            bound = self._values_of(lookup)
        if type(lookup.lhs) is not Col or type(bound) not in (bool, int):
            raise _Unlike
        self.parts.append((kind, *_column(lookup.lhs), bound, type(bound)))

    def _values_of(self, lookup: Any) -> int:
        """How many values a lookup takes, which are noted; they are prepared as Django does."""
        if hasattr(lookup.rhs, "as_sql") or lookup.bilateral_transforms:
            raise _Unlike
        place, values = lookup.process_rhs(self.compiler, self.compiler.connection)
        if place.replace("%s", "").strip("(), ") or len(values) > MOST_LISTED:
            raise _Unlike
        self.values.extend(values)
        return len(values)


def _is_plain(count: Any) -> bool:
    return count.filter is None and not count.distinct and not count.extra


def _is_special(query: Any) -> bool:
    return bool(
        query.model is None
        or query.combinator
        or query.group_by is not None
        or query.extra
        or query.extra_tables
        or query.extra_order_by
        or query.distinct_fields
        or query.explain_info
        or query.external_aliases
        or query._filtered_relations
        or query.model._meta.apps is not apps
        or query.annotations.keys() != query.annotation_select.keys()
    )


def _table(query: Any, alias: str, join: Any) -> tuple[Any, ...]:
    is_used = query.alias_refcount[alias] > 0
    if type(join) is BaseTable:
        return alias, join.table_name, is_used
    if type(join) is not Join or join.filtered_relation is not None:
        raise _Unlike
    return alias, join.table_name, is_used, join.parent_alias, join.join_type, join.join_field, join.nullable


def _column(column: Any) -> tuple[Any, ...]:
    if type(column) is not Col:
        raise _Unlike
    return column.alias, column.target, column.output_field


def _nested(related: Any) -> Any:
    if isinstance(related, dict):
        return tuple((name, _nested(further)) for name, further in related.items())
    return related


def _order(by: Any) -> Any:
    if isinstance(by, str):
        return by
    if type(by) is not OrderBy:
        raise _Unlike
    return type(by.expression), _name(by.expression), by.descending, by.nulls_first, by.nulls_last


def _name(expression: Any) -> str:
    """The field that is sorted by, alone or within a function that changes nothing but how it is found."""
    is_within = isinstance(expression, Func) and not expression.extra and len(expression.source_expressions) == 1
    field: Any = expression.source_expressions[0] if is_within else expression
    if type(field) is not F:
        raise _Unlike
    plain: Any = field
    return str(plain.name)


def _lock(query: Any, compiler: Any) -> Any:
    if not query.select_for_update:
        return None
    how = (query.select_for_update_nowait, query.select_for_update_skip_locked, query.select_for_no_key_update)
    return *how, query.select_for_update_of, compiler.connection.get_autocommit()
