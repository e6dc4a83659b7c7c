"""The one gate for every write: permission → lock → validate → save named fields → ledger entry, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tandem.ground.kernel import (
    arrivals,
    brought,
    bulk,
    clock,
    hands,
    indexing,
    own_fields,
    permissions,
    references,
    waiting_index,
    workflow,
)
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.brought import Origin
from tandem.ground.kernel.errors import WHOLE, Conflict, Difference, Invalid, NotFound
from tandem.ground.kernel.kinds.kind import Found
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register, followers, of_model
from tandem.ground.kernel.shapes import kept_state
from tandem.ground.kernel.text import entered
from tandem.ground.kernel.values import coerce
from tandem.ground.ledger.keys import KeyTrouble
from tandem.ground.ledger.operations import Write, append

Values = Mapping[str, Any]
COMMON = ("tags", "external_id")  # writable on every record
BATCH = 1_000
R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Desk:
    """What one piece of work needs again and again: who acts, on which register, what was looked up."""

    actor: Actor
    register: Register
    own: list[FieldDefinition]
    found: Found = field(default_factory=dict)


class InvalidRows(Invalid):
    """Problems of several records of one batch, by their position from 0."""

    def __init__(self, rows: Mapping[int, Mapping[str, Sequence[str]]]) -> None:
        self.rows = dict(rows)
        super().__init__(next(iter(self.rows.values()), {}))


def desk(actor: Actor, register: Register) -> Desk:
    """A desk for this actor's work on a register."""
    return Desk(actor, register, own_fields.defined(register.key))


def find(actor: Actor, register: Register, reference: str, *, lock: bool = False, with_named: bool = False) -> Any:
    """The record of this reference if the actor may see it; NotFound in every other case.

    `with_named` reads the people and records that it names along with it, for a page that shows them.
    """
    records = permissions.visible(actor, register).with_reference(reference)
    found = records.select_for_update(of=("self",)) if lock else records
    if with_named:
        found = found.select_related(*(name for name in register.shown if register.field(name).is_relation))
    record = next(iter(found[:1]), None)  # references are unique: nothing to put in order
    if record is None:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    return record


def create(
    actor: Actor, register: Register, values: Values, *, reason: str = "", occurred_at: datetime | None = None
) -> Any:
    """Add one record; raises NotPermitted or Invalid and then nothing was added."""
    try:
        return create_many(actor, register, [values], reason=reason, occurred_at=occurred_at)[0]
    except InvalidRows as invalid:
        raise Invalid(invalid.rows[0]) from None


def create_many(
    actor: Actor,
    register: Register,
    rows: Sequence[Values],
    *,
    reason: str = "",
    occurred_at: datetime | None = None,
    progress: Callable[[int], None] | None = None,
    origins: Sequence[Origin] = (),
) -> list[Any]:
    """Add many records, all or none; InvalidRows names what is wrong with each.

    `origins` say of each where an import brought it from.
    """
    insist(permissions.may_create(actor, register), _("You may not add records to this register."))
    work = desk(actor, register)
    made, wrong = [], {}
    with transaction.atomic():
        for position, values in enumerate(rows):
            try:
                made.append(_new(work, values))
            except Invalid as invalid:
                wrong[position] = invalid.problems
                if len(wrong) >= BATCH:
                    break
        if wrong:
            raise InvalidRows(wrong)
        for start in range(0, len(made), BATCH):
            _store_new(work, made[start : start + BATCH], reason, occurred_at)
            _mark_brought(
                work, made[start : start + BATCH], rows[start : start + BATCH], origins[start : start + BATCH]
            )
            if progress:
                progress(min(start + BATCH, len(made)))
    return made


def _insist_own_hand(work: Desk, before: Record, record: Record, values: Values, *, is_event: bool) -> None:
    hands.insist_changeable(work.actor, work.register, before, record, is_event=is_event)
    hands.insist_bringable(work.actor, work.register, before, record, values)
    hands.insist_of_customer(work.actor, work.register, record)


def _mark_changed(work: Desk, before: Record, record: Any, named: Iterable[str], origin: Origin) -> None:
    if work.actor.through == "import" and (names := hands.granted(work.register, before, record, named)):
        brought.mark(work.actor, work.register, record, names, origin)


