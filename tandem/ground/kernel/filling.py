"""What a record is given and asked for: values are read and put on it, what follows is derived, the whole is checked.

Part of the gate; nothing is kept here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from tandem.ground.kernel import own_fields
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.kind import EMPTY, Found
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.patterns import sourced
from tandem.ground.kernel.promised import is_promised
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register, of_model
from tandem.ground.kernel.values import coerce, insist_constraints

Values = Mapping[str, Any]
COMMON = ("tags", "external_id")  # writable on every record
SHORT, MOST_READ = 60, 5_000  # words that stand on many records are read once
UNCHANGING = (bool, int, str, models.Model)


@dataclass(slots=True)
class Desk:
    """What one piece of work needs again and again: who acts, on which register, what was looked up and read.

    `overruled` counts by field the new records on which a rule set something else than was given.
    """

    actor: Actor
    register: Register
    own: list[FieldDefinition]
    found: Found = field(default_factory=dict)
    read: dict[Any, Any] = field(default_factory=dict)
    overruled: dict[str, int] = field(default_factory=dict)


def desk(actor: Actor, register: Register) -> Desk:
    """A desk for this actor's work on a register."""
    return Desk(actor, register, own_fields.defined(register.key))


def note_overruled(work: Desk, record: Record, values: Values, given: Mapping[str, Any]) -> None:
    """Count the fields in which a finished record does not hold what it was given, as `given` by attribute."""
    held = record.__dict__
    for name in values:
        if name.startswith(own_fields.PREFIX):
            continue
        attname = work.register.field(name).attname
        if held[attname] != given[attname] and given[attname] not in EMPTY:
            work.overruled[name] = work.overruled.get(name, 0) + 1


def writable(work: Desk) -> frozenset[str]:
    """Names of what this hand may give a record: an import may bring more than a page offers."""
    return _may_be_given(work.register, is_brought=work.actor.through == "import" or work.actor.role == SYSTEM)


@cache
def _may_be_given(register: Register, *, is_brought: bool) -> frozenset[str]:
    return frozenset((*register.writable, *COMMON, *(register.exchange.importable if is_brought else ())))


def fill(work: Desk, record: Record, values: Values, allowed: frozenset[str], *, is_whole: bool = True) -> None:
    """Put the given values on the record, or raise Invalid with every problem at once.

    Own fields that have to be filled in are asked for when the record `is_whole`, and not by a step.
    """
    problems: dict[str, list[str]] = {}
    own, source = {}, sourced.named_by(record)
    for name, value in values.items():
        if name.startswith(own_fields.PREFIX):
            own[name.removeprefix(own_fields.PREFIX)] = value
            continue
        if name not in allowed:
            problems[name] = [_("“%(name)s” cannot be written here.") % {"name": name}]
            continue
        try:
            read = coerced(work, name, value)
            if isinstance(read, Record):
                _insist_there(work, read, getattr(record, work.register.field(name).attname), value)
            elif name in _naming_several(work.register):
                _insist_all_there(work, name, read, getattr(record, name))
            _put(work.register, record, name, read)
        except ValidationError as error:
            problems[name] = error.messages
    problems.update(sourced.unseen(work.actor, record, source))
    if own or (work.own and is_whole):
        record.own, own_problems = own_fields.cleaned(work.own, own, record.own, work.actor.zone)
        problems.update(own_problems)
    if problems:
        raise Invalid(problems)


def _put(register: Register, record: Record, name: str, read: Any) -> None:
    """Set what was read; another record with its key at once, as Django would after asking its routers."""
    item: Any = register.field(name)
    if isinstance(read, models.Model) and item.is_relation:
        record.__dict__[item.attname] = read.pk
        item.set_cached_value(record, read)
    else:
        setattr(record, name, read)


@cache
def _naming_several(register: Register) -> frozenset[str]:
    """The fields of a register that name several records each."""
    fields = register.model._meta.concrete_fields
    return frozenset(item.name for item in fields if not item.primary_key and table.of(item).name == "records")


