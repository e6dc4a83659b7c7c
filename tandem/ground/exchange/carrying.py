"""Writing what was worked out: short batches, each whole with its ledger entries, seen by nobody until the last.

What fits into one batch is written in one transaction. More is an arrival: its new records are hidden until the last
batch, which also shows them. Changes of known records are written right before it. A batch that is refused, because
somebody changed the same record meanwhile, has everything taken back that came before it.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.base import ModelState
from django.utils.translation import gettext as _

from tandem.ground.exchange.planning import Plan, Progress, attributes
from tandem.ground.exchange.promises import Promises
from tandem.ground.exchange.taking_back import take_back
from tandem.ground.kernel import arrivals, bulk, clock, drafting, filling, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.brought import Origin
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.ground.kernel.models import Arrival, ArrivedRow
from tandem.ground.kernel.registers import find
from tandem.ground.ledger.states import GONE

AT_ONCE = 50  # records that are written in one transaction, with nothing hidden
FIRST, LEAST, MOST = 50, 5, 2_000  # records in a batch
AIMED = 0.12  # seconds a batch should take; none may take more than 0.25
PAUSE = 0.004  # seconds between batches in which others get their turn

Write = Callable[[list[Any]], dict[int, int]]


class Refused(Exception):
    """A batch that could not be written: which line of which plan, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line, self.why = line, why
        self.plan: Plan | None = None


def _nothing(arrival: Arrival) -> None:
    """What is done when nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Course:
    """What goes with the first and with the last transaction of an import."""

    begun: Callable[[Arrival], None] = _nothing
    ended: Callable[[Arrival], None] = _nothing


def begin(actor: Actor, begun: Callable[[Arrival], None] = _nothing, *, is_hidden: bool) -> Arrival:
    """A new arrival; a hidden one is announced, so that nobody sees anything of it."""
    with transaction.atomic():
        arrival = Arrival(organization_id=actor.organization_id, is_hidden=is_hidden, seen_at=clock.now())
        arrival.save()
        begun(arrival)
    if is_hidden:
        arrivals.expect(actor.organization_id, arrival.pk)
        time.sleep(arrivals.ANNOUNCED)
    return arrival


def _carry(actor: Actor, plans: Sequence[Plan], arrival: Arrival, course: Course, progress: Progress | None) -> None:
    """Write plans under an arrival and show them with the last batch; Refused leaves the rest unwritten.

    Running it again with the rest of the only plan goes on where it was cut off.
    """
    whole = sum(map(len, plans))
    done = 0
    with arrivals.arriving(arrival.pk):
        batches = chain.from_iterable(_batches(plan, filling.desk(actor, plan.register), arrival) for plan in plans)
        for batch, is_last in _marked_last(batches):
            _write(batch, arrival, course if is_last else None)
            done += len(batch.items)
            if progress:
                progress(done, whole)
    if whole == 0:
        with transaction.atomic():
            _show(arrival, course)


def _show(arrival: Arrival, course: Course) -> None:
    """Let everybody see what an arrival brought."""
    arrival.is_hidden = False
    arrival.save(update_fields=["is_hidden"])
    course.ended(arrival)


@dataclass(slots=True)
class Pace:
    """How many records go into a batch so that nobody waits long."""

    size: int
    is_fixed: bool

    def learn(self, count: int, took: float) -> None:
        """Aim at a batch that holds the lock for a moment only."""
        if not self.is_fixed:
            self.size = max(LEAST, min(MOST, count * 2, int(count * AIMED / max(took, 0.001))))


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written in one transaction."""

    plan: Plan
    write: Write
    items: list[Any]
    pace: Pace


def _batches(plan: Plan, work: filling.Desk, arrival: Arrival) -> Iterator[Batch]:
    steps = (
        (plan.histories, _historian(work, plan)),
        (plan.drafts, _drafter(work, plan)),
        (plan.changes, _changer(work.actor, plan)),
    )
    for items, write in steps:
        pace = Pace(FIRST if arrival.is_hidden else AT_ONCE, is_fixed=not arrival.is_hidden)
        part: list[Any] = []
        for item in items:
            if len(part) >= pace.size or (items is plan.drafts and _names_one_of(plan, item, part)):
                yield Batch(plan, write, part, pace)
                part = []
            part.append(item)
        if part:
            yield Batch(plan, write, part, pace)


