"""A condition as a predicate over the states that the ledger keeps."""

from collections.abc import Callable, Container, Mapping
from datetime import UTC, date, datetime, tzinfo
from operator import eq, ge, gt, le, lt, ne
from typing import Any as Anything
from typing import Protocol

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

State = Mapping[str, Anything]
Predicate = Callable[[State], bool]
Getter = Callable[[State], Anything]
_COMPARISONS: dict[Operator, Callable[[Anything, Anything], bool]] = {
    Operator.EQ: eq,
    Operator.NE: ne,
    Operator.LT: lt,
    Operator.LTE: le,
    Operator.GT: gt,
    Operator.GTE: ge,
}
IDENTITY = "@id"  # the record's primary key, put beside its fields


class States(Protocol):
    """Where the states of whole registers come from."""

    def states(self, register: str) -> Mapping[int, State]:
        """Every record's fields by primary key, `IDENTITY` among them."""

    def with_files(self, register: str) -> Container[int]:
        """Primary keys of the records of a register that a file hangs on."""


class PredicateCompiler:
    """Compiles conditions for one day in one time zone, over one source of states, with the grace of intervals."""

    def __init__(self, today: date, zone: tzinfo, source: States, grace: Mapping[str, int] = NO_GRACE) -> None:
        self.today = today
        self.zone = zone
        self.grace = grace
        self.source = source
        self._known: dict[int, tuple[Condition, Predicate]] = {}
        self._having: dict[Has, Predicate] = {}

    def predicate(self, condition: Condition) -> Predicate:
        """A function that says whether the condition holds for a state; made once for each condition."""
        known = self._known.get(id(condition))
        if known is None:
            known = self._known[id(condition)] = (condition, self._predicate(condition))
        return known[1]

    def _predicate(self, condition: Condition) -> Predicate:
        match condition:
            case All(parts):
                return _all([self.predicate(part) for part in parts])
            case Any(parts):
                return _any([self.predicate(part) for part in parts])
            case Not(part):
                inner = self.predicate(part)
                return lambda state: not inner(state)
            case Compare():
                return self._compare(condition)
            case OneOf(path, values):
                read, wanted = self._getter(path), frozenset(values)
                return lambda state: read(state) in wanted
            case Filled(path):
                read = self._getter(path)
                return lambda state: read(state) not in (None, "", [], {})
            case Tells(path):
                read, letters = self._getter(path), condition.letters
                return lambda state: len((read(state) or "").strip(" ")) >= letters
            case Attached(register):
                filed = self.source.with_files(register)
                return lambda state: state[IDENTITY] in filed
            case Holds(path, word):
                read = self._getter(path)
                return lambda state: word in (read(state) or ())
            case Elapsed():
                return self._elapsed(condition)
            case Has():
                if condition not in self._having:  # the same other records are looked for by many
                    self._having[condition] = self._has(condition)
                return self._having[condition]

    def _compare(self, condition: Compare) -> Predicate:
        compare = _COMPARISONS[condition.operator]
        if not condition.left.hop and not isinstance(condition.right, Path | Product):
            return _compared(condition.left.name, compare, self._constant(condition.left, condition.right))
        left, right = self._getter(condition.left), self._value(condition.left, condition.right)

        def holds(state: State) -> bool:
            left_value, other = left(state), right(state)
            return left_value is not None and other is not None and compare(left_value, other)

        return holds

    def _value(self, left: Path, right: Anything) -> Getter:
        match right:
            case Path():
                return self._getter(right)
            case Product(first, second):
                return _product(self._getter(first), self._getter(second))
            case _:
                constant = self._constant(left, right)
                return lambda state: constant

    def _constant(self, left: Path, right: Anything) -> Anything:
        match right:
            case Today():
                return self._at(left, right.on(self.today, self.grace))
            case date():
                return self._at(left, right)
            case _:
                return right

    def _at(self, path: Path, day: date) -> str:
        """The day as states write it; these texts sort like the times they stand for."""
        return _written(start_of(day, self.zone)) if path.kind is Kind.MOMENT else day.isoformat()

    def _getter(self, path: Path) -> Getter:
        name = path.name
        if not path.hop:
            return lambda state: state.get(name)
        hop = path.hop
        values = {pk: state.get(name) for pk, state in self.source.states(path.via).items()}
        return lambda state: values.get(state.get(hop, 0))

    def _elapsed(self, condition: Elapsed) -> Predicate:
        start, end = self._getter(condition.start), self._getter(condition.end)
        length = condition.within.length
        limit = _written(start_of(self.today, self.zone) - length)

        def in_time(state: State) -> bool:
            begun, ended = start(state), end(state)
            if begun is None:
                return False
            if ended is None:
                return bool(begun >= limit)
            return datetime.fromisoformat(ended) <= datetime.fromisoformat(begun) + length

        return in_time

    def _has(self, condition: Has) -> Predicate:
        matches, through = self.predicate(condition.where), condition.through
        parents = {state.get(through) for state in self.source.states(condition.register).values() if matches(state)}
        return lambda state: state[IDENTITY] in parents


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _compared(name: str, compare: Callable[[Anything, Anything], bool], constant: Anything) -> Predicate:
    """A field of the record itself against a constant: what most conditions are, and so worth a short way."""
    if compare is eq:
        return lambda state: state.get(name) == constant
    return lambda state: (value := state.get(name)) is not None and compare(value, constant)


def _product(first: Getter, second: Getter) -> Getter:
    def multiplied(state: State) -> Anything:
        factor, other = first(state), second(state)
        return None if factor is None or other is None else factor * other

    return multiplied


def _all(parts: list[Predicate]) -> Predicate:
    match parts:
        case []:
            return lambda state: True
        case [one]:
            return one
        case [one, other]:
            return lambda state: one(state) and other(state)
    return lambda state: all(part(state) for part in parts)


def _any(parts: list[Predicate]) -> Predicate:
    return lambda state: any(part(state) for part in parts)
