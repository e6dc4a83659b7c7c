"""Conditions as files write them, checked against the registers: a wrong name or operator is an error with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any as Anything

from django.core.exceptions import FieldDoesNotExist
from django.core.validators import validate_email
from django.db import models

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.yaml_text import Document, Step
from tandem.ground.kernel import registers
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.numbers import RANGES
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.conditions import (
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
    Value,
    happened,
)
from tandem.proof.conformity.named import NAMED
from tandem.proof.conformity.periods import Period, period

COMPARISONS = {
    "eq": Operator.EQ,
    "ne": Operator.NE,
    "lt": Operator.LT,
    "lte": Operator.LTE,
    "gt": Operator.GT,
    "gte": Operator.GTE,
    "before": Operator.LT,
    "since": Operator.GTE,
}
OPERATORS = (*COMPARISONS, "in", "not_in", "filled", "empty", "tells", "holds")
ORDERED = frozenset({Kind.NUMBER, Kind.DAY, Kind.MOMENT})
LEAST_FREE = 200  # letters that a field takes at least whose content has to say something
DATED = frozenset({Kind.DAY, Kind.MOMENT})
AHEAD = frozenset({"effective_from", "period_end"})  # days that may lie ahead though they are looked back on
COMPARED: dict[str, Kind] = {
    **dict.fromkeys(("person", "record"), Kind.LINK),
    "boolean": Kind.TRUTH,
    **dict.fromkeys(("number", "level", "duration"), Kind.NUMBER),
    "moment": Kind.MOMENT,
    "day": Kind.DAY,
    **dict.fromkeys(("words", "records", "structure"), Kind.WORDS),
    **dict.fromkeys(("text", "long", "reference", "period"), Kind.TEXT),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands."""

    document: Document
    steps: tuple[Step, ...]

    def at(self, *steps: Step) -> "Place":
        """A place further inside."""
        return Place(self.document, (*self.steps, *steps))

    def error(self, message: str) -> LibraryError:
        """An error here."""
        return self.document.error(message, *self.steps)


def register_at(place: Place, key: str) -> Register:
    """The declared register of this key."""
    register = registers.find(key)
    if register is None:
        known = ", ".join(sorted(register.key for register in registers.every()))
        raise place.error(f"There is no register “{key}”; known here: {known}.")
    return register


def condition_at(place: Place, register: Register, written: Anything) -> Condition:
    """The condition that this mapping writes; every entry has to hold."""
    if not isinstance(written, dict):
        raise place.error("A condition is written as fields with what they must be.")
    parts = tuple(_entry(place.at(name), register, name, wanted) for name, wanted in written.items())
    return parts[0] if len(parts) == 1 else All(parts)


def path_at(place: Place, register: Register, name: str) -> Path:
    """The field of this name, or `field.other` of the record that a field points to."""
    first, dot, second = name.partition(".")
    field = _field(place, register, first)
    if not dot:
        return Path(_attribute(field), _kind(place, field), is_free=_is_free(field))
    target = registers.of_model(field.related_model) if table.of(field).name == "record" else None  # type: ignore[arg-type]
    if target is None:
        raise place.error(f"“{first}” of {register.key} does not lead to another register.")
    other = _field(place, target, second)
    return Path(_attribute(other), _kind(place, other), first, target.key)


def period_at(place: Place, text: str) -> Period:
    """The period written here."""
    try:
        return period(text)
    except ValueError as wrong:
        raise place.error(str(wrong)) from wrong


def _is_free(field: "models.Field[Anything, Anything]") -> bool:
    """Whether people write in it in their own words, more than a name."""
    kind = table.of(field).name
    if field.choices or validate_email in field.validators:
        return False
    return kind == "long" or (kind == "text" and (field.max_length or 0) >= LEAST_FREE)


def _attribute(field: "models.Field[Anything, Anything]") -> str:
    return field.name


def _field(place: Place, register: Register, name: str) -> "models.Field[Anything, Anything]":
    try:
        field = register.field(name)
    except FieldDoesNotExist as unknown:
        raise place.error(f"The register {register.key} has no field “{name}”.") from unknown
    if not getattr(field, "concrete", False) or field.name in ("id", "organization"):
        raise place.error(f"“{name}” of {register.key} cannot be asked about.")
    return field