def change(
    actor: Actor,
    register: Register,
    reference: str,
    values: Values,
    *,
    version: int | None = None,
    reason: str = "",
    occurred_at: datetime | None = None,
    always: bool = False,
    origin: Origin | None = None,
) -> Any:
    """Write named fields of one record.

    `version` is the one the edit started from; a record that has moved on raises Conflict. Without a difference
    nothing is written, unless `always` asks for an entry (imported history).
    """
    with transaction.atomic():
        record = find(actor, register, reference, lock=True)
        insist(permissions.may_edit(actor, register, record), _("You may not change this record."))
        work = desk(actor, register)
        _insist_current(work, record, values, version)
        before = copy(record)
        _fill(work, record, values, _writable(work))
        _insist_own_hand(work, before, record, values, is_event=always)
        _finish(work, record, before)
        _store(work, record, before, "changed", reason, occurred_at, always)
        _mark_changed(work, before, record, values, origin or Origin())
        return record


def transition(
    actor: Actor,
    register: Register,
    reference: str,
    key: str,
    values: Values | None = None,
    *,
    version: int | None = None,
    reason: str = "",
    occurred_at: datetime | None = None,
) -> Any:
    """Take one step of the workflow, filling in the fields that belong to it."""
    with transaction.atomic():
        record = find(actor, register, reference, lock=True)
        work = desk(actor, register)
        _insist_current(work, record, values or {}, version)
        step = workflow.permitted_step(actor, register, record, key)
        if step.needs_reason and not reason.strip():
            raise Invalid({"reason": [_("Please say why.")]})
        before = copy(record)
        _fill(work, record, values or {}, frozenset(step.own_fields), is_whole=False)
        _insist_filled(work, record, step.required)
        workflow.insist_open(actor, register, step, record)
        hands.insist_owner_free(actor, register, before, record)
        hands.insist_of_customer(actor, register, record)
        record.state = step.target or record.state
        if step.effect:
            step.effect(record, actor)
        _finish(work, record, before, required=step.required)
        _store(work, record, before, step.key, reason, occurred_at)
        if step.approves:
            brought.settle(actor, register, record)
        if step.afterwards:
            step.afterwards(actor, record)
        return record


def follow(actor: Actor, register: Register, record: R, values: Values, action: str, reason: str = "") -> R:
    """Write what follows from another write, such as a document's dates from its approved version.

    Called by rules of Tandem only: it checks neither role nor which fields people may write.
    """
    with transaction.atomic():
        current = register.model.objects.select_for_update().get(pk=record.pk)
        before = copy(current)
        for name, value in values.items():
            setattr(current, name, value)
        work = desk(actor, register)
        _finish(work, current, before)
        followed: R = _store(work, current, before, action, reason, None)
        return followed


def follow_many(
    actor: Actor,
    register: Register,
    changes: Sequence[tuple[Record, Values]],
    action: str,
    reason: str = "",
    named: Sequence["str | models.Prefetch[Any]"] = (),
) -> int:
    """The same for many records of one register, all or none, by the same rules; how many were changed.

    `named` are the records they point to that the rules read, each of them read once.
    """
    values = {record.pk: change for record, change in changes}
    with transaction.atomic():
        locked = register.model.objects.select_for_update(of=("self",)).filter(pk__in=values).prefetch_related(*named)
        work, moved = desk(actor, register), []
        for record in locked.order_by("pk"):
            before = copy(record)
            for name, value in values[record.pk].items():
                setattr(record, name, value)
            _finish(work, record, before)
            if changed := _changed(record, before):
                moved.append((record, before, changed))
        _store_again(work, moved, action, reason)
    return len(moved)


def delete(actor: Actor, register: Register, reference: str, *, version: int | None = None, reason: str = "") -> None:
    """Delete one record; its history stays in the ledger. A record that others rest on is refused."""
    with transaction.atomic():
        record = find(actor, register, reference, lock=True)
        insist(permissions.may_delete(actor, register), _("You may not delete this record."))
        _insist_current(desk(actor, register), record, {}, version)
        identifier, entry = record.pk, _entry(register, record, "deleted", reason, None, state={})
        indexing.forget(register, record)
        waiting_index.forget(register, record)
        try:
            record.delete()
        except ProtectedError as error:
            raise Invalid({WHOLE: [_held(actor, error)]}) from None
        record.pk = identifier
        _append(actor, [entry])
        _tell(actor, register, None, record)


def _held(actor: Actor, error: ProtectedError) -> str:
    """What rests on a record, as far as the actor may know of it."""
    known = [item for item in error.protected_objects if _may_know(actor, item)]
    if not known:
        return _("Other records rest on it.")
    return _("Other records rest on it: %(held)s.") % {"held": ", ".join(sorted(str(item) for item in known)[:5])}


def _may_know(actor: Actor, item: Any) -> bool:
    register = of_model(type(item))
    return register is not None and permissions.visible(actor, register).filter(pk=item.pk).exists()


