"""A condition as a database query. Negation is pushed down to the comparisons, so that NULL never decides."""

import json
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import reduce
from operator import and_, or_
from typing import Any as Anything

from django.db.models import DateTimeField, Exists, F, Func, OuterRef, Q, TextField
from django.db.models.functions import Cast, Length, Trim
from django.db.models.lookups import Contains, GreaterThanOrEqual

from tandem.ground.kernel import registers
from tandem.ground.kernel.models import Attachment
from tandem.proof.conformity.conditions import (
    NO_GRACE,
    All,
    Any,
    Attached,
    Compare,
    Condition,
    Elapsed,
    Filled,
    Has,
    Holds,
    Kind,
    Not,
    OneOf,
    Operator,
    Path,
    Product,
    Tells,
    Today,
)
from tandem.proof.conformity.periods import start_of

_INVERSE = {
    Operator.EQ: Operator.NE,
    Operator.NE: Operator.EQ,
    Operator.LT: Operator.GTE,
    Operator.GTE: Operator.LT,
    Operator.GT: Operator.LTE,
    Operator.LTE: Operator.GT,
}
NEVER = Q(pk__in=[])


class QueryCompiler:
    """Compiles conditions for one day in one time zone; what is due may slip by its `grace`."""

    def __init__(self, today: date, zone: tzinfo, grace: Mapping[str, int] = NO_GRACE) -> None:
        self.today = today
        self.zone = zone
        self.grace = grace

    def query(self, condition: Condition, wanted: bool = True) -> Q:
        """The records for which the condition holds, or does not."""
        match condition:
            case All(parts) | Any(parts):
                joined = [self.query(part, wanted) for part in parts]
                if isinstance(condition, All) == wanted:
                    return reduce(and_, joined, Q())
                return reduce(or_, joined) if joined else NEVER
            case Not(part):
                return self.query(part, not wanted)
            case Compare():
                return self._compare(condition, wanted)
            case OneOf(path, values):
                clause = Q(**{f"{path.lookup}__in": values})
                return clause if wanted else ~clause | _missing(path)
            case Filled(path):
                return ~_nothing(path) if wanted else _nothing(path)
            case Tells(path):
                long = Q(GreaterThanOrEqual(Length(Trim(path.lookup)), condition.letters))
                return long if wanted else ~long | _missing(path)
            case Attached(register):
                files = Attachment.objects.filter(register=register, record_id=OuterRef("pk"))
                return Q(Exists(files)) if wanted else Q(~Exists(files))
            case Holds(path, word):
                clause = Q(_holds(path, word))
                return clause if wanted else ~clause
            case Elapsed():
                return self._in_time(condition) if wanted else self._late(condition)
            case Has():
                return self._has(condition, wanted)

    def _compare(self, condition: Compare, wanted: bool) -> Q:
        left, right = condition.left, condition.right
        both = [left, *_paths_of(right)]
        operator = condition.operator if wanted else _INVERSE[condition.operator]
        compared = self._compared(left, operator, self._value(left, right))
        if wanted:
            return compared & ~_any_missing(both) if operator is Operator.NE else compared
        return compared | _any_missing(both)

    def _compared(self, left: Path, operator: Operator, value: Anything) -> Q:
        match operator:
            case Operator.EQ:
                return Q(**{left.lookup: value})
            case Operator.NE:
                return ~Q(**{left.lookup: value})
            case _:
                return Q(**{f"{left.lookup}__{operator.value}": value})

    def _value(self, left: Path, right: Anything) -> Anything:
        match right:
            case Path():
                return F(right.lookup)
            case Product(first, second):
                return F(first.lookup) * F(second.lookup)
            case Today():
                return self._at(left, right.on(self.today, self.grace))
            case date():
                return self._at(left, right)
            case _:
                return right

    def _at(self, path: Path, day: date) -> date | datetime:
        return start_of(day, self.zone) if path.kind is Kind.MOMENT else day

    def _in_time(self, condition: Elapsed) -> Q:
        closed = Q(**{f"{condition.end.lookup}__lte": _later(condition)})
        still = Q(**{f"{condition.end.lookup}__isnull": True, f"{condition.start.lookup}__gte": self._limit(condition)})
        return closed | still

    def _late(self, condition: Elapsed) -> Q:
        closed = Q(**{f"{condition.end.lookup}__gt": _later(condition)})
        still = Q(**{f"{condition.end.lookup}__isnull": True, f"{condition.start.lookup}__lt": self._limit(condition)})
        return closed | still | _missing(condition.start)

    def _limit(self, condition: Elapsed) -> datetime:
        return start_of(self.today, self.zone) - condition.within.length

    def _has(self, condition: Has, wanted: bool) -> Q:
        register = registers.find(condition.register)
        if register is None:
            raise LookupError(f"There is no register “{condition.register}”.")
        children = register.model.objects.filter(**{condition.through: OuterRef("pk")})
        subquery = Exists(children.filter(self.query(condition.where)))
        return Q(subquery) if wanted else Q(~subquery)


def _holds(path: Path, word: str) -> Contains:
    """A list of words in JSON text holds this one, quotes included; every database writes them alike."""
    return Contains(Cast(path.lookup, TextField()), json.dumps(word))


class Later(Func):
    """A time some whole seconds after the one in a field, computed by the database itself.

    SQLite keeps times as text; Django would add to them in Python, row by row.
    """

    def __init__(self, lookup: Anything, seconds: int = 0) -> None:
        super().__init__(F(lookup) if isinstance(lookup, str) else lookup, output_field=DateTimeField())
        self.seconds = seconds

    def as_sqlite(self, compiler: Anything, connection: Anything, **context: Anything) -> Anything:
        """Whole seconds are moved, the fraction stays behind them as it was."""
        form = "%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%S"
        moved = f"strftime('{form}', substr(%(expressions)s, 1, 19), '{self.seconds:+} seconds')"
        return self.as_sql(compiler, connection, template=f"({moved} || substr(%(expressions)s, 20))", **context)

    def as_postgresql(self, compiler: Anything, connection: Anything, **context: Anything) -> Anything:
        """An interval is added."""
        template = f"(%(expressions)s + INTERVAL '{self.seconds} seconds')"
        return self.as_sql(compiler, connection, template=template, **context)


def _later(condition: Elapsed) -> Later:
    return Later(condition.start.lookup, int(condition.within.length.total_seconds()))


def _paths_of(value: Anything) -> list[Path]:
    match value:
        case Path():
            return [value]
        case Product(first, second):
            return [first, second]
        case _:
            return []


def _missing(path: Path) -> Q:
    return Q(**{f"{path.lookup}__isnull": True})


def _any_missing(paths: list[Path]) -> Q:
    return reduce(or_, map(_missing, paths))


def _nothing(path: Path) -> Q:
    """The field is empty: null, no text, an empty list."""
    match path.kind:
        case Kind.TEXT:
            return _missing(path) | Q(**{path.lookup: ""})
        case Kind.WORDS:
            return _missing(path) | Q(**{path.lookup: []}) | Q(**{path.lookup: {}})
        case _:
            return _missing(path)
