"""The one gate for every write: permission → lock → validate → save named fields → ledger entry, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tandem.ground.kernel import (
    arrivals,
    beginning,
    brought,
    bulk,
    clock,
    filling,
    hands,
    indexing,
    own_fields,
    permissions,
    prepared,
    references,
    rehearsing,
    resting,
    waiting_index,
    workflow,
)
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.brought import Origin
from tandem.ground.kernel.errors import WHOLE, Conflict, Difference, Invalid, NotFound
from tandem.ground.kernel.filling import Desk, Values
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register, follow_new, followers
from tandem.ground.kernel.shapes import kept_state
from tandem.ground.kernel.text import entered
from tandem.ground.kernel.values import changed_fields
from tandem.ground.ledger.keys import KeyTrouble
from tandem.ground.ledger.operations import Write, append

BATCH = 1_000
R = TypeVar("R", bound=Record)


class InvalidRows(Invalid):
    """Problems of several records of one batch, by their position from 0."""

    def __init__(self, rows: Mapping[int, Mapping[str, Sequence[str]]]) -> None:
        self.rows = dict(rows)
        super().__init__(next(iter(self.rows.values()), {}))


def find(actor: Actor, register: Register, reference: str, *, lock: bool = False, with_named: bool = False) -> Any:
    """The record of this reference if the actor may see it; NotFound in every other case.

    `with_named` reads the people and records that it names along with it, for a page that shows them.
    """
    if not with_named and permissions.sees_all(actor, register) and reference.isprintable():
        record = prepared.record(register.model, "reference", reference.upper(), lock=lock)
        return record or _refuse_unknown(reference)
    records = permissions.visible(actor, register).with_reference(reference)
    found = records.select_for_update(of=("self",)) if lock else records
    if with_named:
        found = found.select_related(*(name for name in register.shown if register.field(name).is_relation))
    record = next(iter(found[:1]), None)  # references are unique: nothing to put in order
    return record or _refuse_unknown(reference)


def _refuse_unknown(reference: str) -> NoReturn:
    raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})


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
    work = filling.desk(actor, register)
    if rehearsing.is_on():
        return rehearsing.lay_aside_new(actor, register, _checked(work, rows))
    with transaction.atomic():
        made = _checked(work, rows)
        for start in range(0, len(made), BATCH):
            _store_new(work, made[start : start + BATCH], reason, occurred_at)
            _mark_brought(
                work, made[start : start + BATCH], rows[start : start + BATCH], origins[start : start + BATCH]
            )
            if progress:
                progress(min(start + BATCH, len(made)))
    return made


def _checked(work: Desk, rows: Sequence[Values]) -> list[Any]:
    """A new record of each row; InvalidRows names what is wrong with each."""
    made, wrong = [], {}
    for position, values in enumerate(rows):
        try:
            made.append(_new(work, values))
        except Invalid as invalid:
            wrong[position] = invalid.problems
            if len(wrong) >= BATCH:
                break
    if wrong:
        raise InvalidRows(wrong)
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
    if rehearsing.is_on():
        return _rehearse(actor, register, reference, values)
    with transaction.atomic():
        record = find(actor, register, reference, lock=True)
        work = filling.desk(actor, register)
        _insist_current(work, record, values, version)
        before = fill_in(work, record, values, is_event=always)
        _store(work, record, before, "changed", reason, occurred_at, always)
        _mark_changed(work, before, record, values, origin or Origin())
        return record


def fill_in(work: Desk, record: Any, values: Values, *, is_event: bool = False) -> Any:
    """Put the values on a record by the actor's own hand; returns it as it was before."""
    insist(permissions.may_edit(work.actor, work.register, record), _("You may not change this record."))
    before = beginning.twin(record)
    filling.fill(work, record, values, filling.writable(work))
    _insist_own_hand(work, before, record, values, is_event=is_event)
    filling.finish(work, record, before)
    return before


def _rehearse(actor: Actor, register: Register, reference: str, values: Values) -> Any:
    """What a change would make of a record."""
    record: Any = rehearsing.laid_aside_as(register.model, reference) or find(actor, register, reference)
    return _laid_aside(record, fill_in(filling.desk(actor, register), record, values))