def note(actor: Actor, subject: str, identifier: int, name: str, action: str, state: Values, reason: str = "") -> None:
    """Enter in the ledger something that is no register's record: a comment, a link, a file, a membership."""
    _append(actor, [Write(subject, identifier, name, 1, action, state, reason, None)])


def _new(work: Desk, values: Values) -> Record:
    actor, register = work.actor, work.register
    now = clock.now()
    record = register.model(
        organization_id=actor.organization_id, created_by_id=actor.user_id, created_at=now, updated_at=now
    )
    for name, value in (register.form.defaults(actor) if register.form.defaults else {}).items():
        setattr(record, name, value)
    for pattern in register.patterns:
        pattern.begin(record, actor)
    _fill(work, record, values, _writable(work))
    hands.insist_bringable(actor, register, None, record, values)
    hands.insist_of_customer(actor, register, record)
    _finish(work, record, None)
    return record


def _writable(work: Desk) -> frozenset[str]:
    importing = work.register.exchange.importable if work.actor.through == "import" or work.actor.role == SYSTEM else ()
    return frozenset((*work.register.writable, *COMMON, *importing))


def _fill(work: Desk, record: Record, values: Values, allowed: frozenset[str], *, is_whole: bool = True) -> None:
    """Put the given values on the record, or raise Invalid with every problem at once.

    Own fields that have to be filled in are asked for when the record `is_whole`, and not by a step.
    """
    problems: dict[str, list[str]] = {}
    own = {
        name.removeprefix(own_fields.PREFIX): value
        for name, value in values.items()
        if name.startswith(own_fields.PREFIX)
    }
    for name, value in values.items():
        if name.startswith(own_fields.PREFIX):
            continue
        if name not in allowed:
            problems[name] = [_("“%(name)s” cannot be written here.") % {"name": name}]
            continue
        try:
            coerced = _coerced(work, name, value)
            _insist_there(work, coerced, getattr(record, work.register.field(name).attname), value)
            setattr(record, name, coerced)
        except ValidationError as error:
            problems[name] = error.messages
    if own or (work.own and is_whole):
        record.own, own_problems = own_fields.cleaned(work.own, own, record.own, work.actor.zone)
        problems.update(own_problems)
    if problems:
        raise Invalid(problems)


def _coerced(work: Desk, name: str, value: Any) -> Any:
    """The value as the model keeps it; numbers in a file are no keys of records or people."""
    zone, takes_keys = work.actor.zone, work.actor.through != "import"
    return coerce(work.register.field(name), value, zone, work.found, takes_keys=takes_keys)


def _insist_there(work: Desk, value: Any, present: Any, told: Any) -> None:
    """A record that is confined to others cannot be named; where it stands already it may stay."""
    target = of_model(type(value)) if isinstance(value, Record) else None
    if target is None or not target.is_confined_for(work.actor) or value.pk == present:
        return
    if not target.model.objects.filter(target.confined_to(work.actor), pk=value.pk).exists():
        raise ValidationError(_("There is no “%(value)s” here."), params={"value": told}, code="unknown")


def _finish(work: Desk, record: Record, before: Record | None, required: Sequence[str] = ()) -> None:
    """Derive computed fields, then check the record as a whole; rules are asked once the records it needs are named."""
    register = work.register
    is_alone = any(_is_alone(record, register.field(name)) for name in register.writable)
    if register.rules.derive and not is_alone:
        register.rules.derive(record, before, work.actor)
    for pattern in register.patterns:
        pattern.derive(record, before, work.actor)
    needed = {name for name in register.writable if not register.field(name).blank}
    problems = _empty(work, record, (*needed, *required))
    if register.rules.validate and not is_alone:
        for name, message in register.rules.validate(record, before, work.actor.today).items():
            problems.setdefault(name, [str(message)])
    if problems:
        raise Invalid(problems)
    if len(register.model._meta.constraints) > 1:
        _insist_constraints(record)


def _empty(work: Desk, record: Record, names: Sequence[str]) -> dict[str, list[str]]:
    """A problem for each of these fields in which nothing stands."""
    return {name: [_("Please fill this in.")] for name in names if workflow.is_empty(work.register, record, name)}


def _insist_filled(work: Desk, record: Record, names: Sequence[str]) -> None:
    if problems := _empty(work, record, names):
        raise Invalid(problems)


def _is_alone(record: Record, model_field: "models.Field[Any, Any]") -> bool:
    return model_field.is_relation and not model_field.blank and getattr(record, model_field.attname) is None