def coerced(work: Desk, name: str, value: Any) -> Any:
    """The value as the model keeps it; numbers in a file are no keys of records or people."""
    key = (name, type(value), value) if _is_said_often(value) else None
    if key in work.read:
        return work.read[key]
    zone, takes_keys = work.actor.zone, work.actor.through != "import"
    read = coerce(work.register.field(name), value, zone, work.found, takes_keys=takes_keys)
    if key and isinstance(read, UNCHANGING) and len(work.read) < MOST_READ:
        work.read[key] = read
    return read


def _is_said_often(value: Any) -> bool:
    if type(value) is str:
        return len(value) <= SHORT
    return type(value) in (int, bool) or (isinstance(value, models.Model) and value.pk is not None)


def _insist_there(work: Desk, value: Record, present: Any, given: Any) -> None:
    """A record that is confined to others cannot be named; where it stands already it may stay."""
    target = of_model(type(value))
    if target is None or not target.is_confined_for(work.actor) or value.pk == present or is_promised(value.pk):
        return
    if not target.model.objects.filter(target.confined_to(work.actor), pk=value.pk).exists():
        raise ValidationError(_("There is no “%(value)s” here."), params={"value": given}, code="unknown")


def _insist_all_there(work: Desk, name: str, given: list[str], present: list[str]) -> None:
    """The same for the references of several records."""
    target = of_model(apps.get_model(work.register.field(name).to))  # type: ignore[attr-defined]
    condition = target.confined_to(work.actor) if target else None
    if target is None or not condition or not (anew := set(given or ()) - set(present or ())):
        return
    seen = target.model.objects.filter(condition, reference__in=anew).values_list("reference", flat=True)
    if hidden := sorted(anew.difference(seen)):
        raise ValidationError(_("There is no “%(value)s” here."), params={"value": hidden[0][:80]}, code="unknown")


def finish(work: Desk, record: Record, before: Record | None, required: Sequence[str] = ()) -> None:
    """Derive computed fields, then check the record as a whole; rules are asked once what it needs is there."""
    register = work.register
    needs = _needs(register)
    is_alone = any(getattr(record, attname) is None for attname in needs.records)
    if register.rules.derive and not is_alone:
        register.rules.derive(record, before, work.actor)
    for pattern in register.patterns:
        pattern.derive(record, before, work.actor)
    problems = _empty(record, needs.names) | _empty(record, _attributes(register, required))
    is_whole = all(getattr(record, attname) is not None for attname in needs.names.values())
    if register.rules.validate and is_whole:
        for name, message in register.rules.validate(record, before, work.actor.today).items():
            problems.setdefault(name, [str(message)])
    if problems:
        raise Invalid(problems)
    if len(register.model._meta.constraints) > 1:
        insist_constraints(record)


def _empty(record: Record, names: Mapping[str, str]) -> dict[str, list[str]]:
    """A problem for each of these fields, named with their attributes, in which nothing stands."""
    return {
        name: [_("Please fill this in.")] for name, attname in names.items() if getattr(record, attname) in (None, "")
    }


def insist_filled(work: Desk, record: Record, names: Sequence[str]) -> None:
    """Raise Invalid for each of these fields in which nothing stands."""
    if problems := _empty(record, _attributes(work.register, names)):
        raise Invalid(problems)


def _attributes(register: Register, names: Iterable[str]) -> dict[str, str]:
    return {name: register.field(name).attname for name in names}


@dataclass(frozen=True, slots=True)
class Needs:
    """The writable fields of a register that may not be empty, with their attributes; `records` name other records."""

    names: Mapping[str, str]
    records: tuple[str, ...]


@cache
def _needs(register: Register) -> Needs:
    needed = [register.field(name) for name in dict.fromkeys(register.writable) if not register.field(name).blank]
    attributes = _attributes(register, [item.name for item in needed])
    return Needs(attributes, tuple(item.attname for item in needed if item.is_relation))