def _laid_aside(record: Any, before: Any) -> Any:
    if changed_fields(before, record):
        record.version = before.version + 1
        rehearsing.lay_aside(record)
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
    _work_out_beforehand(actor, register, reference, key)
    with transaction.atomic():
        record = find(actor, register, reference, lock=True)
        work = filling.desk(actor, register)
        _insist_current(work, record, values or {}, version)
        step = workflow.permitted_step(actor, register, record, key)
        if step.needs_reason and not reason.strip():
            raise Invalid({"reason": [_("Please say why.")]})
        before = beginning.twin(record)
        filling.fill(work, record, values or {}, frozenset(step.own_fields), is_whole=False)
        filling.insist_filled(work, record, step.required)
        workflow.insist_open(actor, register, step, record)
        hands.insist_owner_free(actor, register, before, record)
        hands.insist_of_customer(actor, register, record)
        record.state = step.target or record.state
        if step.effect:
            step.effect(record, actor)
        filling.finish(work, record, before, required=step.required)
        _store(work, record, before, step.key, reason, occurred_at)
        if step.approves:
            brought.settle(actor, register, record)
        if step.afterwards:
            step.afterwards(actor, record)
        return record


def _work_out_beforehand(actor: Actor, register: Register, reference: str, key: str) -> None:
    """What a step needs and takes long, for whoever may take it, while nobody waits for the lock."""
    step = register.workflow.transition(key) if register.workflow else None
    if step is not None and step.beforehand is not None:
        workflow.permitted_step(actor, register, find(actor, register, reference), key)
        step.beforehand(actor)


def follow(actor: Actor, register: Register, record: R, values: Values, action: str, reason: str = "") -> R:
    """Write what follows from another write, such as a document's dates from its approved version.

    Called by rules of Tandem only: it checks neither role nor which fields people may write.
    """
    if rehearsing.is_on():
        return _rehearse_following(actor, register, record, values)
    with transaction.atomic():
        work, current = filling.desk(actor, register), _current(register, record)
        before = _set(work, current, values)
        followed: R = _store(work, current, before, action, reason, None)
        return followed


def _current(register: Register, record: Record) -> Any:
    """The record as it stands, locked."""
    current = prepared.record(register.model, "id", record.pk, lock=True)
    if current is None:
        raise register.model.DoesNotExist(record.reference)
    return current


def _set(work: Desk, record: Any, values: Values) -> Any:
    """Put values on a record that follow from a rule; returns it as it was before."""
    before = beginning.twin(record)
    for name, value in values.items():
        setattr(record, name, value)
    filling.finish(work, record, before)
    return before


def _rehearse_following(actor: Actor, register: Register, record: R, values: Values) -> R:
    """What would follow for a record."""
    current: Any = rehearsing.laid_aside(register.model, record.pk) or register.model.objects.get(pk=record.pk)
    followed: R = _laid_aside(current, _set(filling.desk(actor, register), current, values))
    return followed


def follow_many(
    actor: Actor,
    register: Register,
    changes: Sequence[tuple[R, Values]],
    action: str,
    reason: str = "",
    named: Sequence[Any] = (),
) -> None:
    """What `follow` does, to many records of one register at once: one entry each, all of them or none.

    For what follows from one decision over as many records as an organization has; it takes few statements, so that
    nobody waits long for the writers' lock. `named` are the records they point to that the rules read, by
    name or as a Prefetch; each is read once. Called by rules of Tandem only.
    """
    if rehearsing.is_on():
        for record, change in changes:
            _rehearse_following(actor, register, record, change)
        return
    values = {record.pk: change for record, change in changes}
    with transaction.atomic():
        locked: Any = register.model.objects.select_for_update(of=("self",)).filter(pk__in=values).order_by("pk")
        work, moved = filling.desk(actor, register), []
        for record in locked.prefetch_related(*named) if named else locked:
            before = _set(work, record, values[record.pk])
            if changed := changed_fields(before, record):
                moved.append((record, before, changed))
        if moved:
            _store_many(work, moved, action, reason)