def _insist_constraints(record: Record) -> None:
    try:
        record.validate_constraints(exclude={"reference"})
    except ValidationError as error:
        told = error.message_dict
        raise Invalid({WHOLE if name == "__all__" else name: messages for name, messages in told.items()}) from None


def _insist_current(work: Desk, record: Record, values: Values, version: int | None) -> None:
    """Raise Conflict, with both values of each field, when the record moved on since this version."""
    if version is None or version == record.version:
        return
    differences = []
    for name, value in values.items():
        if name.startswith(own_fields.PREFIX) or name not in _writable(work):
            continue
        model_field = work.register.field(name)
        try:
            mine = _coerced(work, name, value)
        except ValidationError:
            mine = value
        theirs = getattr(record, name)
        if mine != theirs:
            differences.append(Difference(name, str(model_field.verbose_name), mine, theirs))
    raise Conflict(record.version, differences)


def _mark_brought(
    work: Desk, records: Sequence[Record], rows: Sequence[Iterable[str]], origins: Sequence[Origin]
) -> None:
    """Mark what an import says was approved elsewhere."""
    if work.actor.through != "import" or not hands.grants(work.register):
        return
    for position, (record, values) in enumerate(zip(records, rows, strict=True)):
        if names := hands.granted(work.register, None, record, values):
            brought.mark(work.actor, work.register, record, names, origins[position] if origins else Origin())


def _store_new(work: Desk, records: list[Record], reason: str, occurred_at: datetime | None) -> None:
    register = work.register
    for record, reference in zip(records, references.take(work.actor, register, len(records)), strict=True):
        record.reference = reference
    bulk.insert(records)
    _append(work.actor, [_entry(register, record, "created", reason, occurred_at) for record in records])
    indexing.index(register, records)
    waiting_index.index(register, records)
    if register.rules.after_create:
        for record in records:
            register.rules.after_create(work.actor, record)
    for record in records if followers(register.key) else ():
        _tell(work.actor, register, record, None)


def _store(
    work: Desk,
    record: Any,
    before: Record,
    action: str,
    reason: str,
    occurred_at: datetime | None,
    always: bool = False,
) -> Any:
    changed = _changed(record, before)
    if not changed and not always:
        return record
    record.version = before.version + 1
    record.updated_at = clock.now()
    record.save(update_fields=[*changed, "version", "updated_at"])
    _append(work.actor, [_entry(work.register, record, action, reason, occurred_at)])
    indexing.index_again(work.register, record, frozenset(changed))
    waiting_index.index_again(work.register, record, before)
    if work.register.rules.after_change:
        work.register.rules.after_change(work.actor, record, before)
    _tell(work.actor, work.register, record, before)
    return record


def _changed(record: Record, before: Record) -> list[str]:
    fields = record._meta.concrete_fields
    return [item.name for item in fields if getattr(record, item.attname) != getattr(before, item.attname)]


def _store_again(work: Desk, moved: Sequence[tuple[Any, Any, list[str]]], action: str, reason: str) -> None:
    """Store many changed records at once, with their entries, and what is kept beside them."""
    register, now = work.register, clock.now()
    for record, before, _names in moved:
        record.version, record.updated_at = before.version + 1, now
    names = {name for _record, _before, changed in moved for name in changed}
    bulk.update([record for record, _before, _names in moved], {*names, "version", "updated_at"})
    _append(work.actor, [_entry(register, record, action, reason, None) for record, _before, _names in moved])
    for record, before, changed in moved:
        indexing.index_again(register, record, frozenset(changed))
        waiting_index.index_again(register, record, before)
        if register.rules.after_change:
            register.rules.after_change(work.actor, record, before)
        _tell(work.actor, register, record, before)


def _tell(actor: Actor, register: Register, record: Any, before: Any) -> None:
    """Let the rules of other apps follow a write."""
    for follower in followers(register.key):
        follower(actor, record, before)


def _entry(
    register: Register,
    record: Record,
    action: str,
    reason: str,
    occurred_at: datetime | None,
    state: Values | None = None,
) -> Write:
    kept, reason = kept_state(record) if state is None else state, entered("reason", reason)
    return Write(register.key, record.pk, record.reference, record.version, action, kept, reason, occurred_at)


def _append(actor: Actor, entries: Sequence[Write]) -> None:
    arrivals.note(entries)
    try:
        append(
            entries,
            organization_id=actor.organization_id,
            actor_label=actor.label,
            actor_id=actor.user_id,
            through=actor.through,
            now=clock.now(),
        )
    except KeyTrouble as trouble:
        raise Invalid({WHOLE: [str(trouble)]}) from trouble