def _names_one_of(plan: Plan, item: Any, part: list[Any]) -> bool:
    """Whether a draft names another of the same batch, which has no key before that is written."""
    if not plan.is_own_named or not part:
        return False
    names = attributes(plan.register.model)
    key = names.index(plan.register.model._meta.pk.attname)
    named = plan.promises.named_by(plan.register.model, names, item[1])
    return bool(named) and not named.isdisjoint(other[1][key] for other in part)


def _marked_last(batches: Iterator[Batch]) -> Iterator[tuple[Batch, bool]]:
    before = None
    for batch in batches:
        if before is not None:
            yield before, False
        before = batch
    if before is not None:
        yield before, True


def _write(batch: Batch, arrival: Arrival, last: Course | None) -> None:
    """One batch in a transaction of its own; the last one also shows everything."""
    time.sleep(PAUSE if arrival.is_hidden else 0)
    items = batch.items
    try:
        with transaction.atomic():
            began = time.monotonic()
            with arrivals.collected() as entries:
                lines = batch.write(items)
            enter(arrival, entries, lines)
            if last is not None:
                _show(arrival, last)
        batch.pace.learn(len(items), time.monotonic() - began)
    except IntegrityError as error:
        params = {"first": items[0][0], "last": items[-1][0]}
        message = _("Between line %(first)d and line %(last)d something was written that others brought meanwhile.")
        refused = Refused(items[0][0], message % params)
        refused.plan = batch.plan
        raise refused from error
    except Refused as refused:
        refused.plan = batch.plan
        raise


ENTERED = (
    "organization_id",
    "arrival_id",
    "register",
    "record_id",
    "is_new",
    "version_before",
    "version",
    "line",
    "is_gone",
)


def enter(arrival: Arrival, entries: Sequence[Any], lines: dict[int, int]) -> None:
    """Note beside the records what the batch did to them; `lines` by key of the records of the file's register."""
    first: dict[tuple[str, int], Any] = {}
    last: dict[tuple[str, int], Any] = {}
    for entry in entries:
        key = (entry.register, entry.record_id)
        first.setdefault(key, entry)
        last[key] = entry
    rows = [
        (
            arrival.organization_id,
            arrival.pk,
            entry.register,
            entry.record_id,
            entry.action == "created",
            entry.version - 1,
            last[key].version,
            lines.get(entry.record_id),
            last[key].action == GONE,
        )
        for key, entry in first.items()
        if find(entry.register) is not None
    ]
    bulk.insert_values(ArrivedRow, ENTERED, [row for row in rows if row[4]])
    _enter_changes([row for row in rows if not row[4]])
    Arrival.objects.filter(pk=arrival.pk).update(seen_at=clock.now())


def _enter_changes(rows: Sequence[tuple[Any, ...]]) -> None:
    """Of records that the arrival touched before, the newest version counts."""
    ArrivedRow.objects.bulk_create(
        [ArrivedRow(**dict(zip(ENTERED, row, strict=True))) for row in rows],
        update_conflicts=True,
        unique_fields=["register", "record_id", "arrival"],
        update_fields=["version", "is_gone"],
    )


def _drafter(work: filling.Desk, plan: Plan) -> Callable[[list[Any]], dict[int, int]]:
    model, names = work.register.model, attributes(work.register.model)

    def write(batch: list[Any]) -> dict[int, int]:
        now = clock.now()
        drafts = [drafted(model, names, plan.promises.real(model, names, values), now) for _line, values, _ in batch]
        promised = [draft.pk for draft in drafts]
        for draft in drafts:
            draft.pk = None
        origins = [plan.origin(line) for line, _values, _given in batch]
        with _named(batch[0][0]):
            drafting.keep_drafts(work, drafts, [given for _line, _values, given in batch], origins)
        for key, draft in zip(promised, drafts, strict=True):
            plan.promises.written(key, draft.pk)
            plan.held.add(draft.reference)
        return {draft.pk: item[0] for draft, item in zip(drafts, batch, strict=True)}

    return write


