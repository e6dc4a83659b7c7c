"""Taking back what an import wrote: all of it, as a step of its own, as long as nobody changed any of it since.

What it brought vanishes for everybody at once; it is then deleted, and what it changed put back, in short batches. One
that was cut off is taken up again: what is left to do is what is still entered.
"""

import time
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tandem.ground.exchange import ordering
from tandem.ground.exchange.planning import Progress
from tandem.ground.exchange.settled import settled_in
from tandem.ground.kernel import arrivals, clock, drafting, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.models import Arrival, ArrivedRow, Attachment, Comment, Link, Reminder
from tandem.ground.kernel.registers import Register
from tandem.ground.ledger.states import state_at_version, state_before_deletion

MOST_NAMED = 20
LOOKED_AT = 500
DELETED, PUT_BACK = 100, 20  # records in a batch
PAUSE = 0.004


def changed_since(arrival: Arrival) -> list[str]:
    """References of what an arrival brought and somebody changed, deleted, spoke of or built upon since."""
    named: list[str] = []
    for register in _registers(arrival):
        for rows in _parts(arrival, register):
            named += _changed(arrival, register, rows)
            if len(named) >= MOST_NAMED:
                return named[:MOST_NAMED]
    return named


def take_back(actor: Actor, arrival: Arrival, reason: str, progress: Progress | None = None) -> None:
    """Take everything back; Invalid names what was changed since, and then nothing was."""
    if not arrival.is_hidden:
        if changed := changed_since(arrival):
            raise Invalid({WHOLE: [changed_words(changed)]})
        _insist_unsettled(arrival)
        _hide(arrival)
    with arrivals.arriving(arrival.pk):
        whole, done = arrival.rows.count(), 0
        for count in _batches(actor, arrival, reason):
            done += count
            if progress:
                progress(done, whole)
    arrival.delete()


def _insist_unsettled(arrival: Arrival) -> None:
    """What a step settled for good, such as figures that were frozen or a sample that was drawn, stays."""
    for register in _registers(arrival):
        if settled := settled_in(arrival, register, MOST_NAMED):
            told = {"what": ", ".join(settled)}
            raise Invalid({WHOLE: [_("This cannot be taken back: it settled %(what)s for good.") % told]})


def changed_words(changed: list[str]) -> str:
    """Why an import cannot be taken back."""
    told = {"what": ", ".join(changed)}
    return _("This import cannot be taken back: since then others changed %(what)s.") % told


def _hide(arrival: Arrival) -> None:
    """What it brought is gone for everybody; Invalid, with everything as it was, when somebody was quicker."""
    _mark_hidden(arrival, is_hidden=True)
    arrivals.expect(arrival.organization_id, arrival.pk)
    time.sleep(arrivals.ANNOUNCED)
    with arrivals.arriving(arrival.pk):
        moved = [reference for register in _registers(arrival) for reference in _moved_on(arrival, register)]
    if moved:
        _mark_hidden(arrival, is_hidden=False)
        raise Invalid({WHOLE: [changed_words(moved)]})


def _mark_hidden(arrival: Arrival, *, is_hidden: bool) -> None:
    arrival.is_hidden, arrival.seen_at = is_hidden, clock.now()
    arrival.save(update_fields=["is_hidden", "seen_at"])


def _registers(arrival: Arrival) -> list[Register]:
    keys = arrival.rows.order_by().values_list("register", flat=True).distinct()
    return [register for key in keys if (register := registers.find(key))]


def _parts(arrival: Arrival, register: Register) -> Iterator[list[ArrivedRow]]:
    last = 0
    while rows := list(arrival.rows.filter(register=register.key, pk__gt=last).order_by("pk")[:LOOKED_AT]):
        yield rows
        last = rows[-1].pk