def _kind(place: Place, field: "models.Field[Anything, Anything]") -> Kind:
    kind = table.of(field).name
    if kind == "choice":
        return Kind.NUMBER if field.get_internal_type() in RANGES else Kind.TEXT
    if kind not in COMPARED:
        raise place.error(f"“{field.name}” holds values that conditions cannot compare.")
    return COMPARED[kind]


def _entry(place: Place, register: Register, name: str, written: Anything) -> Condition:
    match name:
        case "all":
            return All(tuple(_several(place, register, written)))
        case "any":
            return Any(tuple(_several(place, register, written)))
        case "not":
            return Not(condition_at(place, register, written))
        case "has":
            return _has(place, register, written)
        case "elapsed":
            return _elapsed(place, register, written)
        case "attached":
            if written is not True:
                raise place.error("“attached” is true; put “not” before it for the opposite.")
            return Attached(register.key)
        case "is":
            return _named(place, register, written)
    path = path_at(place, register, name)
    field = _told_field(register, name)
    if isinstance(written, list):
        return OneOf(path, _literals(place, path, field, written))
    if not isinstance(written, dict):
        return Compare(path, Operator.EQ, _literal(place, path, field, written))
    parts = tuple(_operator(place.at(word), register, path, field, word, value) for word, value in written.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _told_field(register: Register, name: str) -> "models.Field[Anything, Anything]":
    first, dot, second = name.partition(".")
    field = register.field(first)
    if not dot:
        return field
    target_field: models.Field[Anything, Anything] = field.related_model._meta.get_field(second)  # type: ignore[union-attr, assignment]
    return target_field


def _several(place: Place, register: Register, written: Anything) -> Iterator[Condition]:
    if not isinstance(written, list) or not written:
        raise place.error("Write a list of conditions.")
    for position, part in enumerate(written):
        yield condition_at(place.at(position), register, part)


def _named(place: Place, register: Register, word: Anything) -> Condition:
    """What a name that several checks use stands for."""
    named = NAMED.get(register.key, {})
    if word not in named:
        known = ", ".join(named) or "none"
        raise place.error(f"“{word}” is no name for a condition on {register.key}; known: {known}.")
    return condition_at(place, register, named[word])


def _has(place: Place, register: Register, written: Anything) -> Has:
    known = {"register", "through", "where"}
    if not isinstance(written, dict) or not {"register", "through"} <= written.keys() <= known:
        raise place.error("“has” takes register, through and where.")
    other = register_at(place.at("register"), str(written["register"]))
    through = _field(place.at("through"), other, str(written["through"]))
    if through.related_model is not register.model:
        raise place.at("through").error(f"“{through.name}” of {other.key} does not point to {register.key}.")
    return Has(other.key, through.name, condition_at(place.at("where"), other, written.get("where", {})))


def _elapsed(place: Place, register: Register, written: Anything) -> Elapsed:
    if not isinstance(written, dict) or written.keys() != {"from", "to", "within"}:
        raise place.error("“elapsed” takes from, to and within.")
    start, end = (path_at(place.at(name), register, str(written[name])) for name in ("from", "to"))
    if start.kind is not Kind.MOMENT or end.kind is not Kind.MOMENT:
        raise place.error("“elapsed” runs from one time to another; both fields must hold times.")
    within = period_at(place.at("within"), str(written["within"]))
    if within.months:
        raise place.at("within").error("Months differ in length; write days, weeks or hours here.")
    return Elapsed(start, end, within)


def _operator(
    place: Place,
    register: Register,
    path: Path,
    field: "models.Field[Anything, Anything]",
    word: str,
    written: Anything,
) -> Condition:
    match word:
        case "in":
            return OneOf(path, _literals(place, path, field, written))
        case "not_in":
            return Not(OneOf(path, _literals(place, path, field, written)))
        case "filled" | "empty":
            if not isinstance(written, bool):
                raise place.error(f"“{word}” is true or false.")
            _insist_is_not_filled_already(place, path, field)
            return Filled(path) if written == (word == "filled") else Not(Filled(path))
    if word == "tells":
        if not path.is_free or path.hop or not isinstance(written, int) or isinstance(written, bool) or written < 1:
            raise place.error("“tells” is the least number of words of a text of the record itself.")
        return Tells(path, written)
    if word == "holds":
        if (
            path.kind is not Kind.WORDS
            or path.hop
            or not isinstance(written, str)
            or not written
            or not written.isascii()
        ):
            raise place.error("“holds” is a word that a list of the record itself holds.")
        return Holds(path, written)
    if word not in COMPARISONS:
        raise place.error(f"“{word}” is no comparison; use {', '.join(OPERATORS)}.")
    operator = COMPARISONS[word]
    if operator not in (Operator.EQ, Operator.NE) and path.kind not in ORDERED:
        raise place.error(f"“{path.name}” holds {path.kind.value}; only numbers, days and times are larger or smaller.")
    if word in ("before", "since") and path.kind not in DATED:
        raise place.error(f"“{path.name}” holds {path.kind.value}, no day or time.")
    value = _value(place, register, path, field, written)
    if word == "since" and isinstance(value, Today) and value.sign < 0 and path.name not in AHEAD:
        return All((Compare(path, operator, value), happened(path)))
    return Compare(path, operator, value)


def _insist_is_not_filled_already(place: Place, path: Path, field: "models.Field[Anything, Anything]") -> None:
    """A value that is only a default says nothing, so it shows nothing that it is there."""
    if path.kind is Kind.TEXT and field.has_default() and field.get_default():
        raise place.error(f"“{path.name}” is filled in by itself; say which values count.")


def _value(
    place: Place, register: Register, path: Path, field: "models.Field[Anything, Anything]", written: Anything
) -> Value:
    if not isinstance(written, dict):
        return _literal(place, path, field, written)
    match written:
        case {"field": str(name)} if len(written) == 1:
            other = path_at(place.at("field"), register, name)
            if other.kind is not path.kind:
                raise place.error(f"“{path.name}” holds {path.kind.value}, “{name}” {other.kind.value}.")
            return other
        case {"times": [str(first), str(second)]} if len(written) == 1:
            first_path, two = (path_at(place.at("times"), register, name) for name in (first, second))
            if {path.kind, first_path.kind, two.kind} != {Kind.NUMBER}:
                raise place.error("Only whole numbers are multiplied.")
            return Product(first_path, two)
    raise place.error("Write a value, {field: NAME} or {times: [NAME, NAME]}.")


def _literals(
    place: Place, path: Path, field: "models.Field[Anything, Anything]", written: Anything
) -> tuple[str | int, ...]:
    if path.kind not in (Kind.TEXT, Kind.NUMBER) or not isinstance(written, list) or not written:
        raise place.error("Write a list of words or numbers, for a field that holds one of them.")
    return tuple(_literal(place, path, field, literal) for literal in written)  # type: ignore[misc]


def _literal(place: Place, path: Path, field: "models.Field[Anything, Anything]", written: Anything) -> Value:
    match path.kind:
        case Kind.TRUTH if isinstance(written, bool):
            return written
        case Kind.NUMBER if isinstance(written, int) and not isinstance(written, bool):
            return _choice(place, field, written)
        case Kind.TEXT if isinstance(written, str):
            return _choice(place, field, written)
        case Kind.DAY | Kind.MOMENT if isinstance(written, str):
            return _day(place, written)
    raise place.error(f"“{path.name}” holds {path.kind.value}; “{written}” cannot be compared with it.")


def _choice(place: Place, field: "models.Field[Anything, Anything]", written: str | int) -> str | int:
    choices = [key for key, _label in field.flatchoices]
    if choices and written not in choices and written != "":
        raise place.error(f"“{written}” is no {field.name}; use {', '.join(map(str, choices))}.")
    return written


def _day(place: Place, written: str) -> Today | date:
    if written == "today":
        return Today()
    if written.startswith("today-"):
        return Today(-1, period_at(place, written.removeprefix("today-")))
    if written.startswith("today+"):
        return Today(1, period_at(place, written.removeprefix("today+")))
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise place.error(f"“{written}” is no day; write today, today-P12M or 2026-03-31.") from wrong