def drafted(model: Any, names: Sequence[str], values: Sequence[Any], now: datetime) -> Any:
    """The record of a draft that was laid aside, new as of now."""
    record = model.__new__(model)
    record._state = ModelState()
    record.__dict__.update(zip(names, values, strict=True))
    record.created_at = record.updated_at = now
    return record


def _changer(actor: Actor, plan: Plan) -> Callable[[list[Any]], dict[int, int]]:
    def write(batch: list[Any]) -> dict[int, int]:
        lines = {}
        for line, reference, values in batch:
            with _named(line):
                given = plan.promises.real_values(values)
                record = writing.change(actor, plan.register, reference, given, origin=plan.origin(line))
            lines[record.pk] = line
        return lines

    return write


def _historian(work: filling.Desk, plan: Plan) -> Write:
    model, names = work.register.model, attributes(work.register.model)

    def write(batch: list[Any]) -> dict[int, int]:
        lines = {}
        for line, reference, steps in batch:
            with _named(line):
                origin = plan.origin(line)
                if reference:
                    real_steps = [(at, values and plan.promises.real_values(values)) for at, values in steps]
                    record = _gone_on(work, reference, real_steps, origin)
                else:
                    lived = [(at, plan.promises.real(model, names, state), given) for at, state, given in steps]
                    record = _lived(work, plan.promises, names, lived, origin)
            lines[record.pk] = line
        return lines

    return write


def _lived(
    work: filling.Desk,
    promises: Promises,
    names: Sequence[str],
    states: list[tuple[datetime, Any, Any]],
    origin: Origin,
) -> Any:
    """A new record with its history, as it was worked out."""
    model = work.register.model
    (began_at, first, given), *later = states
    record = drafted(model, names, first, clock.now())
    promised, record.pk = record.pk, None
    drafting.keep_drafts(work, [record], [given], [origin], began_at)
    promises.written(promised, record.pk)
    for occurred_at, state, named in later:
        after = drafted(model, names, state, record.created_at)
        after.pk, after.reference, after.version = record.pk, record.reference, record.version
        record = drafting.keep_change(work, after, record, named, origin, occurred_at)
    return record


def _gone_on(
    work: filling.Desk, reference: str, steps: list[tuple[datetime, dict[str, Any] | None]], origin: Origin
) -> Any:
    """What happened to a known record; what is older than what is known is entered and changes nothing."""
    for occurred_at, values in steps:
        reason = _("Told late, by an older event") if values is None else ""
        record = writing.change(
            work.actor,
            work.register,
            reference,
            values or {},
            occurred_at=occurred_at,
            reason=reason,
            always=True,
            origin=origin,
        )
    return record


@contextmanager
def _named(line: int) -> Iterator[None]:
    """Say which line could not be written."""
    try:
        yield
    except Invalid as invalid:
        raise Refused(line, " ".join(m for messages in invalid.problems.values() for m in messages)) from invalid
    except WriteError as error:
        raise Refused(line, str(error)) from error


def write(
    actor: Actor,
    plans: Sequence[Plan],
    course: Course,
    progress: Progress | None = None,
    arrival: Arrival | None = None,
) -> None:
    """Write whole plans one after the other, or go on with the only one under its arrival.

    Refused once everything was taken back.
    """
    if arrival is None and sum(map(len, plans)) <= AT_ONCE:
        with transaction.atomic():
            _carry(actor, plans, begin(actor, course.begun, is_hidden=False), course, progress)
        return
    arrival = arrival or begin(actor, course.begun, is_hidden=True)
    try:
        _carry(actor, plans, arrival, course, progress)
    except Refused as refused:
        take_back(actor, arrival, refused.why)
        raise