def _moved_on(arrival: Arrival, register: Register) -> list[str]:
    """References of records whose version is not the one that the arrival left, in one statement."""
    table = connection.ops.quote_name(register.model._meta.db_table)
    sql = (
        "SELECT coalesce(t.reference, '…') FROM kernel_arrivedrow r"  # noqa: S608  a table of ours
        f" LEFT JOIN {table} t ON t.id = r.record_id AND t.organization_id = r.organization_id"
        " WHERE r.arrival_id = %s AND r.register = %s AND NOT r.is_gone"
        " AND (t.version IS NULL OR t.version <> r.version) LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [arrival.pk, register.key, MOST_NAMED])
        return [reference for (reference,) in cursor.fetchall()]


def _changed(arrival: Arrival, register: Register, rows: list[ArrivedRow]) -> list[str]:
    versions = {row.record_id: row.version for row in rows if not row.is_gone}
    new = [row.record_id for row in rows if row.is_new]
    held = register.model.objects.filter(pk__in=list(versions)).values_list("pk", "reference", "version")
    names = {key: reference for key, reference, _version in held}
    moved = [names[key] for key, _reference, version in held if version != versions[key]]
    moved += [_("a record that is gone") for key in versions if key not in names]
    return [*moved, *_spoken_of(register, new, names), *_built_upon(arrival, register, new)]


def _spoken_of(register: Register, new: list[int], names: dict[int, str]) -> list[str]:
    """New records that somebody commented, linked, attached a file or a reminder to."""
    found: set[int] = set()
    for model in (Comment, Link, Attachment, Reminder):
        about = model.objects.filter(register=register.key, record_id__in=new).exclude(created_by=None)
        found.update(about.values_list("record_id", flat=True))
    return [names[key] for key in sorted(found) if key in names]


def _built_upon(arrival: Arrival, register: Register, new: list[int]) -> list[str]:
    """Records of others that point at new ones, and so would lose what they stand on."""
    named: list[str] = []
    for relation in register.model._meta.related_objects:
        other = registers.of_model(relation.related_model)
        if other is None:
            continue
        pointing = other.model.objects.filter(**{f"{relation.field.name}__in": new})
        own = arrival.rows.filter(register=other.key).values("record_id")
        named += pointing.exclude(pk__in=own).values_list("reference", flat=True)[:MOST_NAMED]
    return named


def _batches(actor: Actor, arrival: Arrival, reason: str) -> Iterator[int]:
    """From the last row to the first, so that parts go before their whole."""
    while rows := list(arrival.rows.order_by("-pk")[:DELETED]):
        batch = _first_of_all(arrival, _alike(rows))
        time.sleep(PAUSE)
        with transaction.atomic():
            with arrivals.collected() as entries:
                _undo(actor, batch, reason)
            _follow(arrival, entries)
            ArrivedRow.objects.filter(pk__in=[row.pk for row in batch]).delete()
            Arrival.objects.filter(pk=arrival.pk).update(seen_at=clock.now())
        yield len(batch)


def _alike(rows: list[ArrivedRow]) -> list[ArrivedRow]:
    """The first rows that are undone in the same way, as many as go into a batch."""
    kind = (rows[0].register, rows[0].is_new)
    count = next((place for place, row in enumerate(rows) if (row.register, row.is_new) != kind), len(rows))
    return rows[: count if rows[0].is_new else min(count, PUT_BACK)]


def _first_of_all(arrival: Arrival, batch: list[ArrivedRow]) -> list[ArrivedRow]:
    """These rows, or those that have to be undone before them: what was made to point at them later on."""
    met = {batch[0].register}
    while resting := _resting(arrival, batch):
        if resting[0].register in met:
            return batch
        met.add(resting[0].register)
        batch = resting
    return batch


def _resting(arrival: Arrival, batch: list[ArrivedRow]) -> list[ArrivedRow]:
    """Rows of another register whose records point at new ones of these."""
    register = registers.find(batch[0].register)
    if register is None or not batch[0].is_new:
        return []
    keys = [row.record_id for row in batch]
    for relation in register.model._meta.related_objects:
        other = registers.of_model(relation.related_model)
        if other is None or other is register:
            continue
        pointing = other.model.objects.filter(**{f"{relation.field.name}__in": keys}).values("pk")
        rows = arrival.rows.filter(register=other.key, record_id__in=pointing, is_gone=False)
        if found := list(rows.order_by("-pk")[:DELETED]):
            return _alike(found)
    return []


def _follow(arrival: Arrival, entries: list[Any]) -> None:
    """What followed from putting one record back is no change by somebody else."""
    for entry in entries:
        rows = arrival.rows.filter(register=entry.register, record_id=entry.record_id)
        rows.update(version=entry.version)


def _undo(actor: Actor, batch: list[ArrivedRow], reason: str) -> None:
    register = registers.find(batch[0].register)
    if register is None:
        return
    if batch[0].is_new:
        _drop(actor, register, {row.record_id: row.version for row in batch}, reason)
        return
    for row in batch:
        if row.is_gone:
            _bring_back(actor, register, row, reason)
            continue
        state = state_at_version(row.organization_id, row.register, row.record_id, row.version_before)
        if state is not None:
            drafting.put_back(actor, register, row.record_id, row.version, state, reason)


def _bring_back(actor: Actor, register: Register, row: ArrivedRow, reason: str) -> None:
    if before := state_before_deletion(row.organization_id, row.register, row.record_id):
        drafting.restore(actor, register, row.record_id, *before, reason)


def _drop(actor: Actor, register: Register, versions: dict[int, int], reason: str) -> None:
    """Delete new records, those that name others of their own register first; one that followed from another is gone
    with it already."""
    own = ordering.names_itself(register)
    there = register.model.objects.filter(pk__in=list(versions))
    rest = {row[0]: set(row[1:]) - {None, row[0]} for row in there.values_list("pk", *own)}
    while rest:
        named = set().union(*rest.values())
        batch = (rest.keys() - named) or set(rest)
        drafting.drop(actor, register, {key: versions[key] for key in batch}, reason)
        rest = {key: named_by for key, named_by in rest.items() if key not in batch}