def delete(actor: Actor, register: Register, reference: str, *, version: int | None = None, reason: str = "") -> None:
    """Delete one record; its history stays in the ledger. A record that others rest on is refused."""
    if rehearsing.is_on():
        gone: Any = rehearsing.laid_aside_as(register.model, reference) or find(actor, register, reference)
        insist(permissions.may_delete(actor, register), _("You may not delete this record."))
        rehearsing.lay_aside_gone(gone)
        return
    with transaction.atomic():
        record = find(actor, register, reference, lock=True)
        insist(permissions.may_delete(actor, register), _("You may not delete this record."))
        hands.insist_unsealed(actor, register, record)
        _insist_current(filling.desk(actor, register), record, {}, version)
        resting.insist_nothing_rests_on(actor, record)
        identifier, entry = record.pk, _entry(register, record, "deleted", reason, None, state={})
        indexing.forget(register, record)
        waiting_index.forget(register, record)
        try:
            record.delete()
        except ProtectedError:
            raise Invalid({WHOLE: [_("Other records rest on it.")]}) from None
        record.pk = identifier
        _append(actor, [entry])
        _tell(actor, register, None, record)


def note(actor: Actor, subject: str, identifier: int, name: str, action: str, state: Values, reason: str = "") -> None:
    """Enter in the ledger something that is no register's record: a comment, a link, a file, a membership."""
    _append(actor, [Write(subject, identifier, name, 1, action, state, reason, None)])


def _new(work: Desk, values: Values) -> Record:
    actor, register = work.actor, work.register
    record: Record = beginning.begin(actor, register)
    filling.fill(work, record, values, filling.writable(work))
    given = record.__dict__.copy() if actor.through == "import" else None
    hands.insist_bringable(actor, register, None, record, values)
    hands.insist_of_customer(actor, register, record)
    hands.insist_unsealed(actor, register, record)
    filling.finish(work, record, None)
    if given is not None:
        filling.note_overruled(work, record, values, given)
    return record


def _insist_current(work: Desk, record: Record, values: Values, version: int | None) -> None:
    """Raise Conflict, with both values of each field, when the record moved on since this version."""
    if version is None or version == record.version:
        return
    differences = []
    for name, value in values.items():
        if name.startswith(own_fields.PREFIX) or name not in filling.writable(work):
            continue
        model_field = work.register.field(name)
        try:
            mine = filling.coerced(work, name, value)
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
    follow_new(work.actor, register.key, records)


def _store(
    work: Desk,
    record: Any,
    before: Record,
    action: str,
    reason: str,
    occurred_at: datetime | None,
    always: bool = False,
) -> Any:
    changed = changed_fields(before, record)
    if changed or always:
        record.version = before.version + 1
        record.updated_at = clock.now()
        prepared.write(record, [*changed, "version", "updated_at"])
        _append(work.actor, [_entry(work.register, record, action, reason, occurred_at)])
        _after(work, record, before, changed)
    return record


def _store_many(work: Desk, moved: Sequence[tuple[Any, Any, list[str]]], action: str, reason: str) -> None:
    """Store many changed records at once, with their entries, and what is kept beside them."""
    now = clock.now()
    for record, before, _names in moved:
        record.version, record.updated_at = before.version + 1, now
    names = {name for _record, _before, changed in moved for name in changed}
    bulk.update([record for record, _before, _names in moved], {*names, "version", "updated_at"})
    _append(work.actor, [_entry(work.register, record, action, reason, None) for record, _before, _names in moved])
    for record, before, changed in moved:
        _after(work, record, before, changed)


def _after(work: Desk, record: Any, before: Record, changed: Sequence[str]) -> None:
    """What is kept beside a record, and what follows from its change."""
    indexing.index_again(work.register, record, frozenset(changed))
    waiting_index.index_again(work.register, record, before)
    if work.register.rules.after_change:
        work.register.rules.after_change(work.actor, record, before)
    _tell(work.actor, work.register, record, before)


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
    if rehearsing.is_on():
        raise RuntimeError("What is only tried out is entered nowhere.")
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
